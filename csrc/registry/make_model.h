#pragma once
// Turns a model header into its run-time view, and evaluates its step on tensors.
#include <cctype>
#include <memory>
#include <vector>

#include "kernels/model_traits.h"
#include "registry/registry.h"
#include "synaptorch/network/precise_driver.h"
#include "synaptorch/core/env.h"

namespace synaptorch {
namespace {

using Number = Vec<double, 1>;   // once-per-call scalar arithmetic

/// Draws for whole tensors: the numbers the kernels draw element by element.
struct TensorDraws {
  std::uint64_t key;
  std::int64_t first, step;
  TensorScalar uniform(const TensorScalar& like, int draw) const { return philox_uniform_like(like, key, first, step, draw); }
  template <int C> Rev<TensorScalar, C> uniform(const Rev<TensorScalar, C>& like, int draw) const {
    return Rev<TensorScalar, C>::constant(uniform(like.v, draw));
  }
  static bool needed(const TensorMask&) { return true; }   // asking would wait for the device
};

template <class M> struct Evaluation {
  using N = Counts<M>;
  template <class T> using State = typename M::template State<T>;
  template <class T> using Input = typename M::template Input<T>;
  template <class T> using Params = typename M::template Params<T>;
  template <class T> using Coeffs = typename M::template Coeffs<T>;

  template <class T, bool Coupled> static T step(const T* in, State<T>& s, const Constants& k) {
    Input<T> x; Params<T> p;
    for (int i = 0; i < N::inputs; ++i) member<T>(x, i) = in[i];
    for (int i = 0; i < N::states; ++i) member<T>(s, i) = in[N::inputs + i];
    for (int i = 0; i < N::params; ++i) member<T>(p, i) = in[N::inputs + N::states + i];
    const Coeffs<T> c = M::prepare(p, k.dt);
    const Env<Coupled, TensorDraws> env{k.dt, k, {k.key, k.first_element, k.first_step}};
    return M::step(s, x, p, c, env);
  }
  template <bool Coupled> static void forward_as(const TensorScalar* in, TensorScalar* out, const Constants& k) {
    State<TensorScalar> s;
    out[0] = step<TensorScalar, Coupled>(in, s, k);
    for (int i = 0; i < N::states; ++i) out[1 + i] = member<TensorScalar>(s, i);
  }
  static void forward(const TensorScalar* in, TensorScalar* out, const Constants& k, bool coupled) {
    if constexpr (has_conductance_port<M>) { if (coupled) return forward_as<true>(in, out, k); }
    forward_as<false>(in, out, k);
  }

  using R = Rev<TensorScalar, 8192>;
  template <bool Coupled> static void backward_as(const TensorScalar* in, const TensorScalar* grad_out, TensorScalar* grad_in, const Constants& k) {
    constexpr int n = N::inputs + N::states + N::params;
    const auto tape = std::make_unique<typename R::Tape>();
    std::vector<R> leaf(n);
    for (int i = 0; i < n; ++i) leaf[i] = R::variable(in[i], i, tape.get());
    tape->size = n;
    State<R> s;
    const R z = step<R, Coupled>(leaf.data(), s, k);
    std::vector<TensorScalar> g(tape->size);
    if (z.id >= 0) g[z.id] = g[z.id] + grad_out[0];
    for (int i = 0; i < N::states; ++i)
      if (const int id = member<R>(s, i).id; id >= 0) g[id] = g[id] + grad_out[1 + i];
    for (int i = tape->size - 1; i >= n; --i) {
      if (g[i].is_number() && g[i].number() == 0.0) continue;
      g[tape->a[i]] = g[tape->a[i]] + g[i] * tape->da[i];
      if (tape->b[i] >= 0) g[tape->b[i]] = g[tape->b[i]] + g[i] * tape->db[i];
    }
    for (int i = 0; i < n; ++i) grad_in[i] = g[i];
  }
  static void backward(const TensorScalar* in, const TensorScalar* grad_out, TensorScalar* grad_in, const Constants& k, bool coupled) {
    if constexpr (has_conductance_port<M>) { if (coupled) return backward_as<true>(in, grad_out, grad_in, k); }
    backward_as<false>(in, grad_out, grad_in, k);
  }

  // ---- plain numbers ----
  static Params<Number> params_of(const double* v) {
    Params<Number> p;
    for (int i = 0; i < N::params; ++i) member<Number>(p, i) = Number(v[i]);
    return p;
  }
  static void prepare(const double* params, double dt, double* coeffs) {
    const Coeffs<Number> c = M::prepare(params_of(params), dt);
    for (int i = 0; i < N::coeffs; ++i) coeffs[i] = member<Number>(c, i).x;
  }
  static void prepare_vjp(const double* params, double dt, const double* grad_coeffs, double* grad_params) {
    using P = Rev<Number, 1024>;
    const auto tape = std::make_unique<typename P::Tape>();
    Params<P> p;
    for (int i = 0; i < N::params; ++i) member<P>(p, i) = P::variable(Number(params[i]), i, tape.get());
    tape->size = N::params;
    const Coeffs<P> c = M::prepare(p, dt);
    std::vector<double> g(tape->size, 0.0);
    for (int i = 0; i < N::coeffs; ++i)
      if (const int id = member<P>(c, i).id; id >= 0) g[id] += grad_coeffs[i];
    for (int i = tape->size - 1; i >= N::params; --i) {
      g[tape->a[i]] += g[i] * tape->da[i].x;
      if (tape->b[i] >= 0) g[tape->b[i]] += g[i] * tape->db[i].x;
    }
    for (int i = 0; i < N::params; ++i) grad_params[i] += g[i];
  }
  static void initial(const double* params, double* state) {
    if constexpr (requires { M::initial(Params<Number>{}); }) {
      const State<Number> s = M::initial(params_of(params));
      for (int i = 0; i < N::states; ++i) state[i] = member<Number>(s, i).x;
    } else {
      for (int i = 0; i < N::states; ++i) state[i] = member<Field>(M::state, i).value;
    }
  }
  static void initial_on_tensors(const TensorScalar* params, TensorScalar* state) {
    Params<TensorScalar> p;
    for (int i = 0; i < N::params; ++i) member<TensorScalar>(p, i) = params[i];
    const State<TensorScalar> s = M::initial(p);
    for (int i = 0; i < N::states; ++i) state[i] = member<TensorScalar>(s, i);
  }
  static const char* check(const double* params) {
    if constexpr (requires { M::check(Params<Number>{}); }) return M::check(params_of(params));
    else return nullptr;
  }
  /// Entries the tape of a step needs, for the check against the model's capacity.
  static int tape_size() {
    using P = Rev<Number, 8192>;
    const auto tape = std::make_unique<typename P::Tape>();
    constexpr bool coupled = has_conductance_port<M>;
    constexpr int n = N::inputs + N::states + N::params + N::coeffs;
    Input<P> x; State<P> s; Params<P> p; Coeffs<P> c;
    int i = 0;
    for (int k = 0; k < N::inputs; ++k, ++i) member<P>(x, k) = P::variable(Number(0.0), i, tape.get());
    for (int k = 0; k < N::states; ++k, ++i) member<P>(s, k) = P::variable(Number(member<Field>(M::state, k).value), i, tape.get());
    for (int k = 0; k < N::params; ++k, ++i) member<P>(p, k) = P::variable(Number(member<Field>(M::params, k).value), i, tape.get());
    for (int k = 0; k < N::coeffs; ++k, ++i) member<P>(c, k) = P::variable(Number(1.0), i, tape.get());
    tape->size = n;
    Constants k;
    k.solver = Solver::rk4;
    M::step(s, x, p, c, Env<coupled>{k.dt, k, LaneDraws{0, 0, 0}});
    return tape->size;
  }
};

template <class M> Model make_model() {
  using E = Evaluation<M>;
  using N = Counts<M>;
  Model m;
  m.info = M::info;
  for (const char* c = M::info.name; *c; ++c) m.stem += char(std::tolower(static_cast<unsigned char>(*c)));
  for (int i = 0; i < N::params; ++i) m.params.push_back(member<Field>(M::params, i));
  for (int i = 0; i < N::states; ++i) m.state.push_back(member<Field>(M::state, i));
  for (int i = 0; i < N::inputs; ++i) m.inputs.push_back(member<Port>(M::input, i));
  m.coeffs = N::coeffs;
  m.coupled = has_conductance_port<M>;
  m.differentiable = has_adjoint<M>;
  if constexpr (requires { M::stochastic; }) m.stochastic = M::stochastic;
  if constexpr (requires { M::adaptive; }) m.kind = Kind::ode;
  if constexpr (requires { M::linear; }) m.output = M::linear ? OutputKind::linear : OutputKind::nonlinear;
  m.initial = E::initial;
  if constexpr (requires { M::initial(typename M::template Params<TensorScalar>{}); }) m.initial_on_tensors = E::initial_on_tensors;
  m.check = E::check;
  if constexpr (is_precise<M>) {
    m.kind = Kind::precise;
    m.precise = PreciseDriver<M>::run;
  }
  m.prepare = E::prepare;
  m.prepare_vjp = E::prepare_vjp;
  m.tensor_forward = E::forward;
  if constexpr (has_adjoint<M>) {
    m.tensor_backward = E::backward;
    m.tape_size = E::tape_size();
    m.tape_capacity = tape_capacity<M>;
  }
  return m;
}

}  // namespace
}  // namespace synaptorch
