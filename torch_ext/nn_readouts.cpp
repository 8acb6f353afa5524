#include "synaptorch/nn/readouts.h"

#include <cmath>

#include <ATen/ops/empty.h>
#include <ATen/ops/erfinv.h>

namespace synaptorch::nn {
namespace {

at::Tensor weighted(const at::Tensor& x, const at::Tensor& weight) { return x.to(weight.scalar_type()).matmul(weight); }

/// What the units of a readout are: its model, size, time constant and step.
template <class Options> NeuronOptions units_of(const char* model, std::int64_t size, const Options& options) {
  NeuronOptions o;
  o.model = model;
  o.size = {size};
  o.values.emplace("tau", options.tau());
  o.step = options.dt().in(unit("ms"), "dt");
  return o;
}

}  // namespace

at::Tensor kaiming_normal(std::int64_t in_size, std::int64_t out_size) {
  // A uniform number between the probabilities of -2 and 2 becomes a truncated normal one, whose variance is 0.7737.
  const double edge = std::erf(2.0 / std::sqrt(2.0));
  const double std = std::sqrt(2.0 / double(std::max<std::int64_t>(in_size, 1))) / 0.87962566103423978;
  return at::empty({in_size, out_size}, at::kFloat).uniform_(-edge, edge).erfinv_().mul_(std * std::sqrt(2.0));
}

LeakyRateReadoutImpl::LeakyRateReadoutImpl(LeakyRateReadoutOptions options) : options_(std::move(options)) { reset(); }

void LeakyRateReadoutImpl::reset() {
  weight = register_parameter("weight", kaiming_normal(options_.in_size, options_.out_size));
  NeuronOptions o = units_of("Expon", options_.out_size, options_);
  if (options_.learn_tau()) o.learnt = {"tau"};
  leak = register_module("leak", Neuron(o));
}

at::Tensor LeakyRateReadoutImpl::forward(const at::Tensor& x) { return leak->forward(weighted(x, weight)); }
at::Tensor LeakyRateReadoutImpl::run(const at::Tensor& x) { return leak->run({weighted(x, weight)}); }

LeakySpikeReadoutImpl::LeakySpikeReadoutImpl(LeakySpikeReadoutOptions options) : options_(std::move(options)) { reset(); }

void LeakySpikeReadoutImpl::reset() {
  weight = register_parameter("weight", kaiming_normal(options_.in_size, options_.in_size));
  NeuronOptions o = units_of("LIF", options_.in_size, options_);
  o.values.emplace("V_th", options_.V_th());
  o.surrogate_name = options_.spk_fun();
  o.reset = options_.spk_reset();
  neurons = register_module("neurons", Neuron(o));
}

at::Tensor LeakySpikeReadoutImpl::forward(const at::Tensor& x) { return neurons->forward(weighted(x, weight)); }
at::Tensor LeakySpikeReadoutImpl::run(const at::Tensor& x) { return neurons->run({weighted(x, weight)}); }

}  // namespace synaptorch::nn
