#pragma once
// Exact propagators of a leaky membrane driven by decaying currents (Rotter & Diesmann 1999,
// Biol. Cybern. 81, 381-402), with their limits where the time constants coincide. The interval dt is a number or of type T.
#include "synaptorch/core/math.h"

namespace synaptorch {

/// Response of V after dt to an exponentially decaying current of initial value 1.
template <class T, class D> SYNAPTORCH_FN T propagate_exp(const T& tau_syn, const T& tau_m, const T& C_m, const D& dt) {
  const auto equal = abs(tau_m - tau_syn) < 1e-10 * tau_m;
  const T gap = where(equal, T(1.0), tau_m - tau_syn);
  const T beta = tau_syn * tau_m / gap;
  const T regular = beta / C_m * exp(-dt / tau_syn) * expm1(dt / beta);
  return where(equal, dt / C_m * exp(-dt / tau_m), regular);
}

/// Response of V after dt to the derivative of an alpha-shaped current of initial value 1.
template <class T, class D> SYNAPTORCH_FN T propagate_alpha(const T& tau_syn, const T& tau_m, const T& C_m, const D& dt) {
  const auto equal = abs(tau_m - tau_syn) * dt <= 1e-7 * tau_m * tau_m;
  const T gap = where(equal, T(1.0), tau_m - tau_syn);
  const T beta = tau_syn * tau_m / gap;
  const T regular = beta / C_m * exp(-dt / tau_syn) * (beta * expm1(dt / beta) - dt);
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
