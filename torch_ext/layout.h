#pragma once
// How the tensors of a call lie over the rows x columns array that a CPU kernel walks.
#include <optional>

#include "signature.h"

namespace synaptorch::ops {

struct Layout {
  at::DimVector shape;  ///< of one step, all tensors broadcast
  std::int64_t steps = 1, rows = 1, columns = 1;
  std::int64_t elements() const { return rows * columns; }
  at::DimVector time_shape() const;  ///< steps, then shape
};

/// Operands of tensors, and the copies that some needed.
struct Placement {
  Layout layout;
  c10::SmallVector<Operand, 16> operands;  ///< in the order of the tensors; absent tensors have no data
  Tensors kept;
};

/// Chooses rows and columns so that as few tensors as possible have to be copied: tensors of the full shape,
/// single numbers and per-neuron parameters never are. The tensors must outlive it.
Placement place(const Signature& s, const Tensors& tensors);

/// The operand of one more tensor (a gradient) of the full shape or broadcast to it; copies it into `kept` if need be.
Operand place_one(const Layout& layout, const at::Tensor& t, bool time, Tensors& kept);

/// The operand of a contiguous tensor of the full shape.
Operand dense(const Layout& layout, const at::Tensor& t, bool time);

}  // namespace synaptorch::ops
