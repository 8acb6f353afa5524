#include <mutex>

#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>

#include "check.h"
#include "evaluate.h"
#include "kernels.h"
#include "lists.h"
#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

using torch::autograd::variable_list;

bool has_tangent(const Tensors& tensors) {
  for (const auto& t : tensors)
    if (t.defined() && torch::autograd::isFwGradDefined(t)) return true;
  return false;
}
/// Does a tensor have a tangent, or take part in a graph? Copies of tensors, of which each counts references, would take a call a tenth more time.
bool is_watched(const at::Tensor& t) {
  return t.defined() && ((at::GradMode::is_enabled() && t.requires_grad()) || torch::autograd::isFwGradDefined(t));
}
bool any_watched(const Signature& s, const c10::IValue* arguments) {
  for (const c10::IValue* a = arguments; a != arguments + s.arguments(); ++a) {
    if (a->isTensor() && is_watched(a->toTensor())) return true;
    if (!a->isTensorList()) continue;
    for (const at::Tensor& t : a->toTensorList())
      if (is_watched(t)) return true;
  }
  return false;
}
bool any_requires_grad(const Tensors& tensors) {
  if (!at::GradMode::is_enabled()) return false;
  for (const auto& t : tensors)
    if (t.defined() && t.requires_grad()) return true;
  return false;
}

void check_differentiable(const Signature& s) {
  if (!s.model().tensor_backward) throw WrongType(s.op_name() + " has no gradient; call it under no_grad or detach its arguments");
}

// Note [Own node]
// torch::autograd::Function neither takes lists of tensors nor works under torch.func, and costs more
// than a microsecond per call even without gradient; a Node of our own does both and costs nothing then.
struct OpNode : torch::autograd::Node {
  OpNode(std::shared_ptr<const Signature> s, const c10::OperatorHandle& backward) : s(std::move(s)), backward(backward) {}
  std::string name() const override { return "synaptorch::" + s->op_name() + "Backward"; }
  void release_variables() override {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto& v : saved) v.reset_data();
  }

  variable_list apply(variable_list&& grads) override {
    std::lock_guard<std::mutex> lock(mutex_);
    variable_list out(s->tensors());
    c10::List<bool> mask;
    mask.reserve(s->tensors());
    for (int k = 0; k < s->tensors(); ++k) mask.push_back(task_should_compute_output(k));
    bool any = false;
    c10::List<std::optional<at::Tensor>> list;
    list.reserve(grads.size());
    for (auto& g : grads) {
      any |= g.defined();
      list.push_back(g.defined() ? std::optional<at::Tensor>(std::move(g)) : std::nullopt);
    }
    if (!any) return out;
    Stack stack;
    stack.reserve(s->arguments() + 2);
    stack.emplace_back(std::move(list));
    stack.insert(stack.end(), arguments.begin(), arguments.end());
    Tensors tensors;
    for (const auto& v : saved) tensors.push_back(v.unpack());
    put_tensors(*s, tensors, stack.data() + 1);
    stack.emplace_back(mask);
    backward.callBoxed(stack);
    auto results = stack.back().toTensorVector();
    std::size_t next = 0;
    for (int k = 0; k < s->tensors(); ++k)
      if (mask[k]) out[k] = std::move(results[next++]);
    return out;
  }

  std::shared_ptr<const Signature> s;
  c10::OperatorHandle backward;
  std::vector<torch::autograd::SavedVariable> saved;
  Stack arguments;   // of the forward op, tensors left out
};

c10::intrusive_ptr<OpNode> make_node(const std::shared_ptr<const Signature>& s, const c10::OperatorHandle& backward,
                                     const Tensors& tensors, const c10::IValue* arguments) {
  auto node = c10::make_intrusive<OpNode>(s, backward);
  node->set_next_edges(torch::autograd::collect_next_edges(at::ArrayRef<at::Tensor>(tensors)));
  node->saved.reserve(tensors.size());
  for (const auto& t : tensors) node->saved.emplace_back(t, /*is_output=*/false);
  node->arguments.reserve(s->arguments());
  for (const c10::IValue* a = arguments; a != arguments + s->arguments(); ++a)
    node->arguments.push_back(a->isTensor() || a->isTensorList() ? c10::IValue() : *a);
  return node;
}

}  // namespace

void AutogradForward::operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack) {
  if (!any_watched(*s, arguments(*stack))) {
    at::AutoDispatchBelowADInplaceOrView below;
    op.redispatchBoxed(keys & c10::after_ADInplaceOrView_keyset, stack);
    return;
  }
  const Tensors tensors = tensors_of(*s, arguments(*stack));
  if (has_tangent(tensors)) {
    check_tensors(*s, tensors);
    const Constants c = s->constants(arguments(*stack));
    check_differentiable(*s);
    const auto recorded = s->recorded(arguments(*stack));
    drop(*stack, s->arguments());
    push_outputs(*stack, with_elements(*s, tensors, recorded, [&](const Signature& s, const Tensors& t, const Chosen& r) { return tensor_forward(s, t, c, r); }));
    return;
  }
  c10::intrusive_ptr<OpNode> node;
  if (any_requires_grad(tensors)) {
    check_differentiable(*s);
    node = make_node(s, backward(), tensors, arguments(*stack));
  }
  {
    at::AutoDispatchBelowADInplaceOrView below;
    op.redispatchBoxed(keys & c10::after_ADInplaceOrView_keyset, stack);
  }
  if (!node) return;
  for (auto it = stack->end() - s->outputs(); it != stack->end(); ++it) {
    at::Tensor t = it->toTensor();
    torch::autograd::set_history(t, node);
    *it = std::move(t);
  }
}

const c10::OperatorHandle& AutogradForward::backward() {
  std::call_once(found_, [&] { backward_ = c10::Dispatcher::singleton().findSchemaOrThrow(backward_name(*s).c_str(), ""); });
  return *backward_;
}

void AutogradBackward::operator()(const c10::OperatorHandle& op, c10::DispatchKeySet keys, Stack* stack) {
  const BackwardCall call = backward_call(*s, *stack);
  const Tensors tensors = tensors_of(*s, call.arguments);
  const bool differentiate =
      any_requires_grad(call.grads) || any_requires_grad(tensors) || has_tangent(call.grads) || has_tangent(tensors);
  if (!differentiate) {
    at::AutoDispatchBelowADInplaceOrView below;
    op.redispatchBoxed(keys & c10::after_ADInplaceOrView_keyset, stack);
    return;
  }
  const Constants c = s->constants(call.arguments);
  const Tensors out = with_elements(*s, call.grads, tensors, call.mask, [&](const Signature& s, const Tensors& g, const Tensors& t, const Chosen& w) {
    return tensor_backward(s, g, t, c, w);
  });
  drop(*stack, s->arguments() + 2);
  stack->emplace_back(std::vector<at::Tensor>(out.begin(), out.end()));
}

}  // namespace synaptorch::ops
