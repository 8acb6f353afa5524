#pragma once
// What the sparse ops share: checks of the arguments, placement of spikes and gradients as [columns, neurons].
#include <ATen/Dispatch.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/repeat_interleave.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <torch/library.h>

#include "sparse/walk.h"

namespace synaptorch::sparse {

using at::Tensor;

/// The floating type that products of this type are summed in.
inline at::ScalarType sum_type(at::ScalarType t) { return t == at::kDouble ? at::kDouble : at::kFloat; }

/// Whether a gradient was asked for.
inline bool wants(const Tensor& t) { return t.defined() && at::GradMode::is_enabled() && t.requires_grad(); }

/// Spikes of any dtype as the contiguous array [columns, n_pre] that products are summed in.
inline Tensor as_columns(const Tensor& t, at::ScalarType type) {
  return t.to(type).reshape({-1, t.size(-1)}).contiguous();
}

/// The gradient [.., n_post] as [n_post, columns], and a few numbers more, which sums of columns read and leave.
Tensor as_rows(const Tensor& t, at::ScalarType type);

/// Refuses weights and similar arguments that are neither one number nor one per synapse.
void check_per_synapse(const char* op, const char* name, const Tensor& t, const c10::SymInt& synapses);
/// Refuses a tensor that is not floating, or lies on another device than `like`.
void check_floating(const char* op, const char* name, const Tensor& t, const Tensor& like);
/// Refuses spikes without a dimension of source neurons.
void check_spikes(const char* op, const Tensor& spikes, const c10::SymInt& n_pre);

/// The shape of the product: [.., n_post], with `max_delay` more steps in front.
c10::SymDimVector product_shape(const Tensor& spikes, const c10::SymInt& n_post, const c10::SymInt& max_delay);

/// A gradient that was wanted, or none.
inline Tensor keep(const Tensor& t, bool wanted) { return wanted ? t : Tensor(); }
/// The shape of a gradient for `t`: its own where it is wanted.
inline Tensor meta_gradient(const Tensor& t, bool wanted) {
  return wanted ? at::empty_symint(t.sym_sizes(), t.options()) : at::empty({0}, t.options());
}

/// Registers what an op and its backward do under a dispatch key.
template <class F, class B> void implement(torch::Library& m, const std::string& op, c10::DispatchKey key, F* f, B* backward) {
  m.impl(op.c_str(), torch::dispatch(key, f));
  m.impl((op + "_backward").c_str(), torch::dispatch(key, backward));
}

template <class Signature> auto find_op(const char* name) {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

}  // namespace synaptorch::sparse
