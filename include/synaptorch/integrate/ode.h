#pragma once
// Integration of dy/dt = f(y) over one step of the grid: a fixed explicit Runge-Kutta method
// (differentiable), or Runge-Kutta-Fehlberg 4(5) whose sub-step adapts per neuron and is kept
// from step to step, as NEST's models do. Lanes that are done wait for the others.
#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/env.h"

namespace synaptorch {

/// An explicit Runge-Kutta method: stage coefficients a (row i: weights of earlier stages), result weights b.
template <int Stages> struct Tableau { double a[Stages][Stages]; double b[Stages]; };

// Functions, not objects: CUDA device code cannot refer to objects of the host.
constexpr Tableau<1> euler_tableau() { return {{{0}}, {1}}; }
constexpr Tableau<2> midpoint_tableau() { return {{{0, 0}, {0.5, 0}}, {0, 1}}; }
constexpr Tableau<4> rk4_tableau() {
  return {{{0, 0, 0, 0}, {0.5, 0, 0, 0}, {0, 0.5, 0, 0}, {0, 0, 1, 0}}, {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}};
}
constexpr Tableau<6> fehlberg_tableau() {
  return {{{0}, {1.0 / 4}, {3.0 / 32, 9.0 / 32}, {1932.0 / 2197, -7200.0 / 2197, 7296.0 / 2197},
           {439.0 / 216, -8, 3680.0 / 513, -845.0 / 4104}, {-8.0 / 27, 2, -3544.0 / 2565, 1859.0 / 4104, -11.0 / 40}},
          {16.0 / 135, 0, 6656.0 / 12825, 28561.0 / 56430, -9.0 / 50, 2.0 / 55}};
}
/// Weights of the difference between the fifth and fourth order results of Fehlberg's pair.
struct FehlbergError { double w[6]; };
constexpr FehlbergError fehlberg_error() { return {{1.0 / 360, 0, -128.0 / 4275, -2197.0 / 75240, 1.0 / 50, 2.0 / 55}}; }

/// Increments k[i] = f(y + h sum a_ij k_j) of all stages; returns y + h sum b_i k_i.
template <class T, class Y, int S, class F>
SYNAPTORCH_FN Y runge_kutta(const Tableau<S>& t, const Y& y, const T& h, F&& f, Y (&k)[S]) {
  constexpr int n = members<Y, T>;
  const auto combine = [&](const double* w, int stages) {
    Y r = y;
    for (int m = 0; m < n; ++m) {
      T sum(0.0);
      bool empty = true;
      for (int j = 0; j < stages; ++j)
        if (w[j] != 0) { const T term = w[j] * member<T>(k[j], m); sum = empty ? term : sum + term; empty = false; }
      if (!empty) member<T>(r, m) = member<T>(y, m) + h * sum;
    }
    return r;
  };
  for (int i = 0; i < S; ++i) k[i] = f(combine(t.a[i], i));
  return combine(t.b, S);
}

/// Error control of an adaptive model: D = absolute + relative (a_y |y| + a_dydt h |dy/dt|).
template <class T> struct Tolerance { T absolute, relative; double a_y, a_dydt; };

/// The sub-step an adaptive neuron proposes for its next sub-step; 0: a whole step.
inline constexpr Field substep_field{"substep", 0.0, "ms", "proposed sub-step of the adaptive solver, 0: whole step", nonnegative, Type::real, Role::hidden};

namespace detail {
// x^(-1/5) and x^(-1/6) for x > 0.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> root_factor(Vec<F, N> x, double power) {
  return lanewise(x, [=](F v) { return F(0.9) * std::pow(v, F(power)); });
}

template <class T, class Y, class F, class G>
SYNAPTORCH_FN bool adaptive(Y& y, T& substep, double dt, const Tolerance<T>& tol, F&& rhs, G&& after_substep) {
  constexpr int n = members<Y, T>;
  constexpr int limit = 100000;   // a neuron that needs more has a collapsing step size
  constexpr FehlbergError error = fehlberg_error();
  T t(0.0);
  T hs = where(substep > T(0.0), substep, T(dt));
  auto active = t < T(dt);
  for (int round = 0; any(active); ++round) {
    if (round == limit) return false;
    const T h = min(hs, T(dt) - t);
    Y k[6];
    const Y next = runge_kutta<T>(fehlberg_tableau(), y, h, rhs, k);
    Y slope;
    if (tol.a_dydt != 0) slope = rhs(next);
    T r(0.0);
    for (int m = 0; m < n; ++m) {
      T e(0.0);
      for (int i = 0; i < 6; ++i) if (error.w[i] != 0) e = e + error.w[i] * member<T>(k[i], m);
      T scale = tol.absolute;
      if (tol.a_y != 0) scale = scale + tol.relative * (tol.a_y * abs(member<T>(next, m)));
      if (tol.a_dydt != 0) scale = scale + tol.relative * (tol.a_dydt * abs(h * member<T>(slope, m)));
      r = max(r, abs(h * e) / scale);
    }
    const auto good = r <= T(1.1);
    const auto accepted = active && good;
    if (any(active && !good)) hs = where(active && !good, h * max(T(0.2), root_factor(max(r, T(1e-300)), -0.2)), hs);
    const auto grows = accepted && r < T(0.5);
    hs = where(accepted, h, hs);
    if (any(grows)) hs = where(grows, h * min(T(5.0), max(T(1.0), root_factor(max(r, T(1e-300)), -1.0 / 6))), hs);
    for (int m = 0; m < n; ++m) member<T>(y, m) = where(accepted, member<T>(next, m), member<T>(y, m));
    t = where(accepted, t + h, t);
    after_substep(y, accepted);
    active = t < T(dt);
  }
  substep = hs;
  return true;
}
}  // namespace detail

/// NEST's default: errors of up to 1e-3 in the variables' own units.
template <class T> SYNAPTORCH_FN Tolerance<T> absolute_tolerance(double eps = 1e-3) { return {T(eps), T(0.0), 0.0, 0.0}; }

/// Advances y by env.dt with the solver of the call. after_substep(y, mask) runs after each sub-step of the
/// adaptive solver, and once after a fixed step. A collapsing step size makes y NaN, which the kernel reports.
template <class T, class Y, class E, class F, class G>
SYNAPTORCH_FN void integrate(Y& y, T& substep, const Tolerance<T>& tolerance, const E& env, F&& rhs, G&& after_substep) {
  if constexpr (!differentiates<T>) {
    if (env.constants.solver == Solver::rkf45) {
      if (!detail::adaptive(y, substep, env.dt, tolerance, rhs, after_substep)) member<T>(y, 0) = T(std::nan(""));
      return;
    }
  }
  const auto fixed = [&](const auto& tableau) {
    Y k[sizeof(tableau.b) / sizeof(double)];
    y = runge_kutta<T>(tableau, y, T(env.dt), rhs, k);
  };
  if constexpr (!differentiates<T>) {
    if (env.constants.solver == Solver::euler) fixed(euler_tableau());
    else if (env.constants.solver == Solver::midpoint) fixed(midpoint_tableau());
    else fixed(rk4_tableau());
  } else {
    fixed(rk4_tableau());   // one method, so that the tape has one shape
  }
  after_substep(y, T(0.0) <= T(0.0));
}

}  // namespace synaptorch
