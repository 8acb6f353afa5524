#include "synaptorch/nn/projections.h"

#include <torch/nn/modules/container/modulelist.h>

#include "synaptorch/core/error.h"

namespace synaptorch::nn {

void Comm::convert_to(const Quantity& expected, const char* what) {
  if (!unit_) return;
  const double factor = Number(*unit_).in(expected, std::string(what) + ": a weight");
  if (factor != 1.0) call = [call = std::move(call), factor](const at::Tensor& x) { return call(x) * factor; };
}

// ---- what all have ----
SynapticProjectionImpl::SynapticProjectionImpl(const char* name, Comm comm, const NeuronHolder& post, const Quantity& expected,
                                               ProjectionOptions options)
    : key_(name + (" " + std::to_string(reinterpret_cast<std::uintptr_t>(this)))), label_(options.label()), pre_(options.pre()),
      delay_(options.delay()), comm_(std::move(comm)), post_(post.ptr()) {
  comm_.convert_to(expected, name);
  if (comm_.module) register_module("comm", comm_.module);
  torch::nn::ModuleList modules;
  for (const Comm& stage : pre_)
    if (stage.module) modules->push_back(stage.module);
  if (!modules->is_empty()) register_module("pre", modules);
  if (delay_) register_module("delay_line", delay_);
}

at::Tensor SynapticProjectionImpl::weighted(at::Tensor x) {
  for (Comm& stage : pre_) x = stage.call(x);
  if (delay_) x = delay_->forward(x);
  return comm_.call(x);
}

std::shared_ptr<NeuronImpl> SynapticProjectionImpl::post() const {
  if (auto alive = post_.lock()) return alive;
  throw WrongType(key_.substr(0, key_.find(' ')) + ": its target population is gone");
}

void SynapticProjectionImpl::reset_state(std::optional<std::int64_t>) {
  if (out) out->g = at::Tensor();
}
void SynapticProjectionImpl::detach_() {
  if (out && out->g.defined()) out->g = out->g.detach();
}

// ---- projections ----
AlignPostProjImpl::AlignPostProjImpl(Comm comm, NeuronHolder syn, std::shared_ptr<Output> out, NeuronHolder post, ProjectionOptions options)
    : SynapticProjectionImpl("AlignPostProj", std::move(comm), post, post->current_unit() / out->driving(), std::move(options)),
      syn(std::move(syn)), merges_(false) {
  this->out = std::move(out);
  post->add_output(this->out, key_, label_);
  own_synapse(this->syn);
}

AlignPostProjImpl::AlignPostProjImpl(Comm comm, NeuronOptions synapse, std::shared_ptr<Output> out, NeuronHolder post, ProjectionOptions options)
    : SynapticProjectionImpl("AlignPostProj", std::move(comm), post, post->current_unit() / out->driving(), std::move(options)), merges_(true) {
  const NeuronImpl::Shared pair = post->align_post(std::move(synapse), std::move(out), label_);
  syn = NeuronHolder(pair.syn);
  this->out = pair.out;
  if (pair.made) own_synapse(syn);
}

void AlignPostProjImpl::forward(const at::Tensor& spikes) {
  syn->add_delta_input(key_, weighted(spikes));
  if (!merges_) out->g = syn->update();
}

CurrentProjImpl::CurrentProjImpl(Comm comm, std::shared_ptr<Output> out, NeuronHolder post, ProjectionOptions options)
    : SynapticProjectionImpl("CurrentProj", std::move(comm), post, post->current_unit() / out->driving(), std::move(options)) {
  this->out = std::move(out);
  post->add_output(this->out, key_, label_);
}

void CurrentProjImpl::forward(const at::Tensor& g) { out->g = weighted(g); }

DeltaProjImpl::DeltaProjImpl(Comm comm, NeuronHolder post, ProjectionOptions options)
    : SynapticProjectionImpl("DeltaProj", std::move(comm), post, post->delta_unit(), std::move(options)) {}

void DeltaProjImpl::forward(const at::Tensor& spikes) {
  const at::Tensor jump = weighted(spikes);
  post()->add_delta_input(key_, jump, label_);
}

ProjectionOptions align_post_projection::in_front(std::vector<std::optional<Comm>> modules) {
  std::vector<Comm> present;
  for (auto& m : modules)
    if (m) present.push_back(std::move(*m));
  return ProjectionOptions().pre(std::move(present));
}

}  // namespace synaptorch::nn
