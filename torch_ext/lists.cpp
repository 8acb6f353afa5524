#include "lists.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <sstream>

#include "check.h"
#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

/// Length of a list tensor, checked against what the tensors before it said (-1: nothing yet).
void agree(const Signature& s, int k, const at::Tensor& t, bool timed, std::int32_t& length) {
  const int axis = timed ? 1 : 0;
  if (t.dim() <= axis)
    throw WrongShape(s.op_name() + ": " + s.name(k) + " needs the elements of its list as dimension " + std::to_string(axis));
  const auto n = t.sym_size(axis).guard_int(__FILE__, __LINE__);
  if (length < 0) length = std::int32_t(n);
  if (n == length) return;
  std::ostringstream text;
  text << s.op_name() << ": " << s.name(k) << " has " << n << " elements in dimension " << axis << " but the tensors of the same list before it have " << length;
  throw WrongShape(text.str());
}

/// A trace that is not recorded, or its gradient.
bool is_empty(const at::Tensor& t) { return t.dim() == 1 && t.sym_size(0) == 0; }

at::Tensor put_together(const std::vector<at::Tensor>& elements, int axis, const at::Tensor& like) {
  if (!elements.empty()) return at::stack(elements, axis);
  c10::SymDimVector shape(like.sym_sizes().begin(), like.sym_sizes().end());
  shape.insert(shape.begin() + axis, c10::SymInt(0));
  return at::empty_symint(shape, like.options());
}

}  // namespace

Unbound::Unbound(const Signature& s, const Tensors& tensors, const std::vector<std::int32_t>& otherwise) : s_(s), arguments_(tensors) {
  find_lengths(tensors, otherwise);
  apart_ = &s.with_lengths(lengths_);
  add_sources(0, s.inputs());
  add_sources(s.inputs(), s.states());
  add_sources(s.inputs() + s.states(), s.params());
  for (const auto& [k, e] : sources_) {
    const at::Tensor& t = tensors[k];
    tensors_.push_back(e < 0 || !t.defined() ? t : t.select(timed(k) ? 1 : 0, e));
  }
}

void Unbound::find_lengths(const Tensors& tensors, const std::vector<std::int32_t>& otherwise) {
  lengths_.assign(s_.model().lists.size(), -1);
  for (int k = s_.tensors(); k-- > 0;)   // parameters decide, inputs must fit
    if (s_.is_list(k) && tensors[k].defined()) agree(s_, k, tensors[k], timed(k), lengths_[s_.list(k)]);
  for (std::size_t l = 0; l < lengths_.size(); ++l)
    if (lengths_[l] < 0) lengths_[l] = otherwise.empty() ? 0 : otherwise[l];
}

/// Arguments [first, first + count) of one kind: own ones, then lists element by element.
void Unbound::add_sources(int first, int count) {
  int k = first;
  for (; k < first + count && !s_.is_list(k); ++k) sources_.push_back({k, -1});
  while (k < first + count) {
    int end = k;
    while (end < first + count && s_.list(end) == s_.list(k)) ++end;
    for (int e = 0; e < lengths_[s_.list(k)]; ++e)
      for (int row = k; row < end; ++row) sources_.push_back({row, e});
    k = end;
  }
}

Chosen Unbound::wanted(const Chosen& mask) const {
  Chosen all;
  for (std::size_t i = 0; i < sources_.size(); ++i)
    if (mask[sources_[i].argument]) all.add(int(i));
  return all;
}

Chosen Unbound::recorded(std::uint64_t mask) const {
  Chosen all;
  for (int i = 0; i < apart_->states(); ++i)
    if (mask >> (sources_[apart_->inputs() + i].argument - s_.inputs()) & 1) all.add(i);
  return all;
}

at::Tensor Unbound::no_spikes() const {
  Tensors alike;   // the arguments without their axis of elements
  for (int k = 0; k < s_.tensors(); ++k) alike.push_back(s_.is_list(k) && arguments_[k].defined() ? arguments_[k].sum(timed(k) ? 1 : 0) : arguments_[k]);
  c10::SymDimVector shape = sym_step_shape(s_, alike);
  if (s_.sequence()) shape.insert(shape.begin(), sym_steps(s_, alike));
  return at::zeros_symint(shape, arguments_.back().options());
}

Tensors Unbound::no_gradients(const Chosen& mask) const {
  Tensors none;
  for (std::size_t i = 0; i < sources_.size(); ++i)
    if (mask[sources_[i].argument]) none.push_back(at::zeros_like(tensors_[i]));
  return none;
}

Tensors Unbound::grads(const Tensors& grads) const {
  Tensors apart{grads[0]};
  for (const bool trace : {false, true}) {
    if (trace && !s_.sequence()) break;
    for (int i = 0; i < apart_->states(); ++i) {
      const auto& [k, e] = sources_[apart_->inputs() + i];
      const at::Tensor& g = grads[1 + (trace ? s_.states() : 0) + k - s_.inputs()];
      const bool given = g.defined() && !is_empty(g);
      apart.push_back(e < 0 || !given ? g : g.select(trace ? 1 : 0, e));
    }
  }
  return apart;
}

Tensors Unbound::bind_outputs(Tensors outputs) const {
  Tensors bound{outputs[0]};
  const at::Tensor step = s_.sequence() ? outputs[0].select(0, 0) : outputs[0];
  for (const bool trace : {false, true}) {
    if (trace && !s_.sequence()) break;
    const at::Tensor* first = outputs.data() + 1 + (trace ? apart_->states() : 0);
    for (int k = s_.inputs(); k < s_.inputs() + s_.states(); ++k) {
      std::vector<at::Tensor> elements;
      for (int i = 0; i < apart_->states(); ++i)
        if (sources_[apart_->inputs() + i].argument == k) elements.push_back(first[i]);
      if (!s_.is_list(k)) bound.push_back(elements[0]);
      else if (!trace) bound.push_back(put_together(elements, 0, step));
      else if (elements.empty() || is_empty(elements[0])) bound.push_back(at::empty({0}, step.options()));   // not recorded
      else bound.push_back(put_together(elements, 1, outputs[0]));
    }
  }
  return bound;
}

Tensors Unbound::bind_gradients(Tensors gradients, const Chosen& mask) const {
  Tensors bound;
  std::size_t next = 0;
  std::vector<std::vector<at::Tensor>> of(s_.tensors());
  for (const auto& source : sources_)
    if (mask[source.argument]) of[source.argument].push_back(gradients[next++]);
  for (int k = 0; k < s_.tensors(); ++k) {
    if (!mask[k]) continue;
    if (!s_.is_list(k)) bound.push_back(of[k][0]);
    else bound.push_back(of[k].empty() ? at::empty_like(arguments_[k]) : at::stack(of[k], timed(k) ? 1 : 0));
  }
  return bound;
}

}  // namespace synaptorch::ops
