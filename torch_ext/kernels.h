#pragma once
// The boxed kernels of the ops: one class per dispatch key serves all models, because it reads the layout
// of the arguments from a Signature.
#include <memory>
#include <mutex>
#include <optional>

#include <ATen/core/boxing/KernelFunction.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include "signature.h"

namespace synaptorch::ops {

using Stack = torch::jit::Stack;

/// A kernel of the ops of one signature.
struct OpKernel : c10::OperatorKernel {
  explicit OpKernel(std::shared_ptr<const Signature> s) : s(std::move(s)) {}
  std::shared_ptr<const Signature> s;

 protected:
  /// First argument of the forward op, for a stack that ends with its arguments.
  c10::IValue* arguments(Stack& stack) const { return stack.data() + stack.size() - s->arguments(); }
  void push_outputs(Stack& stack, Tensors outputs) const {
    for (auto& t : outputs) stack.emplace_back(std::move(t));
  }
};

/// Name of the backward op in the dispatcher's spelling.
inline std::string backward_name(const Signature& s) { return "synaptorch::" + s.op_name() + "_backward"; }

/// Autograd: records a node that calls the backward op. Forward-mode tangents go through the tensor evaluation.
struct AutogradForward : OpKernel {
  using OpKernel::OpKernel;
  void operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack);

 private:
  const c10::OperatorHandle& backward();   // looked up at the first use: it is registered later
  std::once_flag found_;
  std::optional<c10::OperatorHandle> backward_;
};
/// Differentiates the backward op through the tensor evaluation.
struct AutogradBackward : OpKernel {
  using OpKernel::OpKernel;
  void operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack);
};
/// vmap: the batch becomes one more leading dimension.
struct VmapForward : OpKernel {
  using OpKernel::OpKernel;
  void operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack);
};
struct VmapBackward : OpKernel {
  using OpKernel::OpKernel;
  void operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack);
};
/// Autocast: computes in the widest floating type among the arguments, at least float.
struct AutocastForward : OpKernel {
  using OpKernel::OpKernel;
  void operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack);
};

}  // namespace synaptorch::ops
