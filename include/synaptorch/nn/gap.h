#pragma once
// Gap junctions: currents between pairs of neurons, proportional to the difference of their potentials.
#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {

/// The currents through the pairs (pre_ids[k], post_ids[k]), from the potentials [.., ..size] of both populations, whose sizes have
/// that many axes: {what each source loses, sum of to_pre (V_pre - V_post), what each target gains, sum of to_post (V_pre - V_post)}.
/// to_pre and to_post: one conductance, or one a pair. Python calls it, too (torch.ops.synaptorch.gap_currents).
std::tuple<at::Tensor, at::Tensor> gap_currents(const at::Tensor& V_pre, const at::Tensor& V_post, const at::Tensor& pre_ids,
                                                const at::Tensor& post_ids, const at::Tensor& to_pre, const at::Tensor& to_post,
                                                std::int64_t pre_axes, std::int64_t post_axes);
/// Refuses pairs of unequal number (WrongShape), and neurons that are not there (OutOfRange).
void check_pairs(c10::string_view owner, const at::Tensor& pre_ids, const at::Tensor& post_ids, std::int64_t n_pre, std::int64_t n_post);

/// A population and the name of its potential.
struct Coupled {
  Coupled(torch::nn::ModuleHolder<NeuronImpl> neurons, std::string state = "V") : neurons(neurons.ptr()), state(std::move(state)) {}
  std::shared_ptr<NeuronImpl> neurons;
  std::string state;
};
/// Which neurons are coupled, numbered within their populations: {pre_ids, post_ids} for the sizes of both.
using Pairs = std::function<std::pair<at::Tensor, at::Tensor>(at::IntArrayRef pre, at::IntArrayRef post)>;

/// I_post += weight (V_pre - V_post), I_pre -= weight (V_pre - V_post), summed over pairs, from the states of the last step.
class GapJunctionImpl : public torch::nn::Module {
 public:
  /// Adds the currents of this step to both populations; a second call before their update replaces the first. Returns what
  /// the sources lose.
  at::Tensor forward();

  at::Tensor pre_ids, post_ids;
  at::Tensor weight;   ///< learnt; S

 protected:
  /// `directions`: conductances of a pair.
  GapJunctionImpl(const char* name, const Coupled& pre, const Coupled& post, const Pairs& conn, const Value& weight, std::int64_t directions);

 private:
  struct End {
    std::weak_ptr<NeuronImpl> neurons;
    std::string state;
  };
  std::shared_ptr<NeuronImpl> neurons(const End& end) const;
  End pre_, post_;
  std::string name_, key_;
  std::int64_t directions_;
};

/// Gap junctions that conduct equally well in both directions.
class SymmetryGapJunctionImpl : public GapJunctionImpl {
 public:
  /// weight: conductance, S: one, or one per pair.
  SymmetryGapJunctionImpl(const Coupled& pre, const Coupled& post, const Pairs& conn, const Value& weight)
      : GapJunctionImpl("SymmetryGapJunction", pre, post, conn, weight, 1) {}
  /// Within one population.
  SymmetryGapJunctionImpl(const Coupled& couples, const Pairs& conn, const Value& weight) : SymmetryGapJunctionImpl(couples, couples, conn, weight) {}
};
TORCH_MODULE(SymmetryGapJunction);

/// Gap junctions whose two directions differ: weight[.., 0] acts on post, weight[.., 1] on pre.
class AsymmetryGapJunctionImpl : public GapJunctionImpl {
 public:
  /// weight: conductances, S: [2], or [pairs, 2].
  AsymmetryGapJunctionImpl(const Coupled& pre, const Coupled& post, const Pairs& conn, const Value& weight)
      : GapJunctionImpl("AsymmetryGapJunction", pre, post, conn, weight, 2) {}
};
TORCH_MODULE(AsymmetryGapJunction);

}  // namespace synaptorch::nn
