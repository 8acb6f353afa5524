#include <ATen/autocast_mode.h>

#include "kernels.h"

namespace synaptorch::ops {

void AutocastForward::operator()(const c10::OperatorHandle& op, c10::DispatchKeySet, Stack* stack) {
  c10::impl::ExcludeDispatchKeyGuard exclude(c10::autocast_dispatch_keyset);
  Tensors tensors = tensors_of(*s, arguments(*stack));
  at::ScalarType widest = at::kFloat;
  for (const auto& t : tensors)
    if (t.defined() && t.scalar_type() == at::kDouble) widest = at::kDouble;
  for (auto& t : tensors)
    if (t.defined() && at::isFloatingType(t.scalar_type())) t = t.to(widest);
  put_tensors(*s, tensors, arguments(*stack));
  op.callBoxed(*stack);
}

}  // namespace synaptorch::ops
