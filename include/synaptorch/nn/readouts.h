#pragma once
// Readouts: from the spikes of a hidden population to the output of a network.
#include <torch/arg.h>

#include "synaptorch/nn/dense.h"
#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {

struct LeakyRateReadoutOptions {
  LeakyRateReadoutOptions(std::int64_t in_size, std::int64_t out_size) : in_size(in_size), out_size(out_size) {}
  std::int64_t in_size, out_size;
  TORCH_ARG(Value, tau) = 5.0;   ///< ms
  TORCH_ARG(Number, dt) = 0.1;    ///< ms
  TORCH_ARG(bool, learn_tau) = false;
  TORCH_ARG(std::optional<Value>, w_init);   ///< weights [in, out]; by default Kaiming
};

/// Leaky sum of weighted spikes: r <- exp(-dt/tau) r + x weight. `weight` [in, out] is learnt.
class LeakyRateReadoutImpl : public torch::nn::Cloneable<LeakyRateReadoutImpl>, public Stateful {
 public:
  explicit LeakyRateReadoutImpl(LeakyRateReadoutOptions options);
  void reset() override;
  /// One step of spikes [.., in].
  at::Tensor forward(const at::Tensor& x);
  /// All steps of spikes [T, .., in].
  at::Tensor run(const at::Tensor& x);
  void reset_state(std::optional<std::int64_t> batch_size = std::nullopt) override { leak->reset_state(batch_size); }
  void detach_() override { leak->detach_(); }
  /// The state, [.., out].
  at::Tensor r() const { return leak->state()[0]; }

  at::Tensor weight;
  Neuron leak{nullptr};

 private:
  LeakyRateReadoutOptions options_;
};
TORCH_MODULE(LeakyRateReadout);

struct LeakySpikeReadoutOptions {
  explicit LeakySpikeReadoutOptions(std::int64_t in_size) : in_size(in_size) {}
  std::int64_t in_size;
  TORCH_ARG(Value, tau) = 5.0;     ///< ms
  TORCH_ARG(Value, V_th) = 1.0;    ///< mV
  TORCH_ARG(Number, dt) = 0.1;      ///< ms
  TORCH_ARG(std::string, spk_fun) = "ReluGrad";
  TORCH_ARG(ResetMode, spk_reset) = ResetMode::soft;
  TORCH_ARG(std::optional<Value>, w_init);        ///< weights [in, in], mV; by default Kaiming
  TORCH_ARG(Value, V_initializer) = 0.0;          ///< mV
  TORCH_ARG(std::set<std::string>, learn);        ///< parameters that are learnt beside the weights
};

/// Leaky integrate-and-fire outputs: tau dV/dt = -V + x weight; resting and reset potential 0. `weight` [in, in] in mV is learnt. A delta
/// input (mV) is added to V after the spike was told.
class LeakySpikeReadoutImpl : public DynamicModule<LeakySpikeReadoutImpl> {
 public:
  explicit LeakySpikeReadoutImpl(LeakySpikeReadoutOptions options);
  void reset() override;
  /// One step of spikes [.., in].
  at::Tensor forward(const at::Tensor& x);
  /// All steps of spikes [T, .., in], without delta inputs.
  at::Tensor run(const at::Tensor& x);
  void reset_state(std::optional<std::int64_t> batch_size = std::nullopt) override;
  void detach_() override;
  at::Tensor state(const std::string& name) const override { return neurons->state(name); }
  at::Tensor initial_value(const std::string& name) const override { return neurons->initial_value(name); }
  /// The state, [.., in], mV.
  at::Tensor V() const { return neurons->state()[0]; }
  at::Tensor get_spike() const { return neurons->get_spike(); }

  at::Tensor weight;
  Neuron neurons{nullptr};

 private:
  std::string title() const override { return "LeakySpikeReadout"; }
  double dt() const override { return neurons->options().step; }

  LeakySpikeReadoutOptions options_;
};
TORCH_MODULE(LeakySpikeReadout);

}  // namespace synaptorch::nn
