#pragma once
// Exact propagators of a leaky membrane driven by decaying currents (Rotter & Diesmann 1999,
// Biol. Cybern. 81, 381-402), with their limits where the time constants coincide. The interval dt is a number or of type T.
#include "synaptorch/core/math.h"

namespace synaptorch {

namespace detail {
/// dt (1/tau_syn - 1/tau_m) from where on the difference of the two exponentials loses nothing to cancellation, and e^x overflows some way further.
inline constexpr double kFar = 100.0;
}  // namespace detail

/// A current that decays with tau_syn and drives a leaky membrane: what does not depend on the interval, so that further ones need no division.
template <class T> struct Filter {
  T rate, gap, beta;   ///< 1/tau_syn, 1/tau_syn - 1/tau_m and its inverse; 0 where the time constants coincide
  SYNAPTORCH_FN static Filter of(const T& tau_syn, const T& tau_m) {
    const auto equal = abs(tau_m - tau_syn) < 1e-10 * tau_m;
    // The gap first: made from its inverse its derivatives would lose digits where the time constants are close.
    const T gap = where(equal, T(1.0), tau_m - tau_syn) / (tau_syn * tau_m);
    return {1.0 / tau_syn, where(equal, T(0.0), gap), where(equal, T(0.0), 1.0 / gap)};
  }
};

/// Response of V after dt to such a current of initial value 1. leak, left: what dt leaves of V and of the current.
template <class T, class D> SYNAPTORCH_FN T respond_exp(const Filter<T>& f, const T& per_C, const T& leak, const T& left, const D& dt) {
  const T x = dt * f.gap;
  const auto far = x > T(detail::kFar), equal = abs(f.gap) <= T(0.0);
  return per_C * where(equal, dt * leak, f.beta * where(far, leak - left, left * expm1(where(far, T(1.0), x))));
}

/// Response of V after dt to the derivative of an alpha-shaped current of initial value 1.
template <class T, class D> SYNAPTORCH_FN T respond_alpha(const Filter<T>& f, const T& per_C, const T& leak, const T& left, const D& dt) {
  const T x = dt * f.gap;
  const auto far = x > T(detail::kFar), equal = abs(x) <= T(1e-7);
  const T regular = where(far, f.beta * (leak - left) - dt * left, left * (f.beta * expm1(where(far, T(1.0), x)) - dt));
  return per_C * where(equal, 0.5 * dt * dt * leak, f.beta * regular);
}

/// The same responses, for one interval.
template <class T, class D> SYNAPTORCH_FN T propagate_exp(const T& tau_syn, const T& tau_m, const T& C_m, const D& dt) {
  return respond_exp(Filter<T>::of(tau_syn, tau_m), 1.0 / C_m, exp(-dt / tau_m), exp(-dt / tau_syn), dt);
}
template <class T, class D> SYNAPTORCH_FN T propagate_alpha(const T& tau_syn, const T& tau_m, const T& C_m, const D& dt) {
  return respond_alpha(Filter<T>::of(tau_syn, tau_m), 1.0 / C_m, exp(-dt / tau_m), exp(-dt / tau_syn), dt);
}

/// Response of V after dt to a constant current of 1.
template <class T, class D> SYNAPTORCH_FN T propagate_constant(const T& tau_m, const T& C_m, const D& dt) {
  return -(tau_m / C_m) * expm1(-dt / tau_m);
}

/// Whole steps that cover a duration, as the simulators count them (rounded up on the grid of 1/1000 ms).
template <class T> SYNAPTORCH_FN T steps_covering(const T& duration, double dt) {
  return ceil(round(duration * 1000.0) * (1.0 / double(long(dt * 1000.0 + 0.5))));
}

}  // namespace synaptorch
