#include "synaptorch/nn/outputs.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "op_call.h"
#include "synaptorch/core/error.h"
#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {

using at::Tensor;

ModelOutput::ModelOutput(const char* model, const std::vector<std::pair<const char*, Value>>& values)
    : step_(std::make_shared<ops::Signature>(find_model(model), ops::Form::step)), identity_(model) {
  for (int k = step_->inputs() + step_->states(); k < step_->tensors(); ++k) {
    const auto given = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == step_->name(k); });
    params_.push_back(given->second.tensor(at::kFloat, unit(step_->field(k).unit), std::string(model) + "." + step_->name(k)));
    identity_ += " " + given->second.identity();
  }
}

Tensor& ModelOutput::param(const std::string& name) {
  std::vector<std::string> names;
  const int first = step_->inputs() + step_->states();
  for (int k = first; k < step_->tensors(); ++k) {
    if (step_->name(k) == name) return params_[k - first];
    names.push_back(step_->name(k));
  }
  throw unknown_name(step_->model().info.name, "parameter", name, names);
}

std::vector<Tensor> ModelOutput::call(const Tensor& conductance, const Tensor& V) const {
  const Tensor zero = at::zeros({}, conductance.options().requires_grad(std::nullopt));   // the states before a step, which nothing reads
  ops::Tensors params;
  for (const auto& p : params_) params.push_back(p.to(conductance));
  ops::OpCall call(*step_);
  call.set_inputs({conductance, V});
  call.set_states({zero, zero});
  call.set_params(params);
  return call.run();
}

Tensor ModelOutput::current(const Tensor& V) const {
  const Tensor bound = g.defined() ? g : at::zeros({}, params_[0].options());
  return call(V.defined() ? bound.to(V) : bound, V)[0];
}

const std::pair<Tensor, Tensor>& ModelOutput::of_one() const {
  Known now{g.scalar_type(), g.device(), {}};
  bool fixed = true;
  for (const auto& p : params_) {
    fixed = fixed && !p.requires_grad() && !p.is_inference();
    if (fixed) now.params.emplace_back(p.unsafeGetTensorImpl(), p._version());
  }
  if (fixed && known_ == now) return one_;
  const auto out = call(at::ones({}, g.options().requires_grad(std::nullopt)), {});
  one_ = {out[1], out[2]};
  known_ = fixed ? std::optional(now) : std::nullopt;
  return one_;
}

std::pair<Tensor, Tensor> COBA::linear(const NeuronImpl&) const { return {g * of_one().first, g * of_one().second}; }
std::pair<Tensor, Tensor> CUBA::linear(const NeuronImpl&) const { return {g * of_one().first, Tensor()}; }
std::pair<Tensor, Tensor> MgBlock::linear(const NeuronImpl& post) const {
  const Tensor V = post.after_reset();
  const auto out = call(g.to(V), V);
  return {out[1], out[2]};
}

}  // namespace synaptorch::nn
