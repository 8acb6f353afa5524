#pragma once
// Projections: what brings the spikes of one population to another. In each step call the projections first, then the
// neurons, which consume what was registered with them.
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <torch/nn/module.h>

#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {

using NeuronHolder = torch::nn::ModuleHolder<NeuronImpl>;

/// Conductance-based output: I = g (E - V); E in mV, g in mA/mV = S.
struct COBA : Output {
  explicit COBA(Value E) : E(E.tensor(at::kFloat, unit("mV"), "COBA.E")) {}
  Quantity driving() const override { return unit("mV"); }
  std::pair<at::Tensor, at::Tensor> linear() const override { return {g * E, g}; }
  at::Tensor E;
};
/// Current-based output: I = g scale; scale in V, g in mA/V = mS.
struct CUBA : Output {
  explicit CUBA(Value scale = 1.0) : scale(scale.tensor(at::kFloat, unit("V"), "CUBA.scale")) {}
  Quantity driving() const override { return unit("V"); }
  std::pair<at::Tensor, at::Tensor> linear() const override { return {g * scale, at::Tensor()}; }
  at::Tensor scale;
};

/// Weights: any module with `forward(Tensor)`, or a function. Where they have a unit, the projection converts.
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

/// Weights, then a synapse of the size of the target population: spikes -> comm -> syn -> out -> post. The synapse advances in
/// the call. (Projections that share a synapse are one projection here, whose comm adds up.)
class AlignPostProjImpl : public torch::nn::Module {
 public:
  /// Throws WrongType where `post` has no input that `out` could act on.
  template <class Out> AlignPostProjImpl(Comm comm, NeuronHolder syn, Out out, NeuronHolder post)
      : AlignPostProjImpl(std::move(comm), std::move(syn), std::shared_ptr<Output>(std::make_shared<Out>(std::move(out))), std::move(post)) {}
  AlignPostProjImpl(Comm comm, NeuronHolder syn, std::shared_ptr<Output> out, NeuronHolder post);
  void forward(const at::Tensor& spikes);

  NeuronHolder syn;
  std::shared_ptr<Output> out;

 private:
  Comm comm_;
};
TORCH_MODULE(AlignPostProj);

/// Conductances of the source population, weighted, act on `post` through `out`.
class CurrentProjImpl : public torch::nn::Module {
 public:
  template <class Out> CurrentProjImpl(Comm comm, Out out, NeuronHolder post)
      : CurrentProjImpl(std::move(comm), std::shared_ptr<Output>(std::make_shared<Out>(std::move(out))), std::move(post)) {}
  CurrentProjImpl(Comm comm, std::shared_ptr<Output> out, NeuronHolder post);
  void forward(const at::Tensor& g);

  std::shared_ptr<Output> out;

 private:
  Comm comm_;
};
TORCH_MODULE(CurrentProj);

/// Spikes make the potential of `post` jump by their weight, mV.
class DeltaProjImpl : public torch::nn::Module {
 public:
  DeltaProjImpl(Comm comm, NeuronHolder post);
  void forward(const at::Tensor& spikes);

 private:
  Comm comm_;
  std::weak_ptr<NeuronImpl> post_;
};
TORCH_MODULE(DeltaProj);

}  // namespace synaptorch::nn
