#include "sparse/delayed.h"

#include <cmath>
#include <sstream>

#include "sparse/op.h"
#include "synaptorch/core/error.h"

namespace synaptorch::sparse {

std::int64_t csr_max_delay(const Tensor& delay, std::int64_t synapses, std::optional<std::int64_t> max_delay) {
  if (delay.dim() > 1 || (delay.numel() != 1 && delay.numel() != synapses))
    throw WrongShape("SparseLinear: delay must be one number or have one value for each of the " + std::to_string(synapses) + " synapses");
  if (delay.numel() == 0) return max_delay.value_or(0);
  const double least = delay.min().item<double>(), most = delay.max().item<double>();
  const double longest = max_delay ? double(*max_delay) : std::ceil(most);
  if (!(least >= 0 && most <= longest && longest < INFINITY)) {
    std::ostringstream text;
    text << "SparseLinear: delays must be >= 0 and <= max_delay = " << longest << " steps, got " << least << " to " << most;
    throw OutOfRange(text.str());
  }
  return std::int64_t(longest);
}

std::tuple<Tensor, Tensor> csr_matvec_delayed(const Tensor& spikes, const Tensor& indptr, const Tensor& indices, const Tensor& weight,
                                              c10::SymInt n_post, const Tensor& delay, c10::SymInt max_delay, const Tensor& pending) {
  static const auto product = find_op<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, c10::SymInt,
                                             const std::optional<Tensor>&, c10::SymInt)>("synaptorch::csr_matvec");
  const c10::SymInt steps = spikes.sym_size(0);
  Tensor y = product.call(spikes, indptr, indices, weight, n_post, delay.clamp(0, c10::Scalar(max_delay)), max_delay);
  if (pending.sym_numel() != 0) {
    c10::SymDimVector shape(y.sym_sizes());
    shape[0] = max_delay;
    if (pending.sym_sizes() != c10::SymIntArrayRef(shape)) {
      std::ostringstream text;
      text << "SparseLinear: a step has the shape " << y.sym_sizes().slice(1) << ", those before had " << pending.sym_sizes().slice(1)
           << "; reset_state() forgets them";
      throw WrongShape(text.str());
    }
    shape[0] = steps;
    y = y + at::cat({pending, y.new_zeros_symint(shape)});
  }
  return {y.slice_symint(0, 0, steps), y.slice_symint(0, steps)};
}

}  // namespace synaptorch::sparse

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  using namespace synaptorch::sparse;
  m.def("csr_max_delay(Tensor delay, int synapses, int? max_delay) -> int", &csr_max_delay);
  m.def("csr_matvec_delayed(Tensor spikes, Tensor indptr, Tensor indices, Tensor weight, SymInt n_post, Tensor delay, SymInt max_delay, "
        "Tensor pending) -> (Tensor, Tensor)", &csr_matvec_delayed);
}
