#pragma once
// Projections: what brings the spikes of one population to another. In each step call the projections first, then the
// neurons, which consume what was registered with them.
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <torch/nn/module.h>

#include "synaptorch/nn/delay.h"
#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {

using NeuronHolder = torch::nn::ModuleHolder<NeuronImpl>;

/// A module with `forward(Tensor)`, or a function: the weights of a projection, or what comes in front of them. Where weights have a
/// unit, the projection converts.
class Comm {
 public:
  template <class C> requires(!std::is_same_v<C, Comm>) Comm(C c) {
    if constexpr (requires { c->unit; }) unit_ = c->unit;
    if constexpr (requires { c.ptr(); c->forward(at::Tensor()); }) {
      module = c.ptr();
      call = [c](const at::Tensor& x) mutable { return c->forward(x); };
    } else {
      call = std::move(c);
    }
  }

  std::shared_ptr<torch::nn::Module> module;
  std::function<at::Tensor(const at::Tensor&)> call;
  /// Makes `call` return numbers in that unit. Throws WrongUnit, naming what the weights are for.
  void convert_to(const Quantity& expected, const char* what);

 private:
  std::optional<Quantity> unit_;
};

/// What all projections may have.
struct ProjectionOptions {
  TORCH_ARG(std::vector<Comm>, pre);         ///< run in turn before the weights (short-term plasticity, ...)
  TORCH_ARG(Delay, delay){nullptr};          ///< of what arrives at the weights, one or one per source
  TORCH_ARG(std::string, label);             ///< of the input of the target population
};

/// Base of projections: what is in front, delay, weights.
class SynapticProjectionImpl : public torch::nn::Module, public Stateful {
 public:
  /// Forgets conductances that are bound; delays, weights and synapses are modules of their own.
  void reset_state(std::optional<std::int64_t> batch_size = std::nullopt) override;
  void detach_() override;

  std::shared_ptr<Output> out;   ///< null where the target takes jumps

 protected:
  /// `expected`: the unit that weights are converted to.
  SynapticProjectionImpl(const char* name, Comm comm, const NeuronHolder& post, const Quantity& expected, ProjectionOptions options);
  /// What the target gets.
  at::Tensor weighted(at::Tensor x);
  /// Throws WrongType where the target is gone.
  std::shared_ptr<NeuronImpl> post() const;
  void own_synapse(const NeuronHolder& syn) { register_module("syn", syn.ptr()); }

  std::string key_, label_;

 private:
  std::vector<Comm> pre_;
  Delay delay_{nullptr};
  Comm comm_;
  std::weak_ptr<NeuronImpl> post_;
};

/// Weights, then a synapse of the size of the target population: spikes -> comm -> syn -> out -> post.
class AlignPostProjImpl : public SynapticProjectionImpl {
 public:
  /// The synapse advances in the call of the projection. Throws WrongType where `post` has no input that `out` could act on.
  template <class Out> AlignPostProjImpl(Comm comm, NeuronHolder syn, Out out, NeuronHolder post, ProjectionOptions options = {})
      : AlignPostProjImpl(std::move(comm), std::move(syn), std::shared_ptr<Output>(std::make_shared<Out>(std::move(out))), std::move(post),
                          std::move(options)) {}
  AlignPostProjImpl(Comm comm, NeuronHolder syn, std::shared_ptr<Output> out, NeuronHolder post, ProjectionOptions options = {});
  /// Projections onto one population that have equal options of the synapse, outputs and labels share synapse and output (the first
  /// owns them); they advance when `post` is called.
  template <class Out> AlignPostProjImpl(Comm comm, NeuronOptions syn, Out out, NeuronHolder post, ProjectionOptions options = {})
      : AlignPostProjImpl(std::move(comm), std::move(syn), std::shared_ptr<Output>(std::make_shared<Out>(std::move(out))), std::move(post),
                          std::move(options)) {}
  AlignPostProjImpl(Comm comm, NeuronOptions syn, std::shared_ptr<Output> out, NeuronHolder post, ProjectionOptions options = {});
  void forward(const at::Tensor& spikes);

  NeuronHolder syn{nullptr};

 private:
  bool merges_;
};
TORCH_MODULE(AlignPostProj);

/// Conductances of the source population, weighted, act on `post` through `out`.
class CurrentProjImpl : public SynapticProjectionImpl {
 public:
  template <class Out> CurrentProjImpl(Comm comm, Out out, NeuronHolder post, ProjectionOptions options = {})
      : CurrentProjImpl(std::move(comm), std::shared_ptr<Output>(std::make_shared<Out>(std::move(out))), std::move(post), std::move(options)) {}
  CurrentProjImpl(Comm comm, std::shared_ptr<Output> out, NeuronHolder post, ProjectionOptions options = {});
  void forward(const at::Tensor& g);
};
TORCH_MODULE(CurrentProj);

/// Spikes make the potential of `post` jump by their weight, mV.
class DeltaProjImpl : public SynapticProjectionImpl {
 public:
  DeltaProjImpl(Comm comm, NeuronHolder post, ProjectionOptions options = {});
  void forward(const at::Tensor& spikes);
};
TORCH_MODULE(DeltaProj);

/// Synapse in the target population, after short-term plasticity of the size of the source: spikes -> stp -> comm -> syn -> out -> post.
struct align_post_projection : AlignPostProj {
  template <class Syn, class Out> align_post_projection(Comm comm, Syn syn, Out out, NeuronHolder post, std::optional<Comm> stp = std::nullopt)
      : AlignPostProj(std::move(comm), std::move(syn), std::move(out), std::move(post), in_front({std::move(stp)})) {}
  /// Options of a projection with these modules in front.
  static ProjectionOptions in_front(std::vector<std::optional<Comm>> modules);
};
/// Synapse in the source population: spikes -> stp -> syn -> comm -> out -> post.
struct align_pre_projection : CurrentProj {
  template <class Out> align_pre_projection(NeuronHolder syn, Comm comm, Out out, NeuronHolder post, std::optional<Comm> stp = std::nullopt)
      : CurrentProj(std::move(comm), std::move(out), std::move(post), align_post_projection::in_front({std::move(stp), Comm(std::move(syn))})) {}
};

}  // namespace synaptorch::nn
