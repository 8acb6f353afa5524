#include "synaptorch/nn/neuron.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros_like.h>

#include "evaluate.h"
#include "signature.h"
#include "surrogate_table.h"
#include "synaptorch/core/error.h"
#include "op_call.h"

namespace synaptorch::nn {
namespace {

/// Number of the tensor of that name among [first, last); throws UnknownName.
int find_tensor(const ops::Signature& s, const char* what, const std::string& name, int first, int last) {
  std::vector<std::string> names;
  for (int k = first; k < last; ++k) {
    if (name == s.name(k) || name == s.field(k).name) return k;
    names.push_back(s.name(k));
  }
  throw unknown_name(s.model().info.name, what, name, names);
}
void require_parameter(const ops::Signature& s, const std::string& name) {
  find_tensor(s, "parameter", name, s.inputs() + s.states(), s.tensors());
}

void require_size(const ops::Signature& s, int k, const at::Tensor& t, at::IntArrayRef size) {
  if (size.empty()) return;
  const std::int64_t dims = t.dim() - s.leading_axes(k);   // behind the elements of a list
  const auto fits = [&] {
    if (dims > std::int64_t(size.size())) return false;
    for (std::int64_t d = 1; d <= dims; ++d)
      if (t.size(-d) != 1 && t.size(-d) != size[size.size() - d]) return false;
    return true;
  };
  if (fits()) return;
  std::ostringstream text;
  text << s.model().info.name << ": " << s.field(k).name << " has shape " << t.sizes() << ", which does not broadcast to " << size;
  throw WrongShape(text.str());
}

}  // namespace

NeuronImpl::NeuronImpl(NeuronOptions options) : options_(std::move(options)) {
  const Model& model = find_model(options_.model);
  if (!ops::has_ops(model)) throw WrongType(options_.model + " has no module: it is not a neuron or receptor with ops");
  step_ = std::make_shared<ops::Signature>(model, ops::Form::step);
  sequence_ = std::make_shared<ops::Signature>(model, ops::Form::sequence);
  reset();
}

void NeuronImpl::reset() {
  const ops::Signature& s = *step_;
  for (const auto& [name, value] : options_.values) require_parameter(s, name);
  for (const auto& name : options_.learnt) require_parameter(s, name);
  ops::Tensors values;
  const int first = s.inputs() + s.states();
  for (int k = first; k < s.tensors(); ++k) {
    const Field& field = s.field(k);
    const auto given = options_.values.find(field.name);
    if (given != options_.values.end()) values.push_back(given->second.tensor(options_.dtype, unit(field.unit), options_.model + "." + field.name, options_.size));
    else if (s.is_list(k)) values.push_back(at::tensor(s.standard(k), options_.dtype));
    else values.push_back(at::scalar_tensor(field.value, options_.dtype));
    require_size(s, k, values.back(), options_.size);
  }
  ops::check_parameters(s, values);
  params_.clear();
  for (int k = first; k < s.tensors(); ++k) {
    const std::string name = s.field(k).name;
    const at::Tensor& value = values[k - first];
    params_.push_back(options_.learnt.count(name) ? register_parameter(s.name(k), value) : register_buffer(s.name(k), value));
  }
  std::vector<at::Tensor> starts(s.states());
  for (const auto& [name, value] : options_.starts) {
    const int k = find_tensor(s, "state", name, s.inputs(), first);
    at::Tensor& start = starts[k - s.inputs()];
    start = value.tensor(options_.dtype, unit(s.field(k).unit), options_.model + "." + name, s.is_list(k) ? at::IntArrayRef() : options_.size);
    require_size(s, k, start, options_.size);
  }
  starts_.clear();
  for (int k = 0; k < s.states(); ++k)
    starts_.push_back(starts[k].defined() ? register_buffer(s.name(s.inputs() + k) + "_start", starts[k]) : at::Tensor());
  states_.clear();
  for (int k = s.inputs(); k < first; ++k) states_.emplace_back(register_buffer(s.name(k), at::empty({0}, options_.dtype)));
  disconnect();
  shared_.clear();
  last_spike_ = at::Tensor();
  steps_done_ = 0;
}

void NeuronImpl::pretty_print(std::ostream& out) const {
  out << "synaptorch::nn::" << options_.model << "(size=" << at::IntArrayRef(options_.size) << ", dt=" << options_.step << ")";
}

at::Tensor NeuronImpl::forward(const at::Tensor& x) { return step({x}); }
at::Tensor NeuronImpl::update() { return step({at::Tensor()}); }
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
  if (!signature.sequence()) run_before();
  const auto out = apply(signature, signature.sequence() ? inputs.vec() : with_registered(inputs), state());
  last_spike_ = signature.sequence() ? out[0].select(0, -1) : out[0];
  set_state(at::TensorList(out).slice(1, states_.size()));
  steps_done_ += signature.sequence() ? out[0].size(0) : 1;
  if (!signature.sequence()) run_after(out[0]);
  return out[0];
}

