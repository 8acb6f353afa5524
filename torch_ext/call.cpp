#include "call.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "check.h"
#include "huge_pages.h"
#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

at::Tensor empty_like(const at::Tensor& like, at::IntArrayRef shape) {
  at::Tensor t = at::empty(shape, like.options());
  if (t.is_cpu()) ask_for_huge_pages(t.mutable_data_ptr(), t.nbytes());   // a result over time is new memory more often than not
  return t;
}

/// Everything about a call that its tensors say.
Forward forward_of(const Signature& s, const Placement& p, const Constants& constants) {
  Forward f;
  f.steps = p.layout.steps;
  f.columns = p.layout.columns;
  f.lengths = s.model().lengths.data();
  f.input = p.operands.data();
  f.state = f.input + s.inputs();
  f.param = f.state + s.states();
  f.constants = constants;
  return f;
}

/// Sums over the dimensions that were broadcast.
at::Tensor reduce(const Signature& s, int k, const at::Tensor& tensor, at::Tensor full) {
  if (full.sizes() == tensor.sizes()) return full;
  const bool time = has_time(s, k, tensor);
  if (time && tensor.size(0) == 1) full = full.unsqueeze(0);
  at::Tensor aligned = tensor;
  while (time && aligned.dim() < full.dim()) aligned = aligned.unsqueeze(1);
  c10::SmallVector<std::int64_t, 8> dims;
  const std::int64_t extra = full.dim() - aligned.dim();
  for (std::int64_t d = 0; d < full.dim(); ++d)
    if (d < extra || (aligned.size(d - extra) == 1 && full.size(d) != 1)) dims.push_back(d);
  return (dims.empty() ? full : full.sum(dims, true)).reshape(tensor.sizes());
}

}  // namespace

ForwardCall::ForwardCall(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded)
    : placement(place(s, tensors)), forward(forward_of(s, placement, constants)) {
  const Layout& layout = placement.layout;
  const at::Tensor& like = tensors[0];
  out.push_back(empty_like(like, s.sequence() ? layout.time_shape() : layout.shape));
  for (int k = 0; k < s.states(); ++k) {
    out.push_back(empty_like(like, layout.shape));
    state_out_.push_back(dense(layout, out.back(), false));
  }
  for (int k = 0; s.sequence() && k < s.states(); ++k) {
    const bool wanted = recorded[k];
    out.push_back(empty_like(like, wanted ? layout.time_shape() : at::DimVector{0}));
    trace_.push_back(wanted ? dense(layout, out.back(), true) : Operand{});
  }
  forward.spike = dense(layout, out[0], s.sequence());
  forward.state_out = state_out_.data();
  forward.trace = recorded.any() ? trace_.data() : nullptr;
}

AdjointCall::AdjointCall(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants, const Chosen& mask, bool params_summed)
    : placement(place(s, tensors)), want_params(mask.any(s.inputs() + s.states())), s_(s), tensors_(tensors) {
  allocate(mask, params_summed);
  for (int k = 0; k < s.outputs(); ++k) {
    const bool time = s.sequence() && (k == 0 || k > s.states());
    const bool given = grads[k].defined() && grads[k].numel() > 0;
    grad_in_.push_back(given ? place_one(placement.layout, grads[k], time, placement.kept) : Operand{});
  }
  Backward& b = backward;
  b.forward = forward_of(s, placement, constants);
  b.grad_spike = grad_in_[0];
  b.grad_state_out = grad_in_.data() + 1;
  b.grad_trace = s.sequence() ? grad_in_.data() + 1 + s.states() : nullptr;
  b.grad_input = grad_out_.data();
  b.grad_state = b.grad_input + s.inputs();
  b.grad_param = want_params && !params_summed ? b.grad_state + s.states() : nullptr;
}

void AdjointCall::allocate(const Chosen& mask, bool params_summed) {
  const Layout& layout = placement.layout;
  grad_out_.resize(s_.tensors());
  full_.resize(s_.tensors());
  const int first_param = s_.inputs() + s_.states();
  for (int k = 0; k < s_.tensors(); ++k) {
    if (!mask[k] || (k >= first_param && params_summed)) continue;
    const bool time = k < s_.inputs() && has_time(s_, k, tensors_[k]) && tensors_[k].size(0) > 1;
    const bool accumulates = k < s_.inputs() && !time && layout.steps > 1;
    const at::DimVector shape = time ? layout.time_shape() : layout.shape;
    full_[k] = accumulates ? at::zeros(shape, tensors_[k].options()) : empty_like(tensors_[k], shape);
    grad_out_[k] = dense(layout, full_[k], time);
  }
}

at::Tensor AdjointCall::gradient(int k) const { return reduce(s_, k, tensors_[k], full_[k]); }

bool needs_tensor_backward(const Signature& s, const Constants& constants) {
  return s.model().kind == Kind::ode && constants.solver == Solver::rkf45;
}

bool is_half(const Tensors& tensors) { return tensors[0].element_size() < 4; }
Tensors in_float(const Tensors& tensors) {
  Tensors r;
  for (const auto& t : tensors) r.push_back(t.defined() ? t.to(at::kFloat) : t);
  return r;
}
Tensors cast_back(Tensors r, at::ScalarType type) {
  for (auto& t : r) t = t.to(type);
  return r;
}

void throw_failure(const Signature& s, const Failure& f, const std::string& when) {
  throw NumericalError(s.op_name() + ": " + f.what + " (element " + std::to_string(f.element) + ", step " + std::to_string(f.step) + when + ")");
}

}  // namespace synaptorch::ops
