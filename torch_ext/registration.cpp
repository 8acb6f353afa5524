// Registers the ops of all models; runs when the library is loaded.
#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/library.h>

#include "check.h"
#include "evaluate.h"
#include "kernels.h"
#include "lists.h"
#include "registration.h"

namespace synaptorch::ops {
namespace {

using Forward = Tensors (*)(const Signature&, const Tensors&, const Constants&, const Chosen& recorded);
using Backward = Tensors (*)(const Signature&, const Tensors&, const Tensors&, const Constants&, const Chosen& wanted);

/// A kernel that checks and computes.
struct ForwardKernel : OpKernel {
  ForwardKernel(std::shared_ptr<const Signature> s, ops::Forward run) : OpKernel(std::move(s)), run(run) {}
  void operator()(const c10::OperatorHandle&, c10::DispatchKeySet, Stack* stack) {
    const c10::IValue* a = arguments(*stack);
    const Tensors tensors = tensors_of(*s, a);
    check_tensors(*s, tensors);
    const Constants c = s->constants(a);
    Tensors out = with_elements(*s, tensors, s->recorded(a), [&](const Signature& s, const Tensors& t, const Chosen& r) { return run(s, t, c, r); });
    drop(*stack, s->arguments());
    push_outputs(*stack, std::move(out));
  }
  ops::Forward run;
};
struct BackwardKernel : OpKernel {
  BackwardKernel(std::shared_ptr<const Signature> s, ops::Backward run) : OpKernel(std::move(s)), run(run) {}
  void operator()(const c10::OperatorHandle&, c10::DispatchKeySet, Stack* stack) {
    const BackwardCall call = backward_call(*s, *stack);
    const Tensors tensors = tensors_of(*s, call.arguments);
    check_tensors(*s, tensors);
    const Constants c = s->constants(call.arguments);
    const Tensors out = with_elements(*s, call.grads, tensors, call.mask, [&](const Signature& s, const Tensors& g, const Tensors& t, const Chosen& w) {
      return run(s, g, t, c, w);
    });
    drop(*stack, s->arguments() + 2);
    stack->emplace_back(std::vector<at::Tensor>(out.begin(), out.end()));
  }
  ops::Backward run;
};
// Without kernels tensors of a CUDA device take the tensor evaluation.
#if defined(SYNAPTORCH_WITH_CUDA)
constexpr ops::Forward cuda_forward_here = cuda_forward;
constexpr ops::Backward cuda_backward_here = cuda_backward;
#else
constexpr ops::Forward cuda_forward_here = nullptr;
constexpr ops::Backward cuda_backward_here = nullptr;
#endif

/// Initial states: `<stem>_initial(parameters[, dt]) -> states`.
struct InitialKernel : OpKernel {
  using OpKernel::OpKernel;
  void operator()(const c10::OperatorHandle&, c10::DispatchKeySet, Stack* stack) {
    const Tensors params = params_of(*s, stack->data() + stack->size() - s->initial_arguments());
    const double dt = s->initial_takes_dt() ? stack->back().toDouble() : 0.0;
    drop(*stack, s->initial_arguments());
    push_outputs(*stack, meta ? meta_initial_state(*s, params) : initial_state(*s, params, dt));
  }
  bool meta = false;
};

/// Initial states have gradients where they depend on parameters.
struct InitialAutograd : OpKernel {
  using OpKernel::OpKernel;
  void operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack) {
    const Tensors params = params_of(*s, stack->data() + stack->size() - s->initial_arguments());
    const double dt = s->initial_takes_dt() ? stack->back().toDouble() : 0.0;
    if (initial_has_gradient(s->model(), params)) {
      drop(*stack, s->initial_arguments());
      return push_outputs(*stack, initial_on_tensors(*s, params, dt));
    }
    at::AutoDispatchBelowADInplaceOrView below;
    op.redispatchBoxed(keys & c10::after_ADInplaceOrView_keyset, stack);
  }
};

template <class K, class... A> torch::CppFunction boxed(A&&... a) {
  return torch::CppFunction::makeFromBoxedFunctor(std::make_unique<K>(std::forward<A>(a)...));
}

Tensors meta_forward_kernel(const Signature& s, const Tensors& t, const Constants&, const Chosen& recorded) {
  return meta_forward(s, t, recorded);
}
Tensors meta_backward_kernel(const Signature& s, const Tensors&, const Tensors& t, const Constants&, const Chosen& mask) {
  return meta_backward(s, t, mask);
}

void define(torch::Library& m, const std::shared_ptr<const Signature>& s) {
  const std::string name = s->op_name(), backward = name + "_backward";
  const auto on = [&](c10::DispatchKey key, const std::string& op, torch::CppFunction f) {
    m.impl(op.c_str(), torch::dispatch(key, std::move(f)));
  };
  using Key = c10::DispatchKey;
  m.def(s->schema().c_str(), {at::Tag::pt2_compliant_tag});
  on(Key::CPU, name, boxed<ForwardKernel>(s, cpu_forward));
  if (s->model().cuda) on(Key::CUDA, name, boxed<ForwardKernel>(s, cuda_forward_here));
  on(Key::CompositeExplicitAutograd, name, boxed<ForwardKernel>(s, tensor_forward));
  on(Key::Meta, name, boxed<ForwardKernel>(s, meta_forward_kernel));
  on(Key::Autograd, name, boxed<AutogradForward>(s));
  on(Key::FuncTorchBatched, name, boxed<VmapForward>(s));
  on(Key::AutocastCPU, name, boxed<AutocastForward>(s));
  on(Key::AutocastCUDA, name, boxed<AutocastForward>(s));
  if (!s->model().tensor_backward) return;
  m.def(s->backward_schema().c_str(), {at::Tag::pt2_compliant_tag});
  on(Key::CPU, backward, boxed<BackwardKernel>(s, cpu_backward));
  if (s->model().cuda) on(Key::CUDA, backward, boxed<BackwardKernel>(s, cuda_backward_here));
  on(Key::CompositeExplicitAutograd, backward, boxed<BackwardKernel>(s, tensor_backward));
  on(Key::Meta, backward, boxed<BackwardKernel>(s, meta_backward_kernel));
  on(Key::Autograd, backward, boxed<AutogradBackward>(s));
  on(Key::FuncTorchBatched, backward, boxed<VmapBackward>(s));
}

void define_initial(torch::Library& m, const std::shared_ptr<const Signature>& s) {
  const std::string name = s->model().stem + "_initial";
  m.def(s->initial_schema().c_str(), {at::Tag::pt2_compliant_tag});
  m.impl(name.c_str(), torch::dispatch(c10::DispatchKey::CompositeExplicitAutograd, boxed<InitialKernel>(s)));
  m.impl(name.c_str(), torch::dispatch(c10::DispatchKey::Autograd, boxed<InitialAutograd>(s)));
  auto meta = std::make_unique<InitialKernel>(s);
  meta->meta = true;
  m.impl(name.c_str(), torch::dispatch(c10::DispatchKey::Meta, torch::CppFunction::makeFromBoxedFunctor(std::move(meta))));
}

}  // namespace

void define_model(torch::Library& m, const Model& model) {
  if (!has_ops(model)) return;
  define(m, std::make_shared<Signature>(model, Form::step));
  define(m, std::make_shared<Signature>(model, Form::sequence));
  define_initial(m, std::make_shared<Signature>(model, Form::step));
}

}  // namespace synaptorch::ops

TORCH_LIBRARY(synaptorch, m) {
  for (const auto& model : synaptorch::all_models()) synaptorch::ops::define_model(m, model);
}
