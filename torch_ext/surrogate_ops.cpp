// spike: the step function with a surrogate derivative, for networks that form their own threshold.
#include <ATen/core/Tensor.h>
#include <torch/library.h>

#include "surrogate_table.h"
#include "synaptorch/core/error.h"
#include "synaptorch/core/tensor_scalar.h"
#include "synaptorch/surrogate.h"

namespace synaptorch::ops {
namespace {

at::Tensor spike(const at::Tensor& u, std::int64_t surrogate, at::ArrayRef<double> surrogate_params) {
  if (!at::isFloatingType(u.scalar_type())) throw WrongType("spike: u must be floating");
  SurrogateChoice choice = choose_surrogate(int(surrogate), surrogate_params.size());
  std::copy(surrogate_params.begin(), surrogate_params.end(), choice.a);
  const TensorScalar x(u);
  return straight_through(heaviside(x), surrogate_gradient(choice, detach(x)), x).tensor();
}

}  // namespace
}  // namespace synaptorch::ops

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  m.def("spike(Tensor u, int surrogate=0, float[] surrogate_params=[]) -> Tensor", {at::Tag::pt2_compliant_tag});
  m.impl("spike", torch::dispatch(c10::DispatchKey::CompositeImplicitAutograd, &synaptorch::ops::spike));
}
