#include <ATen/autocast_mode.h>

#include "kernels.h"

namespace synaptorch::ops {

void AutocastForward::operator()(const c10::OperatorHandle& op, c10::DispatchKeySet, Stack* stack) {
  c10::impl::ExcludeDispatchKeyGuard exclude(c10::autocast_dispatch_keyset);
  const Tensors tensors = tensors_of(*s, arguments(*stack));
  at::ScalarType widest = at::kFloat;
  for (const auto& t : tensors)
    if (t.defined() && t.scalar_type() == at::kDouble) widest = at::kDouble;
  for (int k = 0; k < s->tensors(); ++k)
    if (tensors[k].defined() && at::isFloatingType(tensors[k].scalar_type()))
      arguments(*stack)[s->position(k)] = tensors[k].to(widest);
  op.callBoxed(*stack);
}

}  // namespace synaptorch::ops
