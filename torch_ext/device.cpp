#include "device.h"

#include <algorithm>
#include <utility>

#include <ATen/ops/empty.h>

#include "call.h"
#include "evaluate.h"

namespace synaptorch::ops {
namespace {

void check_launch(const DeviceCall& call) { if (call.launched) call.launched(); }

/// Runs the adjoint piece by piece, all in the same workspace: one begins when the one before it has ended.
void run_backward(AdjointCall& a, const Signature& s, const Tensors& tensors, const DeviceCall& call) {
  const at::Tensor& like = tensors[0];
  const auto kernel = choose(call.kernels.backward, call.kernels.backward_coupled, s, tensors);
  Forward& f = a.backward.forward;
  const std::int64_t numbers = f.steps * s.states();
  const std::int64_t fit = call.bytes / std::max<std::int64_t>(1, numbers * like.element_size());
  const std::int64_t piece = std::min(a.elements(), std::max(call.elements, fit));
  const at::Tensor workspace = at::empty({numbers * piece}, like.options());
  for (std::int64_t first = 0; first < a.elements(); first += piece) {
    f.begin = first;
    f.end = std::min(a.elements(), first + piece);
    kernel(a.backward, workspace.mutable_data_ptr(), call.queue);
    check_launch(call);
  }
}

}  // namespace

Tensors device_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded, const DeviceCall& call) {
  if (is_half(tensors)) return cast_back(device_forward(s, in_float(tensors), constants, recorded, call), tensors[0].scalar_type());
  ForwardCall f(s, tensors, constants, recorded);
  if (f.elements() == 0) return std::move(f.out);
  f.forward.end = f.elements();
  choose(call.kernels.forward, call.kernels.forward_coupled, s, tensors)(f.forward, call.queue);
  check_launch(call);
  return std::move(f.out);
}

Tensors device_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants, const Chosen& mask,
                        const DeviceCall& call) {
  if (is_half(tensors))
    return cast_back(device_backward(s, in_float(grads), in_float(tensors), constants, mask, call), tensors[0].scalar_type());
  if (needs_tensor_backward(s, constants)) return tensor_backward(s, grads, tensors, constants, mask);
  AdjointCall a(s, grads, tensors, constants, mask, false);
  if (a.elements() > 0) run_backward(a, s, tensors, call);
  Tensors out;
  for (int k = 0; k < s.tensors(); ++k)
    if (mask[k]) out.push_back(a.gradient(k));
  return out;
}

bool has_failed(const DeviceQueue& queue) { return *const_cast<const volatile unsigned long long*>(queue.failed) != DeviceFailure::none; }

void throw_noted_failure(const Signature& s, const DeviceQueue& queue) {
  const unsigned long long word = std::exchange(*queue.failed, DeviceFailure::none);
  throw_failure(s, {DeviceFailure::element(word), DeviceFailure::step(word), kNotFinite}, " of an earlier call");
}

}  // namespace synaptorch::ops
