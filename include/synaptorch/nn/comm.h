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
  /// OutOfRange for delays that do not fit. bias: one number or [out_size], learnt.
  SparseLinearImpl(at::Tensor indptr, at::Tensor indices, at::Tensor weight, std::int64_t out_size, std::optional<at::Tensor> delay = std::nullopt,
                   std::optional<std::int64_t> max_delay = std::nullopt, bool learn_delay = false, std::optional<Value> bias = std::nullopt);
  /// The synapses of a sparse tensor of any layout, or those of a dense one that are not 0.
  explicit SparseLinearImpl(const at::Tensor& matrix, std::optional<at::Tensor> delay = std::nullopt,
                            std::optional<std::int64_t> max_delay = std::nullopt, bool learn_delay = false,
                            std::optional<Value> bias = std::nullopt);
  void reset() override;
  /// One step of spikes [.., in] -> [.., out]. With delays, what arrives in this step.
  at::Tensor forward(const at::Tensor& x);
  /// All steps of spikes [T, .., in].
  at::Tensor run(const at::Tensor& x);
  /// Forgets what is on its way.
  void reset_state(std::optional<std::int64_t> = std::nullopt) override { pending_.reset(); }
  void detach_() override { pending_.detach(); }

  at::Tensor indptr, indices, weight, delay, bias;
  std::optional<Quantity> unit;   ///< of the weights, where they have one

 private:
  struct Csr { at::Tensor matrix; };
  SparseLinearImpl(const Csr& csr, std::optional<at::Tensor> delay, std::optional<std::int64_t> max_delay, bool learn_delay,
                   std::optional<Value> bias);

  std::int64_t out_size_, max_delay_ = 0;
  bool learn_delay_;
  at::Tensor initial_weight_, initial_delay_;
  std::optional<Value> initial_bias_;
  StateBuffer pending_;
};
TORCH_MODULE(SparseLinear);

/// How many targets a source has: that number, or, where it is floating, int(conn_num out_size). Throws OutOfRange, naming the owner.
std::int64_t target_count(const at::Scalar& conn_num, std::int64_t out_size, std::string owner);

/// Random weights. They are drawn anew in every call instead of being stored, and learnt are the numbers of their law, `weight` and, where
/// the law has two, `weight_b`; but different targets are stored, and all their weights are learnt.
class RandomLinearImpl : public torch::nn::Cloneable<RandomLinearImpl> {
 public:
  /// count: targets of every source, drawn with replacement unless they must be `distinct`; if negative, each pair is connected with
  /// probability `chance`. seed: by default drawn from torch's generator. as_events: whether what is not 0 counts as 1.
  RandomLinearImpl(std::int64_t in_size, std::int64_t out_size, std::int64_t count, double chance, Law law, std::optional<std::int64_t> seed,
                   bool as_events = false, bool distinct = false);
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
  /// indptr, indices and weights.
  std::tuple<at::Tensor, at::Tensor, at::Tensor> connectivity() const;

  at::Tensor weight, weight_b, indptr, indices;   // undefined where the weights do not have it
  std::optional<Quantity> unit;

 private:
  void store();

  std::int64_t in_size_, out_size_, count_;
  double chance_;
  Law law_;
  std::int64_t seed_;
  bool as_events_, distinct_;
};

/// Every pair is connected with probability `prob`.
struct FixedProb : torch::nn::ModuleHolder<RandomLinearImpl> {
  FixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::optional<std::int64_t> seed = std::nullopt);
};
/// Every source reaches `conn_num` targets (see `target_count`); whether one may be drawn several times says `allow_multi_conn`.
struct FixedNumConn : torch::nn::ModuleHolder<RandomLinearImpl> {
  FixedNumConn(std::int64_t in_size, std::int64_t out_size, at::Scalar conn_num, Law weight, std::optional<std::int64_t> seed = std::nullopt,
               bool allow_multi_conn = true);
};
/// `FixedNumConn` for events: what is not 0 counts as 1.
struct EventFixedNumConn : torch::nn::ModuleHolder<RandomLinearImpl> {
  EventFixedNumConn(std::int64_t in_size, std::int64_t out_size, at::Scalar conn_num, Law weight, std::optional<std::int64_t> seed = std::nullopt,
                    bool allow_multi_conn = true);
};
using EventFixedProb = EventFixedNumConn;

}  // namespace synaptorch::nn
