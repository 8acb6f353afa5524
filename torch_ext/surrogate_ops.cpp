// The spike function on its own: for users' own neurons, and to look at surrogates.
#include <ATen/core/Tensor.h>
#include <torch/library.h>

#include <algorithm>

#include "surrogate_table.h"
#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

/// The surrogate of that number with its parameters, the given ones first.
SurrogateChoice chosen(std::int64_t kind, at::ArrayRef<double> params) {
  if (kind < 0 || kind >= std::int64_t(surrogate_table().size()))
    throw OutOfRange("surrogate must be 0 to " + std::to_string(surrogate_table().size() - 1) + ", got " + std::to_string(kind));
  SurrogateChoice c = choose_surrogate(int(kind), params.size());
  std::copy(params.begin(), params.end(), c.a);
  return c;
}
at::Tensor evaluated(const TensorScalar& y, const at::Tensor& x) { return y.tensor(x).expand_symint(x.sym_sizes()); }

at::Tensor gradient(const at::Tensor& x, std::int64_t kind, at::ArrayRef<double> params) {
  const SurrogateChoice c = chosen(kind, params);
  return evaluated(surrogate_table()[kind].gradient(TensorScalar(x), c.a), x);
}
at::Tensor primitive(const at::Tensor& x, std::int64_t kind, at::ArrayRef<double> params) {
  const SurrogateChoice c = chosen(kind, params);
  const SurrogateInfo& s = surrogate_table()[kind];
  if (!s.primitive) throw WrongType(std::string(s.name) + " has no primitive: it is no derivative of a known step");
  return evaluated(s.primitive(TensorScalar(x), c.a), x);
}
at::Tensor spike(const at::Tensor& u, std::int64_t kind, at::ArrayRef<double> params) {
  if (!at::isFloatingType(u.scalar_type())) throw WrongType("spike: u must be floating");
  const TensorScalar x(u);
  return evaluated(straight_through(heaviside(x), TensorScalar(gradient(u.detach(), kind, params)), x), u);
}

}  // namespace

// Written in tensor operations, which bring their own gradients.
TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  const auto define = [&](const std::string& head, auto* f) {
    m.def((head + ", int surrogate=0, float[] surrogate_params=[]) -> Tensor").c_str(), f, {at::Tag::pt2_compliant_tag});
  };
  define("spike(Tensor u", spike);
  define("surrogate_gradient(Tensor x", gradient);
  define("surrogate_primitive(Tensor x", primitive);
}

}  // namespace synaptorch::ops
