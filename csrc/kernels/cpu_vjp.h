#pragma once
// What the loops of cpu_forward.h and cpu_backward.h work on, and the adjoint of one step.
#include <vector>

#include "kernels/cpu_lines.h"
#include "kernels/values.h"

namespace synaptorch {
namespace {

/// Lines of the parameters and of the coefficients, which are given or computed for every vector.
template <class M, class F, int W> class ConstantLines {
  template <int Count> using Lines = synaptorch::Lines<F, W, has_lists<M> ? -1 : Count>;

 public:
  void find(const Forward& f, const NumberCounts& n, std::int64_t row, std::int64_t c0) {
    params_.find(f.param, n.params, row, c0);
    coeffs_.find(f.coeff, n.coeffs, row, c0);
    uniform_ = all_same(f.param, n.params) && all_same(f.coeff, n.coeffs);
  }
  /// Calls body(values, first column, last column) for columns [0, n): once where all are alike, else for each vector.
  template <class Values, class Body> void for_alike(const Forward& f, std::int64_t n, Body&& body) const {
    Values v(f.lengths);
    const std::int64_t alike = uniform_ ? n : W;
    for (std::int64_t c = 0; c < n; c += alike) {
      load(f, v, c);
      body(v, c, c + alike);
    }
  }

 private:
  template <class Values> __attribute__((noinline)) void load(const Forward& f, Values& v, std::int64_t c) const {
    params_.load(v.p, c);
    if (f.coeff) coeffs_.load(v.c, c);
    else v.prepare(f.constants.dt);
  }

  bool uniform_ = false;                      ///< the same for all elements
  Lines<Counts<M>::params> params_;
  Lines<Counts<M>::coeffs> coeffs_;
};

/// Calls body(i) for i in [0, n); unrolled where tapes live in registers.
template <bool Unrolled, class Body> SYNAPTORCH_FN void repeat(int n, Body&& body) {
  if constexpr (Unrolled) {
    SYNAPTORCH_UNROLL
    for (int i = 0; i < n; ++i) body(i);
  } else {
    for (int i = 0; i < n; ++i) body(i);
  }
}
/// Sweeps the tape backwards from the seeds in g.
template <bool Unrolled, class Tape, class Seeds> SYNAPTORCH_FN void sweep(const Tape& tape, Seeds& g, int leaves) {
  repeat<Unrolled>(tape.size - leaves, [&](int k) SYNAPTORCH_LAMBDA {
    const int i = tape.size - 1 - k;
    g[tape.a[i]] = g[tape.a[i]] + g[i] * tape.da[i];
    if (tape.b[i] >= 0) g[tape.b[i]] = g[tape.b[i]] + g[i] * tape.db[i];
  });
}
/// Makes the numbers of an aggregate leaves of a tape, or constants.
template <class S, class Sv, class Tape> SYNAPTORCH_FN void leaves(S& s, const Sv& values, Tape* tape, int first) {
  using Element = std::remove_reference_t<decltype(s[0])>;
  for_numbers(s, [&](int k) SYNAPTORCH_LAMBDA { s[k] = tape ? Element::variable(values[k], first + k, tape) : Element::constant(values[k]); });
}

template <class M, class F, int W, bool Coupled> struct Vjp {
  using V = Vec<F, W>;
  using R = Rev<V, tape_capacity<M>>;
  using Tape = typename R::Tape;
  using Adjoints = typename Tape::Adjoints;
  using Values = synaptorch::Values<M, V>;
  /// What a loop works on: numbers of its own, which the compiler can keep in registers, except for lists.
  using OwnValues = std::conditional_t<has_lists<M>, Values&, Values>;
  using State = Numbers<M, OfState, V>;
  using Input = Numbers<M, OfInput, V>;
  using Params = Numbers<M, OfParams, V>;
  using Coeffs = Numbers<M, OfCoeffs, V>;

  static Env<Coupled> env_at(const Constants& k, std::int64_t element, std::int64_t step) {
    return {double(F(k.dt)), k, LaneDraws{k.key, k.first_element + element, k.first_step + step}};
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
  SYNAPTORCH_FN static void step(const Forward& f, const Values& v, const V& gz, Gradients& g, std::int64_t element, std::int64_t t) {
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
    repeat<has_short_steps<M>>(size, [&](int i) SYNAPTORCH_LAMBDA { a[i] = V(0.0); });
    if (z.id >= 0) a[z.id] = a[z.id] + gz;
    for_numbers(r.s, [&](int k) SYNAPTORCH_LAMBDA {
      if (const int id = r.s[k].id; id >= 0) a[id] = a[id] + g.s[k];
    });
    sweep<has_short_steps<M>>(tape, a, n_leaves);
    for_numbers(g.x, [&](int k) SYNAPTORCH_LAMBDA { g.x[k] = a[k]; });
    for_numbers(g.s, [&](int k) SYNAPTORCH_LAMBDA { g.s[k] = a[state + k]; });
    if constexpr (WithParams) {
      for_numbers(g.p, [&](int k) SYNAPTORCH_LAMBDA { g.p[k] = g.p[k] + a[params + k]; });
      for_numbers(g.c, [&](int k) SYNAPTORCH_LAMBDA { g.c[k] = g.c[k] + a[coeffs + k]; });
    }
  }
};

/// RowKernel::chain_prepare of a model. It runs once a call, so one in double does for both types.
template <class M, int W> void chain_prepare(const Forward& f, const double* params, const double* grad_coeffs, double* grad_params) {
  using V = Vec<double, W>;
  using P = Rev<V, prepare_capacity<M>>;
  std::vector<typename P::Tape> tapes(1);   // too large for the stack
  auto& tape = tapes.front();
  Values<M, P> r(f.lengths);
  const int n = r.p.size();
  tape.start(n);
  for (int k = 0; k < n; ++k) r.p[k] = P::variable(V::load(params + k * W), k, &tape);
  r.prepare(f.constants.dt);
  std::vector<V> g(tape.size, V(0.0));
  for (int k = 0; k < r.c.size(); ++k)
    if (const int id = r.c[k].id; id >= 0) g[id] = g[id] + V::load(grad_coeffs + k * W);
  sweep<false>(tape, g, n);
  for (int k = 0; k < n; ++k) (V::load(grad_params + k * W) + g[k]).store(grad_params + k * W);
}

}  // namespace
}  // namespace synaptorch
