#include <ATen/ExpandUtils.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "check.h"
#include "evaluate.h"
#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

/// What a step of the evaluation sees: tensors without time axis, in half precision as float.
struct Steps {
  c10::SymDimVector shape;
  std::int64_t count = 1;
  bool coupled = false;
  at::ScalarType type;

  Steps(const Signature& s, const Tensors& tensors)
      : shape(sym_step_shape(s, tensors)), count(sym_steps(s, tensors).guard_int(__FILE__, __LINE__)),
        coupled(is_coupled(s.model(), tensors)), type(tensors[0].scalar_type()) {
    if (count == 0) throw WrongShape(s.op_name() + ": " + s.name(0) + " has no time steps");
  }
};

/// Inputs at step t, states as given, parameters; absent inputs are the number 0.
std::vector<TensorScalar> arguments_at(const Signature& s, const Tensors& tensors, const Tensors& states, std::int64_t t) {
  std::vector<TensorScalar> in;
  in.reserve(s.tensors());
  for (int k = 0; k < s.tensors(); ++k) {
    at::Tensor x = k >= s.inputs() && k < s.inputs() + s.states() ? states[k - s.inputs()] : tensors[k];
    if (x.defined() && has_time(s, k, x)) x = x.select(0, x.size(0) == 1 ? 0 : t);
    in.emplace_back(x);
  }
  return in;
}

Constants at_step(Constants c, std::int64_t t) {
  c.first_step += t;
  return c;
}

Tensors full_states(const Signature& s, const Tensors& tensors, const Steps& steps) {
  Tensors states;   // of the full shape: random draws are numbered by element
  for (int k = 0; k < s.states(); ++k) states.push_back(tensors[s.inputs() + k].expand_symint(steps.shape));
  return states;
}

at::Tensor full(const TensorScalar& x, const at::Tensor& like, const Steps& steps) {
  return x.tensor(like).to(like.scalar_type()).expand_symint(steps.shape);
}

/// Runs one step and replaces `states`; returns the spikes.
at::Tensor advance(const Signature& s, const Tensors& tensors, const Steps& steps, const Constants& c, std::int64_t t,
                   Tensors& states) {
  const auto in = arguments_at(s, tensors, states, t);
  std::vector<TensorScalar> out(1 + s.states());
  s.model().tensor_forward(s.model().lengths.data(), in.data(), out.data(), at_step(c, t), steps.coupled);
  for (int k = 0; k < s.states(); ++k) states[k] = full(out[1 + k], tensors[0], steps);
  return full(out[0], tensors[0], steps);
}

at::Tensor grad_at(const Signature& s, const Tensors& grads, int output, std::int64_t t) {
  const at::Tensor& g = grads[output];
  if (!g.defined() || g.sym_numel() == 0) return {};
  return s.sequence() ? g.select(0, t) : g;
}

at::Tensor sum_of(const at::Tensor& a, const at::Tensor& b) { return !a.defined() ? b : !b.defined() ? a : a.add(b); }

/// Adds up gradients per tensor over time; inputs that vary in time keep one per step.
class Collector {
 public:
  Collector(const Signature& s, const Tensors& tensors, const Steps& steps, const Chosen& mask)
      : s_(s), tensors_(tensors), steps_(steps), mask_(mask), per_step_(s.tensors()), sum_(s.tensors()) {
    for (int k = 0; k < s.tensors(); ++k) per_step_[k].resize(varies(k) ? steps.count : 0);
  }
  void add(int k, std::int64_t t, const at::Tensor& g) {
    if (!mask_[k]) return;
    if (varies(k)) per_step_[k][t] = step_gradient(k, g);
    else sum_[k] = sum_of(sum_[k], step_gradient(k, g));
  }
  Tensors result() const {
    Tensors out;
    for (int k = 0; k < s_.tensors(); ++k) {
      if (!mask_[k]) continue;
      const at::Tensor g = varies(k) ? at::stack(per_step_[k]) : sum_[k];
      out.push_back(g.reshape_symint(tensors_[k].sym_sizes()).to(tensors_[k].scalar_type()));
    }
    return out;
  }

 private:
  bool timed(int k) const { return tensors_[k].defined() && has_time(s_, k, tensors_[k]); }
  bool varies(int k) const { return timed(k) && tensors_[k].size(0) > 1; }
  /// The gradient with the shape of one step of tensor k.
  at::Tensor step_gradient(int k, const at::Tensor& g) const {
    return at::sum_to(g, tensors_[k].sym_sizes().slice(timed(k) ? 1 : 0));
  }

  const Signature& s_;
  const Tensors& tensors_;
  const Steps& steps_;
  const Chosen& mask_;
  std::vector<std::vector<at::Tensor>> per_step_;
  Tensors sum_;
};

}  // namespace

Tensors tensor_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded) {
  const Steps steps(s, tensors);
  Tensors states = full_states(s, tensors, steps);
  if (!s.sequence()) {
    Tensors out{advance(s, tensors, steps, constants, 0, states)};
    out.append(states.begin(), states.end());
    for (auto& t : out) t = t.contiguous();
    return out;
  }
  std::vector<at::Tensor> spikes;
  std::vector<std::vector<at::Tensor>> traces(s.states());
  for (std::int64_t t = 0; t < steps.count; ++t) {
    spikes.push_back(advance(s, tensors, steps, constants, t, states));
    for (int k = 0; k < s.states(); ++k)
      if (recorded[k]) traces[k].push_back(states[k]);
  }
  Tensors out{at::stack(spikes)};
  for (auto& state : states) out.push_back(state.contiguous());
  for (const auto& trace : traces) out.push_back(trace.empty() ? at::empty({0}, tensors[0].options()) : at::stack(trace));
  return out;
}

Tensors tensor_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants,
                        const Chosen& mask) {
  const Steps steps(s, tensors);
  std::vector<Tensors> before{full_states(s, tensors, steps)};
  for (std::int64_t t = 0; t + 1 < steps.count; ++t) {
    Tensors next = before.back();
    advance(s, tensors, steps, constants, t, next);
    before.push_back(std::move(next));
  }
  Collector collector(s, tensors, steps, mask);
  Tensors adjoint(grads.begin() + 1, grads.begin() + 1 + s.states());
  const at::Tensor zero = at::zeros({}, tensors[0].options());
  for (std::int64_t t = steps.count - 1; t >= 0; --t) {
    const auto in = arguments_at(s, tensors, before[t], t);
    std::vector<TensorScalar> grad_out{TensorScalar(grad_at(s, grads, 0, t))}, grad_in(s.tensors());
    for (int k = 0; k < s.states(); ++k)
      grad_out.emplace_back(s.sequence() ? sum_of(adjoint[k], grad_at(s, grads, 1 + s.states() + k, t)) : adjoint[k]);
    s.model().tensor_backward(s.model().lengths.data(), in.data(), grad_out.data(), grad_in.data(), at_step(constants, t), steps.coupled);
    for (int k = 0; k < s.tensors(); ++k) {
      const at::Tensor g = full(grad_in[k], zero, steps);
      if (k >= s.inputs() && k < s.inputs() + s.states()) {
        adjoint[k - s.inputs()] = g;
        if (t > 0) continue;   // earlier states are not arguments
      }
      collector.add(k, t, g);
    }
  }
  return collector.result();
}

}  // namespace synaptorch::ops
