#pragma once
// Refusals that every device shares, before any kernel runs.
#include "signature.h"

namespace synaptorch::ops {

/// Throws WrongType or WrongDevice unless all tensors present are floating, of one dtype and on one
/// device, and WrongShape unless inputs of a sequence have a time axis.
void check_tensors(const Signature& s, c10::ArrayRef<at::Tensor> tensors);

/// Number of steps of a sequence (1 for the step form): inputs have that many or, constant in time, one.
c10::SymInt sym_steps(const Signature& s, c10::ArrayRef<at::Tensor> tensors);

/// The shape of one step: tensors broadcast, the time axis of inputs left out. Throws WrongShape.
c10::SymDimVector sym_step_shape(const Signature& s, c10::ArrayRef<at::Tensor> tensors);

/// Whether a tensor has a time axis in front: inputs of a sequence but single numbers.
inline bool has_time(const Signature& s, int k, const at::Tensor& t) {
  return s.sequence() && k < s.inputs() && t.dim() > 0;
}

}  // namespace synaptorch::ops
