#pragma once
// The only CPU loop of the library: runs any model over blocks of elements, forward and backward.
// Compiled once per model and instruction set; everything is inlined into an anonymous namespace so
// that translation units of different instruction sets never share code.
#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "kernels/cpu_dense.h"

namespace synaptorch {
namespace {

/// Elements whose trajectory the backward pass recomputes at a time; fits the L2 cache.
constexpr std::int64_t kBlock = 256;

template <class M, class F, int W, bool Coupled> struct Driver {
  using V = Vec<F, W>;
  using R = Rev<V, tape_capacity<M>>;
  using Tape = typename R::Tape;
  using A = Access<F, W>;
  using N = Counts<M>;
  template <class T> using State = typename M::template State<T>;
  template <class T> using Input = typename M::template Input<T>;
  template <class T> using Params = typename M::template Params<T>;
  template <class T> using Coeffs = typename M::template Coeffs<T>;

  static Env<Coupled> env_at(const Constants& k, std::int64_t element, std::int64_t step) {
    return {double(F(k.dt)), k, LaneDraws{k.key, k.first_element + element, k.first_step + step}};
  }
  template <class S, int K> SYNAPTORCH_FN static void load_all(S& s, const Operand* o, std::int64_t row, std::int64_t col, std::int64_t t, int n) {
    for (int k = 0; k < K; ++k) member<V>(s, k) = A::load(o[k], row, col, t, n);
  }
  /// Coefficients as given, or computed from the parameters of these lanes.
  SYNAPTORCH_FN static Coeffs<V> coefficients(const Forward& f, const Params<V>& p, std::int64_t row, std::int64_t col, int n) {
    if (!f.coeff) return M::prepare(p, f.constants.dt);
    Coeffs<V> c;
    load_all<Coeffs<V>, N::coeffs>(c, f.coeff, row, col, 0, n);
    return c;
  }

  /// Calls body(row, first column, last column, flat index of the first) for each row piece of [begin, end).
  template <class B> static void for_rows(const Forward& f, std::int64_t limit, B&& body) {
    for (std::int64_t e = f.begin; e < f.end;) {
      const std::int64_t row = e / f.columns, col = e % f.columns;
      const std::int64_t length = std::min({f.end - e, f.columns - col, limit});
      body(row, col, col + length, e);
      e += length;
    }
  }

  /// Steps [t0, t1) of the lanes at `col`; `from` holds the state before t0.
  SYNAPTORCH_FN static void advance(const Forward& f, const Operand* from, std::int64_t row, std::int64_t col, int n, std::int64_t element,
                                    std::int64_t t0, std::int64_t t1) {
    Params<V> p; State<V> s;
    load_all<Params<V>, N::params>(p, f.param, row, col, 0, n);
    load_all<State<V>, N::states>(s, from, row, col, 0, n);
    const Coeffs<V> c = coefficients(f, p, row, col, n);
    for (std::int64_t t = t0; t < t1; ++t) {
      Input<V> x;
      load_all<Input<V>, N::inputs>(x, f.input, row, col, t, n);
      const V z = M::step(s, x, p, c, env_at(f.constants, element, t));
      A::store(f.spike, row, col, t, n, z);
      if (f.spikes) push_spikes(*f.spikes, z, element, t, n);
      if (f.trace) for (int k = 0; k < N::states; ++k) A::store(f.trace[k], row, col, t, n, member<V>(s, k));
    }
    V bad(0.0);
    for (int k = 0; k < N::states; ++k) { A::store(f.state_out[k], row, col, 0, n, member<V>(s, k)); bad = bad + member<V>(s, k) * V(0.0); }
    if (f.failure) report<F, W>(*f.failure, bad, element, t1, n);
  }

  static void forward(const Forward& f) {
    using Fast = Dense<M, F, W, Coupled>;
    std::optional<Fast> fast;
    if (Fast::fits(f)) fast.emplace(f);
    for_rows(f, 4 * kBlock, [&](std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
      std::int64_t begin = c0;
      if (fast) {
        begin += (c1 - c0) / W * W;
        fast->run(row, c0, begin, e0);
      }
      for (std::int64_t t0 = 0; t0 < f.steps; t0 += kChunk)
        for (std::int64_t c = begin; c < c1; c += W)
          advance(f, t0 == 0 ? f.state : f.state_out, row, c, int(std::min<std::int64_t>(W, c1 - c)), e0 + c - c0, t0, std::min(f.steps, t0 + kChunk));
    });
  }

  // ---- adjoint ------------------------------------------------------------------------------
  /// Sweeps the tape backwards from the seeds in g.
  SYNAPTORCH_FN static void sweep(const Tape& tape, V* g, int leaves) {
    SYNAPTORCH_UNROLL
    for (int i = tape.size - 1; i >= leaves; --i) {
      g[tape.a[i]] = g[tape.a[i]] + g[i] * tape.da[i];
      if (tape.b[i] >= 0) g[tape.b[i]] = g[tape.b[i]] + g[i] * tape.db[i];
    }
  }
  template <class S, class Sv, int K> SYNAPTORCH_FN static void leaves(S& s, const Sv& values, Tape* tape, int first) {
    for (int k = 0; k < K; ++k)
      member<R>(s, k) = tape ? R::variable(member<V>(values, k), first + k, tape) : R::constant(member<V>(values, k));
  }
  static constexpr int kPC = N::params + N::coeffs, kXS = N::inputs + N::states;

  /// One step's vector-Jacobian product. gs: in, gradient of the state after; out, of the state before.
  template <bool WithParams>
  SYNAPTORCH_FN static void vjp(const Forward& f, const State<V>& s0, const Input<V>& x0, const Params<V>& p0, const Coeffs<V>& c0,
                                const V& gz, State<V>& gs, Input<V>& gx, V* gpc, std::int64_t element, std::int64_t t) {
    Tape tape;
    constexpr int n_leaves = kXS + (WithParams ? kPC : 0);
    Input<R> x; State<R> s; Params<R> p; Coeffs<R> c;
    leaves<Input<R>, Input<V>, N::inputs>(x, x0, &tape, 0);
    leaves<State<R>, State<V>, N::states>(s, s0, &tape, N::inputs);
    leaves<Params<R>, Params<V>, N::params>(p, p0, WithParams ? &tape : nullptr, kXS);
    leaves<Coeffs<R>, Coeffs<V>, N::coeffs>(c, c0, WithParams ? &tape : nullptr, kXS + N::params);
    tape.size = n_leaves;
    const R z = M::step(s, x, p, c, env_at(f.constants, element, t));
    V g[Tape::capacity];
    const int size = tape.size;
    SYNAPTORCH_UNROLL
    for (int i = 0; i < size; ++i) g[i] = V(0.0);
    if (z.id >= 0) g[z.id] = g[z.id] + gz;
    for (int k = 0; k < N::states; ++k)
      if (const int id = member<R>(s, k).id; id >= 0) g[id] = g[id] + member<V>(gs, k);
    sweep(tape, g, n_leaves);
    for (int k = 0; k < N::inputs; ++k) member<V>(gx, k) = g[k];
    for (int k = 0; k < N::states; ++k) member<V>(gs, k) = g[N::inputs + k];
    if constexpr (WithParams) for (int k = 0; k < kPC; ++k) gpc[k] = gpc[k] + g[kXS + k];
  }

  /// Adds the gradient of the coefficients to that of the parameters they were made from.
  static void chain_prepare(const Params<V>& p0, double dt, V* gpc) {
    if constexpr (N::coeffs > 0) {
      Tape tape;
      Params<R> p;
      leaves<Params<R>, Params<V>, N::params>(p, p0, &tape, 0);
      tape.size = N::params;
      const Coeffs<R> c = M::prepare(p, dt);
      std::vector<V> g(tape.size, V(0.0));
      for (int k = 0; k < N::coeffs; ++k)
        if (const int id = member<R>(c, k).id; id >= 0) g[id] = g[id] + gpc[N::params + k];
      sweep(tape, g.data(), N::params);
      for (int k = 0; k < N::params; ++k) gpc[k] = gpc[k] + g[k];
    }
  }

  /// Working memory of one block: the recomputed trajectory, the running adjoint and parameter gradients.
  struct Scratch {
    std::vector<F> trajectory, adjoint, gpc;
    Operand before[N::states + 1], grad[N::states + 1], pc[kPC + 1];
    explicit Scratch(std::int64_t steps)
        : trajectory(std::size_t(steps) * N::states * kBlock), adjoint(std::size_t(N::states) * kBlock), gpc(std::size_t(kPC) * kBlock) {
      for (int k = 0; k < N::states; ++k) {
        before[k] = {trajectory.data() + k * kBlock, 1, 0, std::int64_t(N::states) * kBlock};
        grad[k] = {adjoint.data() + k * kBlock, 1, 0, 0};
      }
      for (int k = 0; k < kPC; ++k) pc[k] = {gpc.data() + k * kBlock, 1, 0, 0};
    }
  };

  /// Fills scratch.before with the states before each step of a block that starts at column c0.
  static void recompute(const Forward& f, Scratch& w, std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
    for (std::int64_t c = c0; c < c1; c += W) {
      const int n = int(std::min<std::int64_t>(W, c1 - c));
      Params<V> p; State<V> s;
      load_all<Params<V>, N::params>(p, f.param, row, c, 0, n);
      load_all<State<V>, N::states>(s, f.state, row, c, 0, n);
      const Coeffs<V> k = coefficients(f, p, row, c, n);
      for (std::int64_t t = 0;; ++t) {
        for (int m = 0; m < N::states; ++m) A::store(w.before[m], 0, c - c0, t, W, member<V>(s, m));
        if (t + 1 == f.steps) break;
        Input<V> x;
        load_all<Input<V>, N::inputs>(x, f.input, row, c, t, n);
        M::step(s, x, p, k, env_at(f.constants, e0 + c - c0, t));
      }
    }
  }

  template <bool WithParams>
  SYNAPTORCH_FN static void reverse(const Backward& b, Scratch& w, std::int64_t row, std::int64_t c, std::int64_t c0, int n, std::int64_t element,
                                    std::int64_t t0, std::int64_t t1) {
    const Forward& f = b.forward;
    Params<V> p; State<V> gs;
    load_all<Params<V>, N::params>(p, f.param, row, c, 0, n);
    load_all<State<V>, N::states>(gs, w.grad, 0, c - c0, 0, W);
    const Coeffs<V> k = coefficients(f, p, row, c, n);
    V gpc[kPC + 1];
    for (int m = 0; m < kPC; ++m) gpc[m] = WithParams ? A::load(w.pc[m], 0, c - c0, 0, W) : V(0.0);
    for (std::int64_t t = t1 - 1; t >= t0; --t) {
      State<V> s; Input<V> x, gx;
      load_all<State<V>, N::states>(s, w.before, 0, c - c0, t, W);
      load_all<Input<V>, N::inputs>(x, f.input, row, c, t, n);
      const V gz = A::load(b.grad_spike, row, c, t, n);
      if (b.grad_trace) for (int m = 0; m < N::states; ++m) member<V>(gs, m) = member<V>(gs, m) + A::load(b.grad_trace[m], row, c, t, n);
      vjp<WithParams>(f, s, x, p, k, gz, gs, gx, gpc, element, t);
      if (b.grad_input) for (int m = 0; m < N::inputs; ++m) add_input(b.grad_input[m], f.steps, row, c, t, n, member<V>(gx, m));
    }
    for (int m = 0; m < N::states; ++m) A::store(w.grad[m], 0, c - c0, 0, W, member<V>(gs, m));
    if constexpr (WithParams) for (int m = 0; m < kPC; ++m) A::store(w.pc[m], 0, c - c0, 0, W, gpc[m]);
  }
  /// An input that is constant over time collects the gradients of all steps (the caller clears it).
  SYNAPTORCH_FN static void add_input(const Operand& o, std::int64_t steps, std::int64_t row, std::int64_t c, std::int64_t t, int n, const V& g) {
    if (!o.data) return;
    A::store(o, row, c, t, n, o.time == 0 && steps > 1 ? A::load(o, row, c, t, n) + g : g);
  }

  /// Hands the parameter gradients of a finished block over: summed, or per element.
  static void finish_params(const Backward& b, Scratch& w, std::int64_t row, std::int64_t c0, std::int64_t c1) {
    if (b.grad_param_sum) {
      for (int m = 0; m < kPC; ++m) {
        double sum = 0.0;
        for (std::int64_t c = 0; c < c1 - c0; ++c) sum += double(w.gpc[m * kBlock + c]);
        (m < N::params ? b.grad_param_sum[m] : b.grad_coeff_sum[m - N::params]) += sum;
      }
      return;
    }
    for (std::int64_t c = c0; c < c1; c += W) {
      const int n = int(std::min<std::int64_t>(W, c1 - c));
      Params<V> p; V g[kPC + 1];
      load_all<Params<V>, N::params>(p, b.forward.param, row, c, 0, n);
      for (int m = 0; m < kPC; ++m) g[m] = A::load(w.pc[m], 0, c - c0, 0, W);
      chain_prepare(p, b.forward.constants.dt, g);
      for (int m = 0; m < N::params; ++m) A::store(b.grad_param[m], row, c, 0, n, g[m]);
    }
  }

  template <bool WithParams> static void backward_block(const Backward& b, Scratch& w, std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
    const Forward& f = b.forward;
    recompute(f, w, row, c0, c1, e0);
    std::fill(w.gpc.begin(), w.gpc.end(), F(0));
    for (std::int64_t c = c0; c < c1; c += W)
      for (int k = 0; k < N::states; ++k)
        A::store(w.grad[k], 0, c - c0, 0, W, b.grad_state_out ? A::load(b.grad_state_out[k], row, c, 0, int(std::min<std::int64_t>(W, c1 - c))) : V(0.0));
    for (std::int64_t t1 = f.steps; t1 > 0; t1 -= std::min(t1, kChunk))
      for (std::int64_t c = c0; c < c1; c += W)
        reverse<WithParams>(b, w, row, c, c0, int(std::min<std::int64_t>(W, c1 - c)), e0 + c - c0, std::max<std::int64_t>(0, t1 - kChunk), t1);
    if (b.grad_state)
      for (std::int64_t c = c0; c < c1; c += W)
        for (int k = 0; k < N::states; ++k) A::store(b.grad_state[k], row, c, 0, int(std::min<std::int64_t>(W, c1 - c)), A::load(w.grad[k], 0, c - c0, 0, W));
    if constexpr (WithParams) finish_params(b, w, row, c0, c1);
  }

  static void backward(const Backward& b) {
    Scratch w(b.forward.steps);
    const bool with_params = b.grad_param_sum || b.grad_param;
    for_rows(b.forward, kBlock, [&](std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
      with_params ? backward_block<true>(b, w, row, c0, c1, e0) : backward_block<false>(b, w, row, c0, c1, e0);
    });
  }
};

template <class M> KernelTable make_kernel_table() {
  constexpr int f = SYNAPTORCH_VECTOR_BYTES / sizeof(float), d = SYNAPTORCH_VECTOR_BYTES / sizeof(double);
  KernelTable t{M::info.name, {Driver<M, float, f, false>::forward, Driver<M, double, d, false>::forward}, {}, {}, {}};
  if constexpr (has_adjoint<M>) {
    t.backward[0] = Driver<M, float, f, false>::backward;
    t.backward[1] = Driver<M, double, d, false>::backward;
  }
  if constexpr (has_conductance_port<M>) {
    t.forward_coupled[0] = Driver<M, float, f, true>::forward;
    t.forward_coupled[1] = Driver<M, double, d, true>::forward;
    if constexpr (has_adjoint<M>) {
      t.backward_coupled[0] = Driver<M, float, f, true>::backward;
      t.backward_coupled[1] = Driver<M, double, d, true>::backward;
    }
  }
  return t;
}

}  // namespace
}  // namespace synaptorch