const at::Tensor& NeuronImpl::param(const char* name) const {
  const int first = step_->inputs() + step_->states();
  return params_[find_tensor(*step_, "parameter", name, first, step_->tensors()) - first];
}

std::vector<at::Tensor> NeuronImpl::initial_state() const {
  const ops::Tensors params(params_.begin(), params_.end());
  const ops::Tensors initial =
      ops::initial_has_gradient(step_->model(), params) ? ops::initial_on_tensors(*step_, params, options_.step) : ops::initial_state(*step_, params, options_.step);
  std::vector<at::Tensor> states(initial.begin(), initial.end());
  for (std::size_t k = 0; k < states.size(); ++k)
    if (starts_[k].defined()) states[k] = starts_[k];
  if (options_.size.empty()) return states;
  for (int k = 0; k < step_->states(); ++k) {
    at::Tensor& s = states[k];
    at::DimVector size(options_.size.begin(), options_.size.end());
    if (step_->is_list(step_->inputs() + k)) {
      size.insert(size.begin(), s.size(0));
      while (s.dim() < std::int64_t(size.size())) s = s.unsqueeze(1);
    }
    s = s.expand(size);
  }
  return states;
}

std::vector<at::Tensor> NeuronImpl::state() const {
  if (states_[0].empty()) return initial_state();
  std::vector<at::Tensor> states;
  for (const auto& s : states_) states.push_back(s.get());
  return states;
}

at::Tensor NeuronImpl::state(const std::string& name) const {
  return state()[state_number(name)];
}

std::size_t NeuronImpl::state_number(const std::string& name) const {
  return find_tensor(*step_, "state", name, step_->inputs(), step_->inputs() + step_->states()) - step_->inputs();
}
Quantity NeuronImpl::state_unit(const std::string& name) const { return unit(step_->field(step_->inputs() + int(state_number(name))).unit); }

at::Tensor NeuronImpl::initial_value(const std::string& name) const {
  const auto states = initial_state();
  if (name.empty()) return at::zeros_like(states[0]);
  return states[state_number(name)];
}

void NeuronImpl::set_state(at::TensorList states) {
  if (states.size() != states_.size())
    throw WrongShape(options_.model + " has " + std::to_string(states_.size()) + " states, got " + std::to_string(states.size()));
  for (std::size_t k = 0; k < states_.size(); ++k) states_[k].set(states[k]);
}

void NeuronImpl::init_state(at::IntArrayRef batch) {
  std::vector<at::Tensor> states = initial_state();
  for (int k = 0; k < step_->states(); ++k) {
    const bool list = step_->is_list(step_->inputs() + k);   // elements stay in front
    at::Tensor& s = states[k];
    at::DimVector shape(s.sizes());
    shape.insert(shape.begin() + list, batch.begin(), batch.end());
    for (std::size_t d = 0; d < batch.size(); ++d) s = s.unsqueeze(list);
    s = s.expand(shape).clone();
  }
  reset_state();
  set_state(states);
}

void NeuronImpl::reset_state(std::optional<std::int64_t> batch_size) {
  if (batch_size) return init_state(*batch_size);
  for (auto& s : states_) s.reset();
  steps_done_ = 0;
  clear_inputs();
  clear_lines();
  last_spike_ = at::Tensor();
}

void NeuronImpl::detach_() {
  if (last_spike_.defined()) last_spike_ = last_spike_.detach();
  for (auto& s : states_) s.detach();
  detach_lines();
}

}  // namespace synaptorch::nn
