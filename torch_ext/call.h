#pragma once
// What a call of the kernels needs on any device: the operands of its tensors, its results, gradients summed over what was broadcast.
#include "layout.h"

namespace synaptorch::ops {

/// A forward call. `forward` points into the rest; coefficients, failure and the piece of work are the device's.
struct ForwardCall {
  ForwardCall(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded);
  ForwardCall(const ForwardCall&) = delete;
  ForwardCall& operator=(const ForwardCall&) = delete;
  std::int64_t elements() const { return placement.layout.elements(); }

  Placement placement;
  Tensors out;   ///< what the op returns
  Forward forward;

 private:
  c10::SmallVector<Operand, 8> state_out_, trace_;
};

/// A backward call, in the same way. Gradients of parameters are written for each element unless the kernel sums them.
struct AdjointCall {
  AdjointCall(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants, const Chosen& mask, bool params_summed);
  AdjointCall(const AdjointCall&) = delete;
  AdjointCall& operator=(const AdjointCall&) = delete;
  std::int64_t elements() const { return placement.layout.elements(); }
  /// The gradient of tensor k, of that tensor's shape, from what the kernel wrote.
  at::Tensor gradient(int k) const;

  Placement placement;
  Backward backward;
  bool want_params;

 private:
  void allocate(const Chosen& mask, bool params_summed);
  const Signature& s_;
  const Tensors& tensors_;
  c10::SmallVector<Operand, 8> grad_in_;
  c10::SmallVector<Operand, 16> grad_out_;   // per tensor; absent where not wanted or summed in the kernel
  Tensors full_;                             // per tensor, of the full shape
};

/// Adaptive solvers take a number of sub-steps that depends on the values: the adjoints of kernels have no room for it.
bool needs_tensor_backward(const Signature& s, const Constants& constants);

// Half precision is computed in float.
bool is_half(const Tensors& tensors);
Tensors in_float(const Tensors& tensors);
Tensors cast_back(Tensors r, at::ScalarType type);

/// The kernel for the number type of t, with or without conductance port.
template <class Kernel> Kernel choose(const Kernel (&plain)[2], const Kernel (&with_conductance)[2], const Signature& s, const Tensors& tensors) {
  return (is_coupled(s.model(), tensors) ? with_conductance : plain)[tensors[0].scalar_type() == at::kDouble];
}

/// Throws NumericalError; `when` ends the sentence.
[[noreturn]] void throw_failure(const Signature& s, const Failure& f, const std::string& when = "");

}  // namespace synaptorch::ops
