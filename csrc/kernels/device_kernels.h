#pragma once
// What a thread of a device does: all steps of one element, in registers, and their adjoint. Gradients come from duals, a few directions at a
// time (the reverse tape would spill). Device code, and plain functions that tests run on the host.
#include "kernels/kernel_table.h"
#include "kernels/values.h"
#include "synaptorch/core/dual.h"
#include "synaptorch/core/env.h"

namespace synaptorch {
namespace {

/// Operands by value: kernel arguments cannot point to host memory.
template <int N> struct DeviceOperands {
  Operand at[N > 0 ? N : 1];
  DeviceOperands() = default;
  explicit DeviceOperands(const Operand* from) { for (int k = 0; from && k < N; ++k) at[k] = from[k]; }
};

/// Forward as a device sees it.
template <class M> struct DeviceForward {
  using N = Counts<M>;
  std::int64_t steps, columns, begin, end;
  DeviceOperands<N::inputs> input;
  DeviceOperands<N::states> state, state_out, trace;
  DeviceOperands<N::params> param;
  Operand spike;
  Constants constants;
  unsigned long long* failed;
  DeviceForward(const Forward& f, const DeviceQueue& q)
      : steps(f.steps), columns(f.columns), begin(f.begin), end(f.end), input(f.input), state(f.state), state_out(f.state_out),
        trace(f.trace), param(f.param), spike(f.spike), constants(f.constants), failed(q.failed) {}
};

/// Backward as a device sees it. workspace: steps × states × elements, the states before each step.
template <class M> struct DeviceBackward {
  using N = Counts<M>;
  DeviceForward<M> forward;
  Operand grad_spike;
  DeviceOperands<N::states> grad_trace, grad_state_out, grad_state;
  DeviceOperands<N::inputs> grad_input;
  DeviceOperands<N::params> grad_param;
  bool with_params;
  void* workspace;
  DeviceBackward(const Backward& b, void* memory, const DeviceQueue& q)
      : forward(b.forward, q), grad_spike(b.grad_spike), grad_trace(b.grad_trace), grad_state_out(b.grad_state_out), grad_state(b.grad_state),
        grad_input(b.grad_input), grad_param(b.grad_param), with_params(b.grad_param), workspace(memory) {}
};

/// The draws of one element, for values and for duals (a draw has no derivative).
struct DeviceDraws : LaneDraws {
  using LaneDraws::uniform;
  template <class T, int K> SYNAPTORCH_FN Dual<T, K> uniform(const Dual<T, K>& like, int draw) const {
    return Dual<T, K>(LaneDraws::uniform(like.v, draw));
  }
};

/// One element of an operand.
template <class F> struct DeviceElement {
  std::int64_t row, column;
  SYNAPTORCH_FN F* at(const Operand& o, std::int64_t t) const { return static_cast<F*>(o.data) + row * o.row + t * o.time + column * o.column; }
  SYNAPTORCH_FN Vec<F, 1> read(const Operand& o, std::int64_t t = 0) const { return o.data ? Vec<F, 1>::of(*at(o, t)) : Vec<F, 1>(0.0); }
  SYNAPTORCH_FN void write(const Operand& o, const Vec<F, 1>& v, std::int64_t t = 0) const { if (o.data) *at(o, t) = v.x; }
  template <class S, class O> SYNAPTORCH_FN void read(S& numbers, const O& operands, std::int64_t t = 0) const {
    for_numbers(numbers, [&](int k) { numbers[k] = read(operands.at[k], t); });
  }
  template <class S, class O> SYNAPTORCH_FN void write(const O& operands, const S& numbers, std::int64_t t = 0) const {
    for_numbers(numbers, [&](int k) { write(operands.at[k], numbers[k], t); });
  }
};

/// Notes that an element has failed (Note [Failures on a device]).
SYNAPTORCH_FN void note_failure(unsigned long long* failed, unsigned long long word) {
#if defined(__CUDA_ARCH__)
  atomicMin(failed, word);
#else
  if (word < *failed) *failed = word;
#endif
}

template <class M, class F, bool Coupled> struct DeviceSteps {
  using V = Vec<F, 1>;
  using Values = synaptorch::Values<M, V>;

  SYNAPTORCH_FN static DeviceElement<F> element(const DeviceForward<M>& f, std::int64_t e) { return {e / f.columns, e % f.columns}; }
  SYNAPTORCH_FN static Env<Coupled, DeviceDraws> env_at(const Constants& k, std::int64_t e, std::int64_t t) {
    return {double(F(k.dt)), k, {{k.key, k.first_element + e, k.first_step + t}}};
  }
  /// Parameters, coefficients and first states of an element.
  SYNAPTORCH_FN static void begin(const DeviceForward<M>& f, const DeviceElement<F>& at, Values& v) {
    at.read(v.p, f.param);
    at.read(v.s, f.state);
    v.prepare(f.constants.dt);
  }

  SYNAPTORCH_FN static void forward(const DeviceForward<M>& f, std::int64_t e) {
    const DeviceElement<F> at = element(f, e);
    Values v(nullptr);
    begin(f, at, v);
    std::int64_t failed_after = 0;
    for (std::int64_t t = 0; t < f.steps; ++t) {
      at.read(v.x, f.input, t);
      at.write(f.spike, v.step(env_at(f.constants, e, t)), t);
      at.write(f.trace, v.s, t);
      V bad(0.0);
      for_numbers(v.s, [&](int k) { bad = bad + nan_unless_finite(v.s[k]); });
      if (failed_after == 0 && any(!(bad == V(0.0)))) failed_after = t + 1;
    }
    at.write(f.state_out, v.s);
    if (failed_after > 0 && f.failed) note_failure(f.failed, DeviceFailure::word(e, failed_after));
  }
};

template <class M, class F, bool Coupled> class DeviceAdjoint {
  using Steps = DeviceSteps<M, F, Coupled>;
  using V = typename Steps::V;
  using N = Counts<M>;
  static constexpr int directions = 4, states = N::inputs, params = states + N::states, coeffs = params + N::params, leaves = coeffs + N::coeffs;
  static constexpr int padded(int n) { return (n + directions - 1) / directions * directions; }
  using D = Dual<V, directions>;
  using Values = synaptorch::Values<M, V>;
  using Duals = synaptorch::Values<M, D>;

 public:
  SYNAPTORCH_FN static void backward(const DeviceBackward<M>& b, std::int64_t e) { DeviceAdjoint(b, e).run(); }

 private:
  SYNAPTORCH_FN DeviceAdjoint(const DeviceBackward<M>& b, std::int64_t e)
      : b_(b), f_(b.forward), e_(e), at_(Steps::element(b.forward, e)), count_(f_.end - f_.begin),
        before_(static_cast<F*>(b.workspace) + (e - f_.begin)), v_(nullptr) {}

  SYNAPTORCH_FN void run() {
    Steps::begin(f_, at_, v_);
    for (std::int64_t t = 0; t < f_.steps; ++t) {
      for_numbers(v_.s, [&](int k) { before(t, k) = v_.s[k].x; });
      if (t + 1 == f_.steps) break;
      at_.read(v_.x, f_.input, t);
      v_.step(Steps::env_at(f_.constants, e_, t));
    }
    for (int k = 0; k < N::states; ++k) adjoint_[k] = at_.read(b_.grad_state_out.at[k]);
    for (int k = params; k < leaves; ++k) sum_[k - params] = V(0.0);
    for (std::int64_t t = f_.steps - 1; t >= 0; --t) reverse(t);
    for (int k = 0; k < N::states; ++k) at_.write(b_.grad_state.at[k], adjoint_[k]);
    if (b_.with_params) chain_prepare();
  }
  SYNAPTORCH_FN F& before(std::int64_t t, int k) { return before_[(t * N::states + k) * count_]; }

  /// The numbers as duals, of which those numbered [first, first + directions) vary.
  template <class S, class Sv> SYNAPTORCH_FN static void vary(S& duals, const Sv& values, int number, int first) {
    for_numbers(duals, [&](int k) {
      duals[k] = D(values[k]);
      for_each_of<directions>([&](int d) { duals[k].d[d] = V(number + k == first + d ? 1.0 : 0.0); });
    });
  }

  SYNAPTORCH_FN void reverse(std::int64_t t) {
    at_.read(v_.x, f_.input, t);
    for_numbers(v_.s, [&](int k) { v_.s[k] = V::of(before(t, k)); });
    for (int k = 0; k < N::states; ++k) adjoint_[k] = adjoint_[k] + at_.read(b_.grad_trace.at[k], t);
    const V seed = at_.read(b_.grad_spike, t);
    V g[padded(leaves) + 1];
    const int wanted = b_.with_params ? leaves : params;
    for (int first = 0; first < wanted; first += directions) {
      Duals r(nullptr);
      vary(r.x, v_.x, 0, first);
      vary(r.s, v_.s, states, first);
      vary(r.p, v_.p, params, first);
      vary(r.c, v_.c, coeffs, first);
      const D z = r.step(Steps::env_at(f_.constants, e_, t));
      for_each_of<directions>([&](int d) {
        V total = seed * z.d[d];
        for_numbers(r.s, [&](int k) { total = total + adjoint_[k] * r.s[k].d[d]; });
        g[first + d] = total;
      });
    }
    for (int k = 0; k < N::inputs; ++k) {
      const Operand& o = b_.grad_input.at[k];
      at_.write(o, o.time == 0 && f_.steps > 1 ? at_.read(o) + g[k] : g[k], t);
    }
    for (int k = 0; k < N::states; ++k) adjoint_[k] = g[states + k];
    for (int k = params; k < wanted; ++k) sum_[k - params] = sum_[k - params] + g[k];
  }

  /// Adds the gradient of the coefficients to that of the parameters they were made from.
  SYNAPTORCH_FN void chain_prepare() {
    for (int first = 0; first < N::params; first += directions) {
      Duals r(nullptr);
      vary(r.p, v_.p, 0, first);
      r.prepare(f_.constants.dt);
      for (int d = 0; d < directions && first + d < N::params; ++d) {
        V total = sum_[first + d];
        for_numbers(r.c, [&](int k) { total = total + sum_[N::params + k] * r.c[k].d[d]; });
        at_.write(b_.grad_param.at[first + d], total);
      }
    }
  }

  const DeviceBackward<M>& b_;
  const DeviceForward<M>& f_;
  const std::int64_t e_;
  const DeviceElement<F> at_;
  const std::int64_t count_;
  F* const before_;
  Values v_;
  V adjoint_[N::states + 1], sum_[leaves - params + 1];
};

/// Calls of a model's kernels. `Launch::run<Steps>(arguments, forward, queue)` calls Steps::run(arguments, e) for each element e of `forward`.
template <class M, class Launch> struct DeviceCalls {
  template <class F, bool Coupled> struct ForwardOf {
    SYNAPTORCH_FN static void run(const DeviceForward<M>& f, std::int64_t e) { DeviceSteps<M, F, Coupled>::forward(f, e); }
  };
  template <class F, bool Coupled> struct BackwardOf {
    SYNAPTORCH_FN static void run(const DeviceBackward<M>& b, std::int64_t e) { DeviceAdjoint<M, F, Coupled>::backward(b, e); }
  };
  template <class F, bool Coupled> static void forward(const Forward& f, const DeviceQueue& q) {
    Launch::template run<ForwardOf<F, Coupled>>(DeviceForward<M>(f, q), f.begin, f.end, q);
  }
  template <class F, bool Coupled> static void backward(const Backward& b, void* workspace, const DeviceQueue& q) {
    Launch::template run<BackwardOf<F, Coupled>>(DeviceBackward<M>(b, workspace, q), b.forward.begin, b.forward.end, q);
  }
  template <bool Coupled, class Kernels, class Adjoints> static void fill(Kernels& k, Adjoints& a) {
    k[0] = forward<float, Coupled>;
    k[1] = forward<double, Coupled>;
    if constexpr (has_adjoint<M>) {
      a[0] = backward<float, Coupled>;
      a[1] = backward<double, Coupled>;
    }
  }
};

template <class M, class Launch> DeviceKernelTable make_device_table() {
  DeviceKernelTable t{M::info.name, {}, {}, {}, {}};
  if constexpr (!has_lists<M>) {
    using Calls = DeviceCalls<M, Launch>;
    Calls::template fill<false>(t.forward, t.backward);
    if constexpr (has_conductance_port<M>) Calls::template fill<true>(t.forward_coupled, t.backward_coupled);
  }
  return t;
}

}  // namespace
}  // namespace synaptorch
