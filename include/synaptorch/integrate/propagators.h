#pragma once
// Exact propagators of a leaky membrane driven by decaying currents (Rotter & Diesmann 1999,
// Biol. Cybern. 81, 381-402), with their limits where the time constants coincide. The interval dt is a number or of type T.
#include "synaptorch/core/math.h"

namespace synaptorch {

namespace detail {
/// dt (1/tau_syn - 1/tau_m) from where on the difference of the two exponentials loses nothing to cancellation, and e^x overflows some way further.
inline constexpr double kFar = 100.0;
}  // namespace detail

/// Response of V after dt to an exponentially decaying current of initial value 1.
template <class T, class D> SYNAPTORCH_FN T propagate_exp(const T& tau_syn, const T& tau_m, const T& C_m, const D& dt) {
  const auto equal = abs(tau_m - tau_syn) < 1e-10 * tau_m;
  const T gap = where(equal, T(1.0), tau_m - tau_syn);
  const T beta = tau_syn * tau_m / gap, x = dt / beta, left = exp(-dt / tau_syn);
  const auto far = x > T(detail::kFar);
  const T regular = beta / C_m * where(far, exp(-dt / tau_m) - left, left * expm1(where(far, T(1.0), x)));
  return where(equal, dt / C_m * exp(-dt / tau_m), regular);
}

/// Response of V after dt to the derivative of an alpha-shaped current of initial value 1.
template <class T, class D> SYNAPTORCH_FN T propagate_alpha(const T& tau_syn, const T& tau_m, const T& C_m, const D& dt) {
  const auto equal = abs(tau_m - tau_syn) * dt <= 1e-7 * tau_m * tau_m;
  const T gap = where(equal, T(1.0), tau_m - tau_syn);
  const T beta = tau_syn * tau_m / gap, x = dt / beta, left = exp(-dt / tau_syn);
  const auto far = x > T(detail::kFar);
  const T regular = beta / C_m * where(far, beta * (exp(-dt / tau_m) - left) - dt * left, left * (beta * expm1(where(far, T(1.0), x)) - dt));
  return where(equal, dt * dt / (2.0 * C_m) * exp(-dt / tau_m), regular);
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
