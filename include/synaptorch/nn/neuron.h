#pragma once
// Neuron layers for C++: one torch::nn::Module serves all models.
#include <memory>

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include "synaptorch/core/field.h"
#include "synaptorch/core/quantity.h"
#include "synaptorch/nn/options.h"

namespace synaptorch::ops { class Signature; }

namespace synaptorch::nn {

/// How a conductance acts on a neuron: a current x - slope V. A projection binds the conductance `g` of each step.
struct Output {
  virtual ~Output() = default;
  /// What a conductance is multiplied with to give a current.
  virtual Quantity driving() const = 0;
  /// x (mA) and slope (S; undefined: none) for the conductance that is bound.
  virtual std::pair<at::Tensor, at::Tensor> linear() const = 0;
  at::Tensor g;
};

/// A layer of neurons of one model. Parameters are registered parameters (learnt) or buffers, states are buffers;
/// both have the names of the model's table.
///
/// The state takes the shape of the first input (broadcast with the layer's). Gradients flow through it from
/// step to step until `detach_()` or `reset_state()`.
///
/// Throws UnknownName, OutOfRange, WrongShape (construction) and what the ops throw (calls).
class NeuronImpl : public torch::nn::Cloneable<NeuronImpl> {
 public:
  explicit NeuronImpl(NeuronOptions options);
  void reset() override;
  void pretty_print(std::ostream& out) const override;

  /// One step: input -> spikes. Inputs beyond the first are absent.
  at::Tensor forward(const at::Tensor& x);
  /// One step with several inputs, in the order of the model's table; undefined tensors are absent.
  at::Tensor step(at::TensorList inputs);
  /// All steps of inputs with a time axis in front; returns spikes over time.
  at::Tensor run(at::TensorList inputs);

  /// Currents and jumps of the next call of `forward` or `step`, beside its arguments; several add up.
  void add_current_input(const at::Tensor& current);
  void add_delta_input(const at::Tensor& jump);
  /// The unit of such currents or jumps. Throws WrongType where the model has no input for them.
  Quantity current_unit() const;
  Quantity delta_unit() const;
  /// An output that acts in every call from now on. Throws WrongType where the model has no input for it.
  void add_output(std::shared_ptr<Output> output);
  /// The spikes of the last call; zeros before the first.
  at::Tensor get_spike() const;

  /// Functional form of `step`: spikes, then the states after the step.
  std::vector<at::Tensor> cell(at::TensorList inputs, at::TensorList states) const;
  /// The states that neurons start from; they broadcast with any input.
  std::vector<at::Tensor> initial_state() const;
  /// The states, initial before the first step.
  std::vector<at::Tensor> state() const;
  /// One state by name. Throws UnknownName.
  at::Tensor state(const std::string& name) const;
  void set_state(at::TensorList states);
  /// Forgets the states and the graph behind them.
  void reset_state();
  /// Cuts the graph behind the states, for truncated back-propagation through time.
  void detach_();

  const NeuronOptions& options() const { return options_; }

 private:
  at::Tensor call(const ops::Signature& signature, at::TensorList inputs);
  std::vector<at::Tensor> apply(const ops::Signature& signature, at::TensorList inputs, at::TensorList states) const;
  at::Tensor current(std::size_t k) const;
  std::vector<at::Tensor> with_registered(at::TensorList inputs);
  std::size_t port(std::initializer_list<PortKind> kinds) const;

  NeuronOptions options_;
  std::shared_ptr<const ops::Signature> step_, sequence_;
  std::vector<at::Tensor> params_, starts_;   // handles of what is registered; undefined: the model says where a state starts
  // Note [State buffers]
  // Module::register_buffer refuses to replace a buffer, and a buffer that carries a graph cannot be
  // copied. So the registered buffer is a detached mirror of the state; the handle with the graph is kept
  // here and used as long as both share their storage (not after to(), load() or clone()).
  std::vector<at::Tensor> mirrors_, state_;
  std::vector<at::Tensor> currents_, jumps_;        // of the next call
  std::vector<std::shared_ptr<Output>> outputs_;    // a clone has none: nobody projects onto it
  at::Tensor last_spike_;
  std::int64_t steps_done_ = 0;
};
TORCH_MODULE(Neuron);

}  // namespace synaptorch::nn
