#pragma once
// What the loops of cpu_forward.h and cpu_backward.h work on, and the adjoint of one step.
#include <memory>
#include <vector>

#include "kernels/cpu_lines.h"
#include "kernels/values.h"

namespace synaptorch {
namespace {

/// Elements whose trajectory the backward pass recomputes at a time, at most. Long rows suit memory: half of it costs LIF a third.
constexpr std::int64_t kBlock = 512;
/// Distance of the rows of the scratch: a cache line more, or the states of an element would contend for the same places of the cache.
constexpr std::int64_t kRow = kBlock + 16;
/// Bytes of a trajectory that fit the L2 cache; half a block is taken where that of a block does not.
constexpr std::int64_t kTrajectory = 1 << 19;

/// How many numbers of each kind an element of a model has.
template <class M> struct NumberCounts {
  int inputs, states, params, coeffs;
  explicit NumberCounts(const std::int32_t* lengths)
      : inputs(Numbers<M, OfInput, double>(lengths).size()), states(Numbers<M, OfState, double>(lengths).size()),
        params(Numbers<M, OfParams, double>(lengths).size()), coeffs(Numbers<M, OfCoeffs, double>(lengths).size()) {}
};

/// Lines of the parameters and of the coefficients, which are given or computed for every vector.
template <class M, class F, int W> class ConstantLines {
  template <int Count> using Lines = synaptorch::Lines<F, W, has_lists<M> ? -1 : Count>;

 public:
  bool uniform = false;                       ///< the same for all elements

  void find(const Forward& f, const NumberCounts<M>& n, std::int64_t row, std::int64_t c0) {
    params_.find(f.param, n.params, row, c0);
    coeffs_.find(f.coeff, n.coeffs, row, c0);
    uniform = every(f.param, n.params, is_same) && every(f.coeff, n.coeffs, is_same);
  }
  /// Calls body(values, first column, last column) for columns [0, n): once where all are alike, else for each vector.
  template <class Values, class Body> void for_alike(const Forward& f, std::int64_t n, Body&& body) const {
    Values v(f.lengths);
    const std::int64_t alike = uniform ? n : W;
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

  Lines<Counts<M>::params> params_;
  Lines<Counts<M>::coeffs> coeffs_;
};

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
    leaves(r.p, p, tape.get(), 0);
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
      const NumberCounts<M> n(f.lengths);
      const std::int64_t states = n.states;
      if (f.steps > 1) trajectory.resize(std::size_t(f.steps * states * kRow));
      before = operands(trajectory, states, states * kRow);
      grad = rows_of(adjoint, states);
      p = rows_of(params, n.params);
      c = rows_of(coeffs, n.coeffs);
    }
   private:
    static std::vector<Operand> operands(std::vector<F>& values, std::int64_t count, std::int64_t time) {
      std::vector<Operand> o;
      for (std::int64_t k = 0; k < count; ++k) o.push_back({values.data() + k * kRow, 1, 0, time});
      return o;
    }
    static std::vector<Operand> rows_of(std::vector<F>& values, std::int64_t count) {
      values.resize(count * kRow);
      return operands(values, count, 0);
    }
  };

 private:
  /// Sweeps the tape backwards from the seeds in g.
  template <class Tape_, class Seeds> SYNAPTORCH_FN static void sweep(const Tape_& tape, Seeds& g, int leaves) {
    SYNAPTORCH_UNROLL
    for (int i = tape.size - 1; i >= leaves; --i) {
      g[tape.a[i]] = g[tape.a[i]] + g[i] * tape.da[i];
      if (tape.b[i] >= 0) g[tape.b[i]] = g[tape.b[i]] + g[i] * tape.db[i];
    }
  }
  /// Makes the numbers of an aggregate leaves of a tape, or constants.
  template <class S, class Sv, class Tape_> SYNAPTORCH_FN static void leaves(S& s, const Sv& values, Tape_* tape, int first) {
    using Element = std::remove_reference_t<decltype(s[0])>;
    for (int k = 0; k < s.size(); ++k) s[k] = tape ? Element::variable(values[k], first + k, tape) : Element::constant(values[k]);
  }
};

}  // namespace
}  // namespace synaptorch
