#pragma once
// Neuron layers for C++: one torch::nn::Module serves all models.
#include <memory>

#include <torch/nn/pimpl.h>

#include "synaptorch/core/field.h"
#include "synaptorch/core/quantity.h"
#include "synaptorch/nn/dynamics.h"
#include "synaptorch/nn/options.h"

namespace synaptorch::nn {

/// A layer of neurons of one model. Parameters are registered parameters (learnt) or buffers, states are buffers;
/// both have the names of the model's table.
///
/// The state takes the shape of the first input (broadcast with the layer's). Gradients flow through it from
/// step to step until `detach_()` or `reset_state()`.
///
/// Throws UnknownName, OutOfRange, WrongShape (construction) and what the ops throw (calls).
class NeuronImpl : public DynamicModule<NeuronImpl> {
 public:
  explicit NeuronImpl(NeuronOptions options);
  void reset() override;
  void pretty_print(std::ostream& out) const override;

  /// One step: input -> spikes. Inputs beyond the first are absent.
  at::Tensor forward(const at::Tensor& x);
  /// One step of what other modules registered.
  at::Tensor update();
  /// One step with several inputs, in the order of the model's table; undefined tensors are absent.
  at::Tensor step(at::TensorList inputs);
  /// All steps of inputs with a time axis in front; returns spikes over time.
  at::Tensor run(at::TensorList inputs);

  /// The unit of registered currents or jumps. Throws WrongType where the model has no input for them.
  Quantity current_unit() const;
  Quantity delta_unit() const;
  /// An output that acts in every call from now on. Throws WrongType where the model has no input for it.
  void add_output(std::shared_ptr<Output> output, const std::string& key = {}, const std::string& label = {});
  /// A synapse and output that act on this module and advance at the start of every step (with its dt; without a size, with its size).
  /// Equal options, outputs and labels give the same pair.
  struct Shared {
    std::shared_ptr<NeuronImpl> syn;
    std::shared_ptr<Output> out;
    bool made;   ///< by this call
  };
  Shared align_post(NeuronOptions syn, std::shared_ptr<Output> out, const std::string& label = {});
  /// A module that advances after every step of this one, on what it returned (with its dt; without a size, with its size). Equal options
  /// give the same one. The network that learns, saves and resets it must register it.
  std::shared_ptr<NeuronImpl> align_pre(NeuronOptions options);
  void align_pre(std::shared_ptr<NeuronImpl> module);
  /// The spikes of the last call; zeros before the first.
  at::Tensor get_spike() const;
  /// Those of neurons at the potential V, V >= V_th; differentiable. Throws WrongType where spikes are no function of V alone.
  at::Tensor get_spike(const at::Tensor& V) const;
  /// The potential that the next step starts from, after the reset of a spike of the last one.
  at::Tensor after_reset() const;

  /// Functional form of `step`: spikes, then the states after the step.
  std::vector<at::Tensor> cell(at::TensorList inputs, at::TensorList states) const;
  /// The states that neurons start from; they broadcast with any input.
  std::vector<at::Tensor> initial_state() const;
  /// The states, initial before the first step.
  std::vector<at::Tensor> state() const;
  at::Tensor state(const std::string& name) const override;
  at::Tensor initial_value(const std::string& name) const override;
  /// Place of a state in `state()`, and its unit. Throws UnknownName.
  std::size_t state_number(const std::string& name) const;
  Quantity state_unit(const std::string& name) const;
  void set_state(at::TensorList states);
  /// Sets the initial state with batch dimensions in front of `size`.
  void init_state(at::IntArrayRef batch = {});
  void reset_state(std::optional<std::int64_t> batch_size = std::nullopt) override;
  void detach_() override;

  const NeuronOptions& options() const { return options_; }

 private:
  at::Tensor call(const ops::Signature& signature, at::TensorList inputs);
  std::vector<at::Tensor> apply(const ops::Signature& signature, at::TensorList inputs, at::TensorList states) const;
  std::vector<at::Tensor> with_registered(at::TensorList inputs);
  at::Tensor nothing() const;
  NeuronOptions aligned(NeuronOptions options) const;
  std::size_t port(std::initializer_list<PortKind> kinds) const;
  std::string title() const override { return options_.model; }
  double dt() const override { return options_.step; }
  const at::Tensor& param(const char* name) const;

  NeuronOptions options_;
  std::shared_ptr<const ops::Signature> step_, sequence_;
  std::vector<at::Tensor> params_, starts_;   // handles of what is registered; undefined: the model says where a state starts
  std::vector<StateBuffer> states_;
  std::map<std::string, std::pair<std::shared_ptr<NeuronImpl>, std::shared_ptr<Output>>> shared_;   // a clone has none: nobody projects onto it
  at::Tensor last_spike_;
  std::int64_t steps_done_ = 0;
};
TORCH_MODULE(Neuron);

}  // namespace synaptorch::nn
