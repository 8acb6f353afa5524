#pragma once
// Calls of models with lists (Note [List arguments]): list tensors are taken apart before a call is computed, and the
// results put together.
#include "signature.h"

namespace synaptorch::ops {

/// A call in which each element of a list is a tensor of its own.
class Unbound {
 public:
  /// Throws WrongShape for lists whose tensors differ in length. Tensors may be absent; lists without any have the length in `otherwise`, or none.
  Unbound(const Signature& s, const Tensors& tensors, const std::vector<std::int32_t>& otherwise = {});

  const Signature& signature() const { return *apart_; }
  const Tensors& tensors() const { return tensors_; }
  /// Their parameters.
  Tensors params() const { return Tensors(tensors_.end() - apart_->params(), tensors_.end()); }
  /// Gradients of the outputs, taken apart like them.
  Tensors grads(const Tensors& grads) const;
  /// The same choice of tensors (gradients that are wanted).
  Chosen wanted(const Chosen& mask) const;
  /// The same choice of states (traces that are recorded).
  Chosen recorded(std::uint64_t mask) const;

  /// Does the neuron consist of elements and have none? It does nothing, and there is nothing to compute.
  bool nothing() const { return apart_->inputs() == 0; }
  /// What it emits: no spikes.
  at::Tensor no_spikes() const;
  /// Gradients of the tensors that are not elements.
  Tensors no_gradients(const Chosen& mask) const;

  /// What the op returns: spike, states and traces.
  Tensors bind_outputs(Tensors outputs) const;
  /// What its backward returns: gradients of the tensors in `mask`.
  Tensors bind_gradients(Tensors gradients, const Chosen& mask) const;

 private:
  /// Where a tensor of the call comes from: an argument, and the element of its list (-1: the whole tensor).
  struct Source { int argument, element; };
  void find_lengths(const Tensors& tensors, const std::vector<std::int32_t>& otherwise);
  void add_sources(int first, int count);
  bool timed(int argument) const { return s_.sequence() && argument < s_.inputs(); }

  const Signature& s_;
  Tensors arguments_;
  const Signature* apart_;
  std::vector<std::int32_t> lengths_;
  std::vector<Source> sources_;
  Tensors tensors_;
};

/// Calls run(signature, tensors, recorded) of a forward op, list or not.
template <class Run> Tensors with_elements(const Signature& s, const Tensors& tensors, std::uint64_t recorded, Run&& run) {
  if (!s.has_lists()) return run(s, tensors, Chosen(recorded));
  const Unbound u(s, tensors);
  if (u.nothing()) return u.bind_outputs({u.no_spikes()});
  return u.bind_outputs(run(u.signature(), u.tensors(), u.recorded(recorded)));
}
/// Calls run(signature, grads, tensors, wanted) of a backward op.
template <class Run> Tensors with_elements(const Signature& s, const Tensors& grads, const Tensors& tensors, const Chosen& mask, Run&& run) {
  if (!s.has_lists()) return run(s, grads, tensors, mask);
  const Unbound u(s, tensors);
  if (u.nothing()) return u.bind_gradients(u.no_gradients(mask), mask);
  return u.bind_gradients(run(u.signature(), u.grads(grads), u.tensors(), u.wanted(mask)), mask);
}

}  // namespace synaptorch::ops
