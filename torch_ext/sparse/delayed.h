#pragma once
// Synapses with delays from call to call. The functions are what Python calls, too (torch.ops.synaptorch.*).
#include <cstdint>
#include <optional>
#include <tuple>

#include <ATen/core/Tensor.h>

namespace synaptorch::sparse {

/// The longest delay in steps that will be met; without `max_delay` the longest of `delay`. Throws WrongShape, OutOfRange.
std::int64_t csr_max_delay(const at::Tensor& delay, std::int64_t synapses, std::optional<std::int64_t> max_delay);

/// csr_matvec of all steps of spikes [T, .., n_pre] with what calls before sent on its way (`pending`; empty: nothing). Learnt
/// delays stay within [0, max_delay]. Returns what arrives, [T, .., n_post], and what is on its way, [max_delay, .., n_post].
std::tuple<at::Tensor, at::Tensor> csr_matvec_delayed(const at::Tensor& spikes, const at::Tensor& indptr, const at::Tensor& indices,
                                                      const at::Tensor& weight, c10::SymInt n_post, const at::Tensor& delay,
                                                      c10::SymInt max_delay, const at::Tensor& pending);

}  // namespace synaptorch::sparse
