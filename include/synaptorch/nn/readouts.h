#pragma once
// Readouts: from the spikes of a hidden population to the output of a network.
#include <torch/arg.h>

#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {

struct LeakyRateReadoutOptions {
  LeakyRateReadoutOptions(std::int64_t in_size, std::int64_t out_size) : in_size(in_size), out_size(out_size) {}
  std::int64_t in_size, out_size;
  TORCH_ARG(Value, tau) = 5.0;   ///< ms
  TORCH_ARG(Number, dt) = 0.1;    ///< ms
  TORCH_ARG(bool, learn_tau) = false;
};

/// Leaky sum of weighted spikes: r <- exp(-dt/tau) r + x weight. `weight` [in, out] is learnt.
class LeakyRateReadoutImpl : public torch::nn::Cloneable<LeakyRateReadoutImpl> {
 public:
  explicit LeakyRateReadoutImpl(LeakyRateReadoutOptions options);
  void reset() override;
  /// One step of spikes [.., in].
  at::Tensor forward(const at::Tensor& x);
  /// All steps of spikes [T, .., in].
  at::Tensor run(const at::Tensor& x);
  void reset_state() { leak->reset_state(); }

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
};

/// Leaky integrate-and-fire outputs: tau dV/dt = -V + x weight; resting and reset potential 0. `weight` [in, in] in mV is learnt.
class LeakySpikeReadoutImpl : public torch::nn::Cloneable<LeakySpikeReadoutImpl> {
 public:
  explicit LeakySpikeReadoutImpl(LeakySpikeReadoutOptions options);
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
  at::Tensor run(const at::Tensor& x);
  void reset_state() { neurons->reset_state(); }

  at::Tensor weight;
  Neuron neurons{nullptr};

 private:
  LeakySpikeReadoutOptions options_;
};
TORCH_MODULE(LeakySpikeReadout);

/// Weights [in, out]: normal numbers of variance 2 / in, truncated at two standard deviations.
at::Tensor kaiming_normal(std::int64_t in_size, std::int64_t out_size);

}  // namespace synaptorch::nn
