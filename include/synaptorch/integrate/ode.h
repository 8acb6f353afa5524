#pragma once
// Integration of dy/dt = f(y) over one step of the grid: a fixed explicit Runge-Kutta method,
// or Runge-Kutta-Fehlberg 4(5) whose sub-step adapts per neuron and is kept from step to step, as
// NEST's models do. Lanes that are done wait for the others.
#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/env.h"
#include "synaptorch/core/tensor_scalar.h"

namespace synaptorch {

// An explicit Runge-Kutta method is a type: weights a(i, j) of stage j in the argument of stage i, b(j) in the result. Weights are
// known when the code is compiled, so that stages live in registers and zeros cost nothing.
struct Euler {
  static constexpr int stages = 1;
  static constexpr double a(int, int) { return 0; }
  static constexpr double b(int) { return 1; }
};
struct Midpoint {
  static constexpr int stages = 2;
  static constexpr double a(int, int) { return 0.5; }
  static constexpr double b(int j) { return j; }
};
struct RungeKutta4 {
  static constexpr int stages = 4;
  static constexpr double a(int i, int j) { return j < i - 1 ? 0 : i == 3 ? 1 : 0.5; }
  static constexpr double b(int j) { return j == 0 || j == 3 ? 1.0 / 6 : 1.0 / 3; }
};
/// The fifth order result of Fehlberg's pair, and the weights of its difference to the fourth order one.
struct Fehlberg {
  static constexpr int stages = 6;
  static constexpr double a(int i, int j) {
    constexpr double w[6][5] = {{0}, {1.0 / 4}, {3.0 / 32, 9.0 / 32}, {1932.0 / 2197, -7200.0 / 2197, 7296.0 / 2197},
                                {439.0 / 216, -8, 3680.0 / 513, -845.0 / 4104}, {-8.0 / 27, 2, -3544.0 / 2565, 1859.0 / 4104, -11.0 / 40}};
    return w[i][j];
  }
  static constexpr double b(int j) {
    constexpr double w[6] = {16.0 / 135, 0, 6656.0 / 12825, 28561.0 / 56430, -9.0 / 50, 2.0 / 55};
    return w[j];
  }
  static constexpr double error(int j) {
    constexpr double w[6] = {1.0 / 360, 0, -128.0 / 4275, -2197.0 / 75240, 1.0 / 50, 2.0 / 55};
    return w[j];
  }
};

// A state is an aggregate, or has a run-time number of variables (joined.h).
template <class Y> inline constexpr bool is_joined = requires(const Y& y) { y.elements(); };
/// Calls body with the number of each variable.
template <class T, class Y, class B> SYNAPTORCH_FN void for_variables(const Y& y, B&& body) {
  if constexpr (is_joined<Y>) {
    for (int m = 0; m < y.size(); ++m) body(m);
  } else {
    for_each_of<members<Y, T>>(body);
  }
}
template <class Y> SYNAPTORCH_FN Y blank_like(const Y& y) {
  if constexpr (is_joined<Y>) return Y(y.elements());
  else return Y();
}

/// dy/dt at `time` within the step; right-hand sides that do not depend on time take y alone.
template <class F, class Y, class T> SYNAPTORCH_FN Y slope_at(F&& f, const Y& y, const T& time) {
  if constexpr (std::is_invocable_v<F&, const Y&, const T&>) return f(y, time);
  else return f(y);
}

namespace detail {
template <class W> constexpr bool all_zero(int from, int to) {
  for (int j = from; j < to; ++j) if (W{}(j) != 0) return false;
  return true;
}
/// Sum of w(j) times member m of k[j], j < N. The newest stage is added last: the others do not wait for it.
template <class T, int N, class W, class Y> SYNAPTORCH_FN T weighted(W w, const Y* k, int m) {
  if constexpr (W{}(N - 1) == 0) return weighted<T, N - 1>(w, k, m);
  else if constexpr (all_zero<W>(0, N - 1)) return W{}(N - 1) * member<T>(k[N - 1], m);
  else return weighted<T, N - 1>(w, k, m) + W{}(N - 1) * member<T>(k[N - 1], m);
}
/// y + h times the weighted sum of the first N stages.
template <class T, int N, class W, class Y> SYNAPTORCH_FN Y advanced(W w, const Y& y, const T& h, const Y* k) {
  Y r = blank_like(y);
  for_variables<T>(y, [&](int m) SYNAPTORCH_LAMBDA { member<T>(r, m) = member<T>(y, m) + h * weighted<T, N>(w, k, m); });
  return r;
}
/// Time of stage i within a step of length 1.
template <class Method> constexpr double node(int i) {
  double c = 0.0;
  for (int j = 0; j < i; ++j) c += Method::a(i, j);
  return c;
}
template <class Method, class T, int I = 0, class Y, class F> SYNAPTORCH_FN void stages(const Y& y, const T& time, const T& h, F&& f, Y* k) {
  if constexpr (I == 0) k[0] = slope_at(f, y, time);
  else k[I] = slope_at(f, advanced<T, I>([](int j) { return Method::a(I, j); }, y, h, k), time + node<Method>(I) * h);
  if constexpr (I + 1 < Method::stages) stages<Method, T, I + 1>(y, time, h, f, k);
}
}  // namespace detail

/// Slopes k of all stages; returns the result. `time` is that of y.
template <class Method, class T, class Y, class F> SYNAPTORCH_FN Y runge_kutta(const Y& y, const T& time, const T& h, F&& f, Y (&k)[Method::stages]) {
  detail::stages<Method, T>(y, time, h, f, k);
  return detail::advanced<T, Method::stages>([](int j) { return Method::b(j); }, y, h, k);
}

/// Error control of an adaptive model: D = absolute + relative (a_y |y| + a_dydt h |dy/dt|).
template <class T> struct Tolerance { T absolute, relative; double a_y, a_dydt; };

/// The sub-step an adaptive neuron proposes for its next sub-step; 0: a whole step.
inline constexpr Field substep_field{"substep", 0.0, "ms", "proposed sub-step of the adaptive solver, 0: whole step", nonnegative, Type::real, Role::hidden};

namespace detail {
/// Numbers that an adaptive solver takes: all but tapes of kernels, which have one length.
template <class T> inline constexpr bool adapts = !differentiates<T>;
template <> inline constexpr bool adapts<TensorScalar> = true;
template <> inline constexpr bool adapts<Rev<TensorScalar, 0>> = true;

template <class T, class Y> SYNAPTORCH_FN Y detached(const Y& y) {
  Y r = blank_like(y);
  for_variables<T>(y, [&](int m) SYNAPTORCH_LAMBDA { member<T>(r, m) = detach(member<T>(y, m)); });
  return r;
}
/// The factor 0.9 x^power by which a step shrinks or grows, x > 0.
template <class T> SYNAPTORCH_FN T step_factor(const T& x, double power) { return 0.9 * exp(power * log(x)); }

/// Whether these are at most half of a vector.
template <class F, int N> SYNAPTORCH_FN bool few(Mask<F, N> m) { return 2 * std::popcount(bits(m)) <= N; }

template <class T, class Y, class E, class F, class G>
SYNAPTORCH_FN auto adaptive(Y& y, T& substep, const E& env, const Tolerance<T>& tol, F&& rhs, G&& after_substep) {
  constexpr int limit = 100000;   // a neuron that needs more makes no headway
  const double dt = env.dt;
  T t(0.0);
  T hs = detach(where(substep > T(0.0), substep, T(dt)));
  auto active = member<T>(y, 0) <= member<T>(y, 0);   // what is no number remains so
  for (int round = 0; any(active); ++round) {
    if (round == limit) return active;
    const T h = min(hs, T(dt) - t);
    // Sub-steps are constants for gradients: they are found on detached numbers, and then taken, those refused with length 0, which leaves no trace.
    Y k[6];
    Y next = [&]() SYNAPTORCH_LAMBDA {
      if constexpr (differentiates<T>) return runge_kutta<Fehlberg>(detached<T>(y), t, h, rhs, k);
      else return runge_kutta<Fehlberg>(y, t, h, rhs, k);
    }();
    Y slope;
    if (tol.a_dydt != 0) slope = slope_at(rhs, next, t + h);
    T r(0.0);
    for_variables<T>(y, [&](int m) SYNAPTORCH_LAMBDA {
      T scale = tol.absolute;
      if (tol.a_y != 0) scale = scale + tol.relative * (tol.a_y * abs(member<T>(next, m)));
      if (tol.a_dydt != 0) scale = scale + tol.relative * (tol.a_dydt * abs(h * member<T>(slope, m)));
      r = max(r, detach(abs(h * weighted<T, 6>([](int j) { return Fehlberg::error(j); }, k, m)) / scale));
    });
    const auto good = r <= T(1.1);
    const auto accepted = active && good;
    if (const auto bad = active && !good; any(bad)) {
      if (const auto collapsed = bad && h < T(1e-30 * dt); any(collapsed)) return collapsed;
      hs = where(bad, h * max(step_factor(r, -0.2), T(0.2)), hs);
    }
    if constexpr (differentiates<T>) next = runge_kutta<Fehlberg>(y, t, where(accepted, h, T(0.0)), rhs, k);
    hs = where(accepted, h, hs);
    // A sub-step beyond the whole step is never used: most steps need no root.
    const auto grows = accepted && r < T(0.5) && h < T(dt);
    if (any(grows)) hs = where(grows, h * min(T(5.0), max(T(1.0), step_factor(r, -1.0 / 6))), hs);
    for_variables<T>(y, [&](int m) SYNAPTORCH_LAMBDA { member<T>(y, m) = where(accepted, member<T>(next, m), member<T>(y, m)); });
    t = where(accepted, t + h, t);
    after_substep(y, accepted);
    active = active && t < T(dt);
    if constexpr (requires { T::lanes; }) {
      if (env.late && few(active) && any(active && T(dt) - t > 4.0 * hs)) {   // they begin anew: not worth it for a few sub-steps
        *env.late |= bits(active);
        break;
      }
    }
  }
  substep = hs;
  return active && !active;
}
}  // namespace detail

/// NEST's default: errors of up to 1e-3 in the variables' own units.
template <class T> SYNAPTORCH_FN Tolerance<T> absolute_tolerance(double eps = 1e-3) { return {T(eps), T(0.0), 0.0, 0.0}; }

/// Advances y by env.dt with the solver of the call. after_substep(y, mask) runs after each sub-step of the
/// adaptive solver, and once after a fixed step. A collapsing step size makes y NaN, which the kernel reports.
template <class T, class Y, class E, class F, class G>
SYNAPTORCH_FN void integrate(Y& y, T& substep, const Tolerance<T>& tolerance, const E& env, F&& rhs, G&& after_substep) {
  if constexpr (detail::adapts<T>) {
    if (env.constants.solver == Solver::rkf45) {
      const auto failed = detail::adaptive(y, substep, env, tolerance, rhs, after_substep);
      member<T>(y, 0) = where(failed, T(std::nan("")), member<T>(y, 0));
      return;
    }
  }
  const auto fixed = [&]<class Method>(Method) {
    Y k[Method::stages];
    y = runge_kutta<Method>(y, T(0.0), T(env.dt), rhs, k);
  };
  if constexpr (!differentiates<T>) {
    if (env.constants.solver == Solver::euler) fixed(Euler{});
    else if (env.constants.solver == Solver::midpoint) fixed(Midpoint{});
    else fixed(RungeKutta4{});
  } else {
    fixed(RungeKutta4{});   // one method, so that the tape has one shape
  }
  after_substep(y, T(0.0) <= T(0.0));
}

}  // namespace synaptorch
