#include <algorithm>

#include <ATen/functorch/BatchedTensorImpl.h>

#include "check.h"
#include "kernels.h"

// Note [vmap rule]
// Ops broadcast, so a batch is one more leading dimension of a step (behind the time axis). Tensors are
// padded to the same logical rank first, otherwise broadcasting would align the batch with a dimension of
// another tensor. The dispatch key is excluded while the op runs on the unwrapped tensors.
namespace synaptorch::ops {
namespace {

namespace ft = at::functorch;

/// A tensor without its batch wrapper of the level at hand.
struct Unwrapped {
  at::Tensor value;
  std::optional<std::int64_t> batch_dim = std::nullopt;
  std::int64_t lead = 0;   ///< axes in front of a step's: time, list (logically)
  std::int64_t logical_rank() const { return value.dim() - (batch_dim ? 1 : 0) - lead; }
};

std::int64_t level_of(const at::Tensor& t) {
  const auto* b = t.defined() ? ft::maybeGetBatchedImpl(t) : nullptr;
  return b ? b->level() : -1;
}

Unwrapped unwrap(const at::Tensor& t, std::int64_t level, std::int64_t lead) {
  Unwrapped u{t};
  if (!t.defined()) return u;
  const auto* b = ft::maybeGetBatchedImpl(t);
  if (b && b->level() == level) u = {b->value(), b->bdim()};
  u.lead = std::min(lead, u.value.dim() - (u.batch_dim ? 1 : 0));
  return u;
}

/// [time,] [list,] batch, 1 ..., dimensions of a step. Tensors without batch only get one if `batch` > 0.
at::Tensor align(const Unwrapped& u, std::int64_t rank, std::int64_t batch) {
  if (!u.value.defined() || (!u.batch_dim && batch == 0)) return u.value;
  const std::int64_t at = u.lead;
  at::Tensor t = u.batch_dim ? u.value.movedim(*u.batch_dim, at) : u.value.unsqueeze(at);
  while (t.dim() - at - 1 < rank) t = t.unsqueeze(at + 1);
  if (u.batch_dim || batch == 0) return t;
  auto sizes = t.sizes().vec();
  sizes[at] = batch;
  return t.expand(sizes);
}

/// All tensors of a call, unwrapped.
struct Batch {
  std::int64_t level = -1, rank = 0, size = 0;
  std::vector<Unwrapped> tensors, grads;
};

Batch unwrap_all(const Signature& s, const Tensors& tensors, const Tensors& grads) {
  Batch b;
  for (const auto& t : tensors) b.level = std::max(b.level, level_of(t));
  for (const auto& t : grads) b.level = std::max(b.level, level_of(t));
  const auto add = [&](std::vector<Unwrapped>& to, const at::Tensor& t, std::int64_t lead) {
    to.push_back(unwrap(t, b.level, lead));
    if (!t.defined()) return;
    b.rank = std::max(b.rank, to.back().logical_rank());
    if (to.back().batch_dim) b.size = to.back().value.size(*to.back().batch_dim);
  };
  for (int k = 0; k < s.tensors(); ++k) add(b.tensors, tensors[k], s.leading_axes(k));
  for (std::size_t k = 0; k < grads.size(); ++k) add(b.grads, grads[k], s.leading_axes_of_output(int(k)));
  return b;
}

/// A number in an input of a sequence needs a time axis once it has a batch.
bool needs_time(const Signature& s, int k, const Unwrapped& u) { return s.sequence() && k < s.inputs() && u.lead == 0; }

/// The tensors of a call on the values of a batch; those that are `widened` get it in any case.
Tensors aligned(const Signature& s, const Batch& b, const Chosen& widened) {
  Tensors all;
  for (int k = 0; k < s.tensors(); ++k) {
    const Unwrapped& u = b.tensors[k];
    const at::Tensor t = align(u, b.rank, widened[k] ? b.size : 0);
    all.push_back(t.defined() && (u.batch_dim || widened[k]) && needs_time(s, k, u) ? t.unsqueeze(0) : t);
  }
  return all;
}

}  // namespace

void VmapForward::operator()(const c10::OperatorHandle& op, c10::DispatchKeySet, Stack* stack) {
  c10::impl::ExcludeDispatchKeyGuard exclude(c10::DispatchKey::FuncTorchBatched);
  const Batch b = unwrap_all(*s, tensors_of(*s, arguments(*stack)), {});
  put_tensors(*s, aligned(*s, b, {}), arguments(*stack));
  op.callBoxed(*stack);
  for (int k = 0; k < s->outputs(); ++k) {
    c10::IValue& v = (*stack)[stack->size() - s->outputs() + k];
    const at::Tensor t = v.toTensor();
    const int lead = s->leading_axes_of_output(k);
    if (t.dim() > lead) v = ft::makeBatched(t, lead, b.level);   // traces not recorded stay empty
  }
}

void VmapBackward::operator()(const c10::OperatorHandle& op, c10::DispatchKeySet, Stack* stack) {
  c10::impl::ExcludeDispatchKeyGuard exclude(c10::DispatchKey::FuncTorchBatched);
  const BackwardCall call = backward_call(*s, *stack);
  const Batch b = unwrap_all(*s, tensors_of(*s, call.arguments), call.grads);
  // Every tensor whose gradient is wanted gets the batch, since each sample has its own gradient.
  put_tensors(*s, aligned(*s, b, call.mask), const_cast<c10::IValue*>(call.arguments));
  c10::List<std::optional<at::Tensor>> grads;
  for (const auto& g : b.grads) {
    const at::Tensor t = align(g, b.rank, b.size);
    grads.push_back(t.defined() ? std::optional<at::Tensor>(t) : std::nullopt);
  }
  (*stack)[stack->size() - s->arguments() - 2] = std::move(grads);
  op.callBoxed(*stack);
  std::vector<at::Tensor> out = stack->back().toTensorVector();
  std::size_t next = 0;
  for (int k = 0; k < s->tensors(); ++k) {
    if (!call.mask[k]) continue;
    const Unwrapped& u = b.tensors[k];
    at::Tensor g = needs_time(*s, k, u) ? out[next].squeeze(0) : out[next];
    const std::int64_t at = u.lead;
    for (std::int64_t d = u.logical_rank(); d < b.rank; ++d) g = g.squeeze(at + 1);
    out[next++] = ft::makeBatched(g, at, b.level);
  }
  stack->back() = std::move(out);
}

}  // namespace synaptorch::ops
