#include "synaptorch/nn/neuron.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros_like.h>

#include "evaluate.h"
#include "signature.h"
#include "surrogate_table.h"
#include "synaptorch/core/error.h"
#include "op_call.h"

namespace synaptorch::nn {
namespace {

std::vector<std::string> names_of(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  for (const auto& f : fields) names.emplace_back(f.name);
  return names;
}

void require_parameter(const Model& model, const std::string& name) {
  if (model.find_param(name) < 0) throw unknown_name(model.info.name, "parameter", name, names_of(model.params));
}

void require_size(const Model& model, const Field& field, const at::Tensor& t, at::IntArrayRef size) {
  if (size.empty()) return;
  const auto fits = [&] {
    if (t.dim() > std::int64_t(size.size())) return false;
    for (std::int64_t d = 1; d <= t.dim(); ++d)
      if (t.size(-d) != 1 && t.size(-d) != size[size.size() - d]) return false;
    return true;
  };
  if (fits()) return;
  std::ostringstream text;
  text << model.info.name << ": " << field.name << " has shape " << t.sizes() << ", which does not broadcast to " << size;
  throw WrongShape(text.str());
}

bool share_storage(const at::Tensor& a, const at::Tensor& b) {
  return a.defined() && a.is_alias_of(b) && a.scalar_type() == b.scalar_type() && a.sizes() == b.sizes();
}

}  // namespace

at::Tensor Value::tensor(at::ScalarType dtype) const {
  if (const double* number = std::get_if<double>(&content_)) return at::scalar_tensor(*number, dtype);
  return std::get<at::Tensor>(content_).detach().to(dtype).clone();
}

NeuronImpl::NeuronImpl(NeuronOptions options) : options_(std::move(options)) {
  const Model& model = find_model(options_.model);
  if (!ops::has_ops(model)) throw WrongType(options_.model + " has no module: it is not a neuron or receptor with ops");
  step_ = std::make_shared<ops::Signature>(model, ops::Form::step);
  sequence_ = std::make_shared<ops::Signature>(model, ops::Form::sequence);
  reset();
}

void NeuronImpl::reset() {
  const Model& model = step_->model();
  for (const auto& [name, value] : options_.values) require_parameter(model, name);
  for (const auto& name : options_.learnt) require_parameter(model, name);
  ops::Tensors values;
  for (const auto& field : model.params) {
    const auto given = options_.values.find(field.name);
    values.push_back(given == options_.values.end() ? at::scalar_tensor(field.value, options_.dtype)
                                                    : given->second.tensor(options_.dtype));
    require_size(model, field, values.back(), options_.size);
  }
  ops::check_parameters(model, values);
  params_.clear();
  for (std::size_t k = 0; k < model.params.size(); ++k) {
    const std::string name = model.params[k].name;
    params_.push_back(options_.learnt.count(name) ? register_parameter(name, values[k]) : register_buffer(name, values[k]));
  }
  mirrors_.clear();
  for (const auto& field : model.state) mirrors_.push_back(register_buffer(field.name, at::empty({0}, options_.dtype)));
  state_.assign(mirrors_.size(), at::Tensor());
  outputs_.clear();
  currents_.clear();
  jumps_.clear();
  last_spike_ = at::Tensor();
  steps_done_ = 0;
}

void NeuronImpl::pretty_print(std::ostream& out) const {
  out << "synaptorch::nn::" << options_.model << "(size=" << at::IntArrayRef(options_.size) << ", dt=" << options_.step << ")";
}

at::Tensor NeuronImpl::forward(const at::Tensor& x) { return step({x}); }
at::Tensor NeuronImpl::step(at::TensorList inputs) { return call(*step_, inputs); }
at::Tensor NeuronImpl::run(at::TensorList inputs) { return call(*sequence_, inputs); }

std::vector<at::Tensor> NeuronImpl::cell(at::TensorList inputs, at::TensorList states) const {
  return apply(*step_, inputs, states);
}

std::vector<at::Tensor> NeuronImpl::apply(const ops::Signature& signature, at::TensorList inputs,
                                          at::TensorList states) const {
  ops::OpCall call(signature);
  call.set_inputs(inputs);
  call.set_states(states);
  call.set_params(params_);
  call.choices.dt = options_.step;
  call.choices.surrogate = find_surrogate(options_.surrogate_name);
  call.choices.surrogate_params = options_.surrogate_params;
  call.choices.reset = int(options_.reset);
  call.choices.seed = options_.seed_value;
  call.choices.step = steps_done_;
  call.choices.solver = int(options_.ode_solver);
  return call.run();
}

at::Tensor NeuronImpl::call(const ops::Signature& signature, at::TensorList inputs) {
  const auto out = apply(signature, signature.sequence() ? inputs.vec() : with_registered(inputs), state());
  last_spike_ = signature.sequence() ? out[0].select(0, -1) : out[0];
  set_state(at::TensorList(out).slice(1, mirrors_.size()));
  steps_done_ += signature.sequence() ? out[0].size(0) : 1;
  return out[0];
}

// ---- inputs from other modules ----
void NeuronImpl::add_current_input(const at::Tensor& current) { currents_.push_back(current); }
void NeuronImpl::add_delta_input(const at::Tensor& jump) { jumps_.push_back(jump); }

void NeuronImpl::add_output(std::shared_ptr<Output> output) {
  std::vector<at::Tensor> inputs;
  add_input(inputs, {PortKind::current}, at::Tensor());   // throws where it could not act
  outputs_.push_back(std::move(output));
}

at::Tensor NeuronImpl::get_spike() const { return last_spike_.defined() ? last_spike_ : at::zeros_like(state()[0]); }

void NeuronImpl::add_input(std::vector<at::Tensor>& inputs, std::initializer_list<PortKind> kinds, const at::Tensor& value) const {
  const auto& ports = step_->model().inputs;
  inputs.resize(std::max(inputs.size(), ports.size()));
  for (const PortKind kind : kinds)
    for (std::size_t k = 0; k < ports.size(); ++k) {
      if (ports[k].kind != kind) continue;
      inputs[k] = inputs[k].defined() && value.defined() ? inputs[k] + value : value.defined() ? value : inputs[k];
      return;
    }
  throw WrongType(options_.model + " has no input for a registered current, conductance or jump");
}

/// The arguments of a step and what was registered for it.
std::vector<at::Tensor> NeuronImpl::with_registered(at::TensorList given) {
  std::vector<at::Tensor> inputs = given.vec();
  for (const auto& x : std::exchange(currents_, {})) add_input(inputs, {PortKind::current}, x);
  for (const auto& x : std::exchange(jumps_, {})) add_input(inputs, {PortKind::spikes, PortKind::current}, x);
  for (const auto& output : outputs_) {
    if (!output->g.defined()) continue;
    const auto [x, slope] = output->linear();
    add_input(inputs, {PortKind::current}, x);
    if (slope.defined()) add_input(inputs, {PortKind::conductance}, slope);
  }
  return inputs;
}

std::vector<at::Tensor> NeuronImpl::initial_state() const {
  const ops::Tensors params(params_.begin(), params_.end());
  const Model& model = step_->model();
  const ops::Tensors initial = ops::initial_has_gradient(model, params) ? ops::initial_on_tensors(model, params) : ops::initial_state(model, params);
  std::vector<at::Tensor> states(initial.begin(), initial.end());
  if (!options_.size.empty())
    for (auto& s : states) s = s.expand(options_.size);
  return states;
}

at::Tensor NeuronImpl::current(std::size_t k) const {
  return share_storage(state_[k], mirrors_[k]) ? state_[k] : mirrors_[k];
}

std::vector<at::Tensor> NeuronImpl::state() const {
  if (mirrors_[0].numel() == 0) return initial_state();
  std::vector<at::Tensor> states;
  for (std::size_t k = 0; k < mirrors_.size(); ++k) states.push_back(current(k));
  return states;
}

at::Tensor NeuronImpl::state(const std::string& name) const {
  const int k = step_->model().find_state(name);
  if (k < 0) throw unknown_name(options_.model, "state", name, names_of(step_->model().state));
  return state()[k];
}

void NeuronImpl::set_state(at::TensorList states) {
  if (states.size() != mirrors_.size())
    throw WrongShape(options_.model + " has " + std::to_string(mirrors_.size()) + " states, got " + std::to_string(states.size()));
  for (std::size_t k = 0; k < mirrors_.size(); ++k) {
    state_[k] = states[k];
    mirrors_[k].set_data(states[k].detach());
  }
}

void NeuronImpl::reset_state() {
  for (std::size_t k = 0; k < mirrors_.size(); ++k) {
    state_[k] = at::Tensor();
    mirrors_[k].set_data(at::empty({0}, mirrors_[k].options()));
  }
  steps_done_ = 0;
  currents_.clear();
  jumps_.clear();
  last_spike_ = at::Tensor();
}

void NeuronImpl::detach_() {
  if (last_spike_.defined()) last_spike_ = last_spike_.detach();
  for (auto& s : state_)
    if (s.defined()) s = s.detach();
}

}  // namespace synaptorch::nn
