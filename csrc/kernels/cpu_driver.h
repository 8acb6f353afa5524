#pragma once
// The only CPU loop of the library: runs any model over blocks of elements, forward and backward.
// Compiled once per model and instruction set, in an anonymous namespace. What files share beyond that the linker takes from the first,
// which has the least capable instruction set (Models.cmake).
#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include "kernels/cpu_dense.h"
#include "kernels/values.h"

namespace synaptorch {
namespace {

/// Elements whose trajectory the backward pass recomputes at a time; fits the L2 cache.
constexpr std::int64_t kBlock = 256;

template <class M, class F, int W, bool Coupled> struct Driver {
  using V = Vec<F, W>;
  using R = Rev<V, tape_capacity<M>>;
  using Tape = typename R::Tape;
  using A = Access<F, W>;
  using Values = synaptorch::Values<M, V>;
  using State = Numbers<M, OfState, V>;
  using Input = Numbers<M, OfInput, V>;
  using Params = Numbers<M, OfParams, V>;
  using Coeffs = Numbers<M, OfCoeffs, V>;

  static Env<Coupled> env_at(const Constants& k, std::int64_t element, std::int64_t step) {
    return {double(F(k.dt)), k, LaneDraws{k.key, k.first_element + element, k.first_step + step}};
  }
  template <class S> SYNAPTORCH_FN static void load_all(S& s, const Operand* o, std::int64_t row, std::int64_t col, std::int64_t t, int n) {
    for (int k = 0; k < s.size(); ++k) s[k] = A::load(o[k], row, col, t, n);
  }
  /// Parameters and coefficients of these lanes; the latter as given, or computed.
  SYNAPTORCH_FN static void load_constants(const Forward& f, Values& v, std::int64_t row, std::int64_t col, int n) {
    load_all(v.p, f.param, row, col, 0, n);
    if (f.coeff) load_all(v.c, f.coeff, row, col, 0, n);
    else v.prepare(f.constants.dt);
  }

  /// Adds the spikes of a step that arrive one by one, each at the input of an element of the last list.
  static void add_arriving(const Forward& f, Input& x, std::int64_t element, std::int64_t t, int n) {
    const int first = x.size() - f.lengths[connection_list<M>];
    const ArrivingSpike* s = std::lower_bound(f.arriving, f.arriving_end, element, [](const ArrivingSpike& a, std::int64_t neuron) { return a.neuron < neuron; });
    for (; s != f.arriving_end && s->neuron < element + n; ++s) {
      if (s->step != f.constants.first_step + t) continue;
      const int lane = int(s->neuron - element);
      V& to = x[first + s->receptor];
      to.set(lane, to.lane(lane) + F(s->weight * s->multiplicity));
    }
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
  SYNAPTORCH_FN static void advance(const Forward& f, Values& v, const Operand* from, std::int64_t row, std::int64_t col, int n, std::int64_t element,
                                    std::int64_t t0, std::int64_t t1, bool has_constants) {
    if (!has_constants) load_constants(f, v, row, col, n);
    load_all(v.s, from, row, col, 0, n);
    for (std::int64_t t = t0; t < t1; ++t) {
      load_all(v.x, f.input, row, col, t, n);
      if constexpr (connection_list<M> >= 0) add_arriving(f, v.x, element, t, n);
      const V z = v.step(env_at(f.constants, element, t));
      A::store(f.spike, row, col, t, n, z);
      if (f.spikes) push_spikes(*f.spikes, z, element, t, n);
      if (f.trace) for (int k = 0; k < v.s.size(); ++k) A::store(f.trace[k], row, col, t, n, v.s[k]);
    }
    V bad(0.0);
    for (int k = 0; k < v.s.size(); ++k) { A::store(f.state_out[k], row, col, 0, n, v.s[k]); bad = bad + v.s[k] * V(0.0); }
    if (f.failure) report<F, W>(*f.failure, bad, element, t1, n);
  }

  static void forward(const Forward& f) {
    using Fast = Dense<M, F, W, Coupled>;
    std::optional<Fast> fast;
    if (Fast::fits(f)) fast.emplace(f);
    Values v(f.lengths);
    constexpr std::int64_t chunk = has_short_steps<M> ? kChunk : 8 * kChunk;   // long steps keep the processor busy without their neighbours
    const bool alike = same_constants(f, v.p.size(), v.c.size());
    if (alike) load_constants(f, v, 0, 0, 1);
    for_rows(f, 4 * kBlock, [&](std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
      std::int64_t begin = c0;
      if (fast) {
        begin += (c1 - c0) / W * W;
        fast->run(row, c0, begin, e0);
      }
      for (std::int64_t t0 = 0; t0 < f.steps; t0 += chunk)
        for (std::int64_t c = begin; c < c1; c += W)
          advance(f, v, t0 == 0 ? f.state : f.state_out, row, c, int(std::min<std::int64_t>(W, c1 - c)), e0 + c - c0, t0, std::min(f.steps, t0 + chunk), alike);
    });
  }

  // ---- adjoint ------------------------------------------------------------------------------
  using Adjoints = typename Tape::Adjoints;
  /// Sweeps the tape backwards from the seeds in g.
  template <class Tape, class Adjoints> SYNAPTORCH_FN static void sweep(const Tape& tape, Adjoints& g, int leaves) {
    SYNAPTORCH_UNROLL
    for (int i = tape.size - 1; i >= leaves; --i) {
      g[tape.a[i]] = g[tape.a[i]] + g[i] * tape.da[i];
      if (tape.b[i] >= 0) g[tape.b[i]] = g[tape.b[i]] + g[i] * tape.db[i];
    }
  }
  template <class S, class Sv> SYNAPTORCH_FN static void leaves(S& s, const Sv& values, Tape* tape, int first) {
    for (int k = 0; k < s.size(); ++k) s[k] = tape ? R::variable(values[k], first + k, tape) : R::constant(values[k]);
  }
  /// The gradients that one vector collects over time.
  struct Gradients {
    State s;
    Input x;
    Params p;
    Coeffs c;
    SYNAPTORCH_FN explicit Gradients(const std::int32_t* lengths) : s(lengths), x(lengths), p(lengths), c(lengths) {}
  };

  /// One step's vector-Jacobian product. g.s: in, gradient of the state after; out, of the state before.
  template <bool WithParams>
  SYNAPTORCH_FN static void vjp(const Forward& f, const Values& v, const V& gz, Gradients& g, std::int64_t element, std::int64_t t) {
    Tape tape;
    synaptorch::Values<M, R> r(f.lengths);
    const int state = v.x.size(), params = state + v.s.size(), coeffs = params + v.p.size();
    const int n_leaves = WithParams ? coeffs + v.c.size() : params;
    tape.start(n_leaves);
    leaves(r.x, v.x, &tape, 0);
    leaves(r.s, v.s, &tape, state);
    leaves(r.p, v.p, WithParams ? &tape : nullptr, params);
    leaves(r.c, v.c, WithParams ? &tape : nullptr, coeffs);
    const R z = r.step(env_at(f.constants, element, t));
    const int size = tape.size;
    Adjoints a(size);
    SYNAPTORCH_UNROLL
    for (int i = 0; i < size; ++i) a[i] = V(0.0);
    if (z.id >= 0) a[z.id] = a[z.id] + gz;
    for (int k = 0; k < r.s.size(); ++k)
      if (const int id = r.s[k].id; id >= 0) a[id] = a[id] + g.s[k];
    sweep(tape, a, n_leaves);
    for (int k = 0; k < g.x.size(); ++k) g.x[k] = a[k];
    for (int k = 0; k < g.s.size(); ++k) g.s[k] = a[state + k];
    if constexpr (WithParams) {
      for (int k = 0; k < g.p.size(); ++k) g.p[k] = g.p[k] + a[params + k];
      for (int k = 0; k < g.c.size(); ++k) g.c[k] = g.c[k] + a[coeffs + k];
    }
  }

  /// Adds the gradient of the coefficients to that of the parameters they were made from.
  static void chain_prepare(const Forward& f, const Params& p, const Coeffs& gc, Params& gp) {
    if (gc.size() == 0) return;
    using P = Rev<V, prepare_capacity<M>>;
    const auto tape = std::make_unique<typename P::Tape>();
    synaptorch::Values<M, P> r(f.lengths);
    tape->start(p.size());
    for (int k = 0; k < p.size(); ++k) r.p[k] = P::variable(p[k], k, tape.get());
    r.prepare(f.constants.dt);
    std::vector<V> g(tape->size, V(0.0));
    for (int k = 0; k < gc.size(); ++k)
      if (const int id = r.c[k].id; id >= 0) g[id] = g[id] + gc[k];
    sweep(*tape, g, p.size());
    for (int k = 0; k < p.size(); ++k) gp[k] = gp[k] + g[k];
  }

  /// Working memory of one block: the recomputed trajectory, the running adjoint and parameter gradients.
  struct Scratch {
    std::vector<F> trajectory, adjoint, params, coeffs;
    std::vector<Operand> before, grad, p, c;
    explicit Scratch(const Forward& f) {
      const std::int64_t states = State(f.lengths).size();
      trajectory.resize(std::size_t(f.steps * states * kBlock));
      before = operands(trajectory, states, states * kBlock);
      grad = rows_of(adjoint, states);
      p = rows_of(params, Params(f.lengths).size());
      c = rows_of(coeffs, Coeffs(f.lengths).size());
    }
   private:
    static std::vector<Operand> operands(std::vector<F>& values, std::int64_t count, std::int64_t time) {
      std::vector<Operand> o;
      for (std::int64_t k = 0; k < count; ++k) o.push_back({values.data() + k * kBlock, 1, 0, time});
      return o;
    }
    static std::vector<Operand> rows_of(std::vector<F>& values, std::int64_t count) {
      values.resize(count * kBlock);
      return operands(values, count, 0);
    }
  };

  /// Fills scratch.before with the states before each step of a block that starts at column c0.
  static void recompute(const Forward& f, Scratch& w, std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
    Values v(f.lengths);
    for (std::int64_t c = c0; c < c1; c += W) {
      const int n = int(std::min<std::int64_t>(W, c1 - c));
      load_constants(f, v, row, c, n);
      load_all(v.s, f.state, row, c, 0, n);
      for (std::int64_t t = 0;; ++t) {
        for (int m = 0; m < v.s.size(); ++m) A::store(w.before[m], 0, c - c0, t, W, v.s[m]);
        if (t + 1 == f.steps) break;
        load_all(v.x, f.input, row, c, t, n);
        v.step(env_at(f.constants, e0 + c - c0, t));
      }
    }
  }

  template <bool WithParams>
  SYNAPTORCH_FN static void reverse(const Backward& b, Scratch& w, std::int64_t row, std::int64_t c, std::int64_t c0, int n, std::int64_t element,
                                    std::int64_t t0, std::int64_t t1) {
    const Forward& f = b.forward;
    Values v(f.lengths);
    Gradients g(f.lengths);
    load_constants(f, v, row, c, n);
    load_all(g.s, w.grad.data(), 0, c - c0, 0, W);
    if constexpr (WithParams) {
      load_all(g.p, w.p.data(), 0, c - c0, 0, W);
      load_all(g.c, w.c.data(), 0, c - c0, 0, W);
    }
    for (std::int64_t t = t1 - 1; t >= t0; --t) {
      load_all(v.s, w.before.data(), 0, c - c0, t, W);
      load_all(v.x, f.input, row, c, t, n);
      const V gz = A::load(b.grad_spike, row, c, t, n);
      if (b.grad_trace) for (int m = 0; m < g.s.size(); ++m) g.s[m] = g.s[m] + A::load(b.grad_trace[m], row, c, t, n);
      vjp<WithParams>(f, v, gz, g, element, t);
      if (b.grad_input) for (int m = 0; m < g.x.size(); ++m) add_input(b.grad_input[m], f.steps, row, c, t, n, g.x[m]);
    }
    store_all(w.grad.data(), c - c0, g.s);
    if constexpr (WithParams) {
      store_all(w.p.data(), c - c0, g.p);
      store_all(w.c.data(), c - c0, g.c);
    }
  }
  /// Where the tape lives in registers: a call that is left (of a lambda in a model, say) would move all of it to memory. With conductances
  /// LIF took three times as long.
  template <bool WithParams, class... A> SYNAPTORCH_FLAT static void reverse_flat(A&&... a) { reverse<WithParams>(a...); }
  template <class S> SYNAPTORCH_FN static void store_all(const Operand* o, std::int64_t col, const S& s) {
    for (int k = 0; k < s.size(); ++k) A::store(o[k], 0, col, 0, W, s[k]);
  }
  /// An input that is constant over time collects the gradients of all steps (the caller clears it).
  SYNAPTORCH_FN static void add_input(const Operand& o, std::int64_t steps, std::int64_t row, std::int64_t c, std::int64_t t, int n, const V& g) {
    if (!o.data) return;
    A::store(o, row, c, t, n, o.time == 0 && steps > 1 ? A::load(o, row, c, t, n) + g : g);
  }

  /// Adds up the rows of a block.
  static void add_sums(const std::vector<F>& values, std::int64_t count, std::int64_t width, double* sums) {
    for (std::int64_t m = 0; m < count; ++m) {
      double sum = 0.0;
      for (std::int64_t c = 0; c < width; ++c) sum += double(values[m * kBlock + c]);
      sums[m] += sum;
    }
  }
  /// Hands the parameter gradients of a finished block over: summed, or per element.
  static void finish_params(const Backward& b, Scratch& w, std::int64_t row, std::int64_t c0, std::int64_t c1) {
    Params p(b.forward.lengths), gp(b.forward.lengths);
    Coeffs gc(b.forward.lengths);
    if (b.grad_param_sum) {
      add_sums(w.params, p.size(), c1 - c0, b.grad_param_sum);
      add_sums(w.coeffs, gc.size(), c1 - c0, b.grad_coeff_sum);
      return;
    }
    for (std::int64_t c = c0; c < c1; c += W) {
      const int n = int(std::min<std::int64_t>(W, c1 - c));
      load_all(p, b.forward.param, row, c, 0, n);
      load_all(gp, w.p.data(), 0, c - c0, 0, W);
      load_all(gc, w.c.data(), 0, c - c0, 0, W);
      chain_prepare(b.forward, p, gc, gp);
      for (int m = 0; m < p.size(); ++m) A::store(b.grad_param[m], row, c, 0, n, gp[m]);
    }
  }

  template <bool WithParams> static void backward_block(const Backward& b, Scratch& w, std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
    const Forward& f = b.forward;
    recompute(f, w, row, c0, c1, e0);
    std::fill(w.params.begin(), w.params.end(), F(0));
    std::fill(w.coeffs.begin(), w.coeffs.end(), F(0));
    const int states = int(w.grad.size());
    const auto lanes = [c1](std::int64_t c) { return int(std::min<std::int64_t>(W, c1 - c)); };
    for (std::int64_t c = c0; c < c1; c += W)
      for (int k = 0; k < states; ++k)
        A::store(w.grad[k], 0, c - c0, 0, W, b.grad_state_out ? A::load(b.grad_state_out[k], row, c, 0, lanes(c)) : V(0.0));
    for (std::int64_t t1 = f.steps; t1 > 0; t1 -= std::min(t1, kChunk)) {
      const std::int64_t from = std::max<std::int64_t>(0, t1 - kChunk);
      for (std::int64_t c = c0; c < c1; c += W)
        if constexpr (has_short_steps<M>) reverse_flat<WithParams>(b, w, row, c, c0, lanes(c), e0 + c - c0, from, t1);
        else reverse<WithParams>(b, w, row, c, c0, lanes(c), e0 + c - c0, from, t1);
    }
    if (b.grad_state)
      for (std::int64_t c = c0; c < c1; c += W)
        for (int k = 0; k < states; ++k) A::store(b.grad_state[k], row, c, 0, lanes(c), A::load(w.grad[k], 0, c - c0, 0, W));
    if constexpr (WithParams) finish_params(b, w, row, c0, c1);
  }

  static void backward(const Backward& b) {
    Scratch w(b.forward);
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
