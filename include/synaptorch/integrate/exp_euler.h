#pragma once
// Exponential Euler: exact where the equation is linear in the variable (Rosenbrock-Euler otherwise).
#include "synaptorch/core/dual.h"

namespace synaptorch {

/// (e^z - 1)/z with its limit 1 at z = 0.
template <class T> SYNAPTORCH_FN T exprel(const T& z) {
  const auto small = abs(z) < T(1e-5);
  return where(small, 1.0 + z * (0.5 + z * (1.0 / 6.0)), expm1(z) / where(small, T(1.0), z));
}

/// y after dt of dy/dt = f(y); the linear coefficient df/dy is found by differentiation.
template <class T, class F> SYNAPTORCH_FN T exp_euler(const T& y, double dt, F&& f) {
  const Dual<T, 1> r = f(Dual<T, 1>::variable(y, 0));
  return y + dt * exprel(dt * r.d[0]) * r.v;
}

}  // namespace synaptorch
