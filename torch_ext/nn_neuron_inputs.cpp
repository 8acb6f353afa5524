// Neurons as parts of a network: what other modules register with them, and the spikes they leave.
#include <ATen/TensorOperators.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "signature.h"
#include "surrogate_table.h"
#include "synaptorch/core/error.h"
#include "synaptorch/nn/neuron.h"
#include "threshold.h"

namespace synaptorch::nn {
namespace {

// Where registered currents and jumps go: the first kind of port that a model has.
constexpr std::initializer_list<PortKind> kCurrents{PortKind::current}, kJumps{PortKind::spikes, PortKind::current};

}  // namespace

void NeuronImpl::add_output(std::shared_ptr<Output> output, const std::string& key, const std::string& label) {
  port(kCurrents);   // throws where it could not act
  current_inputs.add(options_.model, key, std::move(output), label);
}

/// What is left open in the options of a module that advances with this one.
NeuronOptions NeuronImpl::aligned(NeuronOptions options) const {
  if (options.size.empty()) options.size = options_.size;
  options.step = options_.step;
  return options;
}

std::shared_ptr<NeuronImpl> NeuronImpl::align_pre(NeuronOptions options) {
  options = aligned(std::move(options));
  auto& [module, output] = shared_["after " + options.identity()];
  if (!module) {
    module = std::make_shared<NeuronImpl>(std::move(options));
    align_pre(module);
  }
  return module;
}

void NeuronImpl::align_pre(std::shared_ptr<NeuronImpl> module) {
  add_after_update("align_pre " + std::to_string(reinterpret_cast<std::uintptr_t>(module.get())),
                   [module](const at::Tensor& output) { module->forward(output); });
}

NeuronImpl::Shared NeuronImpl::align_post(NeuronOptions syn, std::shared_ptr<Output> out, const std::string& label) {
  syn = aligned(std::move(syn));
  const std::string key = syn.identity() + " -> " + out->identity() + " // " + label;
  if (const auto known = shared_.find(key); known != shared_.end()) return {known->second.first, known->second.second, false};
  const auto synapse = std::make_shared<NeuronImpl>(std::move(syn));
  add_output(out, "output " + std::to_string(shared_.size()), label);
  add_before_update(key, [synapse, out] { out->g = synapse->update(); });
  shared_.emplace(key, std::pair(synapse, out));
  return {synapse, out, true};
}

std::size_t NeuronImpl::port(std::initializer_list<PortKind> kinds) const {
  const auto& ports = step_->model().inputs;
  for (const PortKind kind : kinds)
    for (std::size_t k = 0; k < ports.size(); ++k)
      if (ports[k].kind == kind) return k;
  throw WrongType(options_.model + " has no input for a registered current, conductance or jump");
}

Quantity NeuronImpl::current_unit() const { return unit(step_->model().inputs[port(kCurrents)].unit); }
Quantity NeuronImpl::delta_unit() const { return unit(step_->model().inputs[port(kJumps)].unit); }

/// A first input that does nothing.
at::Tensor NeuronImpl::nothing() const {
  at::DimVector elements;
  const int first = step_->inputs() + step_->states();
  for (int k = first; step_->is_list(0) && elements.empty() && k < step_->tensors(); ++k)
    if (step_->list(k) == step_->list(0)) elements.push_back(params_[k - first].size(0));
  return at::zeros(elements, params_[0].options());
}

/// The arguments of a step and what was registered for it. Currents that are linear in V, x - g V, come in two parts, so that the step
/// sees how they depend on V.
std::vector<at::Tensor> NeuronImpl::with_registered(at::TensorList given) {
  std::vector<at::Tensor> inputs = given.vec();
  const auto add = [&](std::initializer_list<PortKind> kinds, const at::Tensor& registered) {
    const std::size_t k = port(kinds);
    inputs.resize(std::max(inputs.size(), k + 1));
    const at::Tensor value = registered.to(params_[0].scalar_type());
    inputs[k] = inputs[k].defined() ? inputs[k] + value : value;
  };
  for (const auto& entry : current_inputs.take()) {
    if (const auto* function = std::get_if<NamedInputs::OfPotential>(&entry)) add(kCurrents, (*function)(after_reset()));
    else if (const auto* output = std::get_if<std::shared_ptr<Output>>(&entry)) {
      if (!(*output)->g.defined()) continue;
      const auto [x, slope] = (*output)->linear(*this);
      add(kCurrents, x);
      if (slope.defined()) add({PortKind::conductance}, slope);
    } else add(kCurrents, std::get<at::Tensor>(entry));
  }
  if (const at::Tensor jumps = delta_inputs.sum({}); jumps.defined()) add(kJumps, jumps);
  if (!inputs.empty() && !inputs[0].defined()) inputs[0] = nothing();   // others may be absent
  return inputs;
}

// ---- spikes ----
at::Tensor NeuronImpl::get_spike() const {
  if (last_spike_.defined()) return last_spike_;
  const at::Tensor first = state()[0];
  return at::zeros_like(step_->is_list(step_->inputs()) ? first.sum(0) : first);
}

at::Tensor NeuronImpl::get_spike(const at::Tensor& V) const {
  if (!ops::has_threshold(step_->model()))
    throw WrongType(options_.model + ": whether a neuron spikes is not a function of V, V_th and V_reset; use get_spike()");
  static const auto spike = c10::Dispatcher::singleton()
                                .findSchemaOrThrow("synaptorch::spike", "")
                                .typed<at::Tensor(const at::Tensor&, std::int64_t, at::ArrayRef<double>)>();
  const at::Tensor &V_th = param("V_th"), &V_reset = param("V_reset");
  return spike.call((V - V_th) / (V_th - V_reset), find_surrogate(options_.surrogate_name), options_.surrogate_params);
}

at::Tensor NeuronImpl::after_reset() const {
  const at::Tensor V = state("V");
  if (!ops::has_threshold(step_->model())) return V;
  return ops::after_reset(V, last_spike_.defined() ? last_spike_ : get_spike(V), param("V_th"), param("V_reset"), std::int64_t(options_.reset));
}

}  // namespace synaptorch::nn
