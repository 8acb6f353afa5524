#pragma once
// Weights of projections: y = x W. Spikes that are 0 cost nothing in the sparse ones, which are here; the dense ones are in dense.h, and
// torch::nn::Linear works as well. Weights may have a unit (0.6_S): they are numbers in it, and the projection converts to what its
// target expects.
#include <optional>

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include "synaptorch/nn/dense.h"
#include "synaptorch/nn/options.h"
#include "synaptorch/nn/state.h"

namespace synaptorch::nn {

/// Stored synapses in compressed rows; `weight` is learnt. With delays (steps, one or one per synapse; fractions are
/// interpolated) spikes arrive that much later. Learnt delays stay within [0, max_delay], by default the longest given.
class SparseLinearImpl : public torch::nn::Cloneable<SparseLinearImpl>, public Stateful {
 public:
  /// indptr [n_pre + 1] and indices [synapses] of int32 or int64; weight: one number or one per synapse. Throws WrongShape and
  /// OutOfRange for delays that do not fit.
  SparseLinearImpl(at::Tensor indptr, at::Tensor indices, at::Tensor weight, std::int64_t out_size, std::optional<at::Tensor> delay = std::nullopt,
                   std::optional<std::int64_t> max_delay = std::nullopt, bool learn_delay = false);
  /// The synapses of a sparse CSR tensor, or those of a dense one that are not 0.
  explicit SparseLinearImpl(const at::Tensor& matrix, std::optional<at::Tensor> delay = std::nullopt,
                            std::optional<std::int64_t> max_delay = std::nullopt, bool learn_delay = false);
  void reset() override;
  /// One step of spikes [.., in] -> [.., out]. With delays, what arrives in this step.
  at::Tensor forward(const at::Tensor& x);
  /// All steps of spikes [T, .., in].
  at::Tensor run(const at::Tensor& x);
  /// Forgets what is on its way.
  void reset_state(std::optional<std::int64_t> = std::nullopt) override { pending_.reset(); }
  void detach_() override { pending_.detach(); }

  at::Tensor indptr, indices, weight, delay;
  std::optional<Quantity> unit;   ///< of the weights, where they have one

 private:
  struct Csr { at::Tensor matrix; };
  SparseLinearImpl(const Csr& csr, std::optional<at::Tensor> delay, std::optional<std::int64_t> max_delay, bool learn_delay);

  std::int64_t out_size_, max_delay_ = 0;
  bool learn_delay_;
  at::Tensor initial_weight_, initial_delay_;
  StateBuffer pending_;
};
TORCH_MODULE(SparseLinear);

/// Random weights that are drawn anew in every call instead of being stored. Learnt are the numbers of their law, `weight` and,
/// where the law has two, `weight_b`.
class RandomLinearImpl : public torch::nn::Cloneable<RandomLinearImpl> {
 public:
  /// count: targets of every source, drawn with replacement; if negative, each pair is connected with probability `chance`. as_events:
  /// whether what is not 0 counts as 1.
  RandomLinearImpl(std::int64_t in_size, std::int64_t out_size, std::int64_t count, double chance, Law law, std::int64_t seed, bool as_events = false);
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
  /// indptr, indices and weights.
  std::tuple<at::Tensor, at::Tensor, at::Tensor> connectivity() const;

  at::Tensor weight, weight_b;
  std::optional<Quantity> unit;

 protected:
  std::int64_t in_size_, out_size_, count_;
  double chance_;
  Law law_;
  std::int64_t seed_;
  bool as_events_;
};

/// Every pair is connected with probability `prob`.
struct FixedProb : torch::nn::ModuleHolder<RandomLinearImpl> {
  FixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::int64_t seed = 0);
};
/// Every source reaches `conn_num` targets, drawn with replacement.
struct FixedNumConn : torch::nn::ModuleHolder<RandomLinearImpl> {
  FixedNumConn(std::int64_t in_size, std::int64_t out_size, std::int64_t conn_num, Law weight, std::int64_t seed = 0);
};
/// `FixedNumConn` for events: what is not 0 counts as 1.
struct EventFixedNumConn : torch::nn::ModuleHolder<RandomLinearImpl> {
  EventFixedNumConn(std::int64_t in_size, std::int64_t out_size, std::int64_t conn_num, Law weight, std::int64_t seed = 0);
};
/// The same with int(prob * out_size) targets.
struct EventFixedProb : EventFixedNumConn {
  EventFixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::int64_t seed = 0);
};

}  // namespace synaptorch::nn
