#include "synaptorch/nn/projections.h"

#include "synaptorch/core/error.h"

namespace synaptorch::nn {

void Comm::convert_to(const Quantity& expected, const char* what) {
  if (!unit_) return;
  const double factor = Number(*unit_).in(expected, std::string(what) + ": a weight");
  if (factor != 1.0) call = [call = std::move(call), factor](const at::Tensor& x) { return call(x) * factor; };
}

AlignPostProjImpl::AlignPostProjImpl(Comm comm, NeuronHolder syn, std::shared_ptr<Output> out, NeuronHolder post)
    : syn(std::move(syn)), out(std::move(out)), comm_(std::move(comm)) {
  comm_.convert_to(post->current_unit() / this->out->driving(), "AlignPostProj");
  post->add_output(this->out);
  register_module("syn", this->syn.ptr());
  if (comm_.module) register_module("comm", comm_.module);
}

void AlignPostProjImpl::forward(const at::Tensor& spikes) { out->g = syn->forward(comm_.call(spikes)); }

CurrentProjImpl::CurrentProjImpl(Comm comm, std::shared_ptr<Output> out, NeuronHolder post) : out(std::move(out)), comm_(std::move(comm)) {
  comm_.convert_to(post->current_unit() / this->out->driving(), "CurrentProj");
  post->add_output(this->out);
  if (comm_.module) register_module("comm", comm_.module);
}

void CurrentProjImpl::forward(const at::Tensor& g) { out->g = comm_.call(g); }

DeltaProjImpl::DeltaProjImpl(Comm comm, NeuronHolder post) : comm_(std::move(comm)), post_(post.ptr()) {
  comm_.convert_to(post->delta_unit(), "DeltaProj");
  if (comm_.module) register_module("comm", comm_.module);
}

void DeltaProjImpl::forward(const at::Tensor& spikes) {
  const auto post = post_.lock();
  if (!post) throw WrongType("DeltaProj: its target population is gone");
  post->add_delta_input(comm_.call(spikes));
}

}  // namespace synaptorch::nn
