#include "synaptorch/nn/readouts.h"

#include <ATen/ExpandUtils.h>

#include "synaptorch/core/error.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

at::Tensor weighted(const at::Tensor& x, const at::Tensor& weight) { return x.to(weight.scalar_type()).matmul(weight); }

Tensor weights(const std::optional<Value>& init, std::int64_t in_size, std::int64_t out_size, const char* unit_name, const std::string& owner) {
  if (!init) return kaiming_normal(in_size, out_size);
  const Tensor w = init->tensor(at::kFloat, unit(unit_name), owner + ".w_init", {in_size, out_size});
  if (!at::is_expandable_to(w.sizes(), {in_size, out_size}))
    throw WrongShape(owner + ": w_init must be one number or have the shape [" + std::to_string(in_size) + ", " + std::to_string(out_size) + "]");
  return w.expand({in_size, out_size}).clone();
}

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

LeakyRateReadoutImpl::LeakyRateReadoutImpl(LeakyRateReadoutOptions options) : options_(std::move(options)) { reset(); }

void LeakyRateReadoutImpl::reset() {
  weight = register_parameter("weight", weights(options_.w_init(), options_.in_size, options_.out_size, "1", "LeakyRateReadout"));
  NeuronOptions o = units_of("Expon", options_.out_size, options_);
  if (options_.learn_tau()) o.learnt = {"tau"};
  leak = register_module("leak", Neuron(o));
}

at::Tensor LeakyRateReadoutImpl::forward(const at::Tensor& x) { return leak->forward(weighted(x, weight)); }
at::Tensor LeakyRateReadoutImpl::run(const at::Tensor& x) { return leak->run({weighted(x, weight)}); }

LeakySpikeReadoutImpl::LeakySpikeReadoutImpl(LeakySpikeReadoutOptions options) : options_(std::move(options)) { reset(); }

void LeakySpikeReadoutImpl::reset() {
  weight = register_parameter("weight", weights(options_.w_init(), options_.in_size, options_.in_size, "mV", "LeakySpikeReadout"));
  NeuronOptions o = units_of("LIF", options_.in_size, options_);
  o.values.emplace("V_th", options_.V_th());
  o.surrogate_name = options_.spk_fun();
  o.reset = options_.spk_reset();
  o.starts.emplace("V", options_.V_initializer());
  o.learnt = options_.learn();
  neurons = register_module("neurons", Neuron(o));
  disconnect();
}

at::Tensor LeakySpikeReadoutImpl::forward(const at::Tensor& x) {
  run_before();
  const Tensor spike = neurons->forward(weighted(x, weight));
  if (const Tensor jump = sum_delta_inputs({}); jump.defined()) neurons->set_state({V() + jump.to(weight.scalar_type())});
  run_after(spike);
  return spike;
}
at::Tensor LeakySpikeReadoutImpl::run(const at::Tensor& x) { return neurons->run({weighted(x, weight)}); }

void LeakySpikeReadoutImpl::reset_state(std::optional<std::int64_t> batch_size) {
  neurons->reset_state(batch_size);
  clear_inputs();
  clear_lines();
}
void LeakySpikeReadoutImpl::detach_() {
  neurons->detach_();
  detach_lines();
}

}  // namespace synaptorch::nn
