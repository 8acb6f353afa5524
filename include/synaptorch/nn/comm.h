#pragma once
// Weights of projections: y = x W. Spikes that are 0 cost nothing in the sparse ones. torch::nn::Linear works as well. Weights may have a
// unit (0.6_S): they are numbers in it, and the projection converts to what its target expects.
#include <optional>

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include "synaptorch/nn/options.h"

namespace synaptorch::nn {

/// Stored synapses in compressed rows; `weight` is learnt. With delays (steps, one or one per synapse; fractions are
/// interpolated) spikes arrive that much later.
class SparseLinearImpl : public torch::nn::Cloneable<SparseLinearImpl> {
 public:
  /// indptr [n_pre + 1] and indices [synapses] of int32 or int64; weight: one number or one per synapse.
  SparseLinearImpl(at::Tensor indptr, at::Tensor indices, at::Tensor weight, std::int64_t out_size,
                   std::optional<at::Tensor> delay = std::nullopt, std::int64_t max_delay = 0);
  /// The synapses of a sparse CSR tensor, or those of a dense one that are not 0.
  explicit SparseLinearImpl(const at::Tensor& matrix);
  void reset() override;
  /// One step of spikes [.., in] -> [.., out].
  at::Tensor forward(const at::Tensor& x);
  /// All steps of spikes [T, .., in].
  at::Tensor run(const at::Tensor& x);
  /// Forgets what is on its way.
  void reset_state();

  at::Tensor indptr, indices, weight, delay;

 private:
  std::int64_t out_size_, max_delay_;
  at::Tensor initial_weight_, pending_;
};
TORCH_MODULE(SparseLinear);

/// Random weights that are drawn anew in every call instead of being stored. Learnt are the numbers of their law, `weight` and,
/// where the law has two, `weight_b`.
class RandomLinearImpl : public torch::nn::Cloneable<RandomLinearImpl> {
 public:
  /// count: targets of every source, drawn with replacement; if negative, each pair is connected with probability `chance`.
  RandomLinearImpl(std::int64_t in_size, std::int64_t out_size, std::int64_t count, double chance, Law law, std::int64_t seed);
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
};

/// Every pair is connected with probability `prob`.
struct FixedProb : torch::nn::ModuleHolder<RandomLinearImpl> {
  FixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::int64_t seed = 0);
};
/// Every source reaches `conn_num` targets, drawn with replacement.
struct FixedNumConn : torch::nn::ModuleHolder<RandomLinearImpl> {
  FixedNumConn(std::int64_t in_size, std::int64_t out_size, std::int64_t conn_num, Law weight, std::int64_t seed = 0);
};
/// Every source reaches int(prob * out_size) targets, drawn with replacement.
struct EventFixedProb : FixedNumConn {
  EventFixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::int64_t seed = 0);
};

/// Source i reaches target i; `weight`: one number or [n].
class OneToOneImpl : public torch::nn::Cloneable<OneToOneImpl> {
 public:
  explicit OneToOneImpl(Value weight) : unit(weight.unit()), initial_(std::move(weight)) { reset(); }
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
  at::Tensor weight;
  std::optional<Quantity> unit;

 private:
  Value initial_;
};
TORCH_MODULE(OneToOne);

/// Every source reaches every target with the same weight.
class AllToAllImpl : public torch::nn::Cloneable<AllToAllImpl> {
 public:
  AllToAllImpl(std::int64_t out_size, Number weight, bool include_self = true)
      : unit(weight.unit()), out_size_(out_size), initial_(weight.magnitude()), include_self_(include_self) { reset(); }
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
  at::Tensor weight;
  std::optional<Quantity> unit;

 private:
  std::int64_t out_size_;
  double initial_;
  bool include_self_;
};
TORCH_MODULE(AllToAll);

}  // namespace synaptorch::nn
