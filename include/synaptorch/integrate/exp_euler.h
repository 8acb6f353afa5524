#pragma once
// Exponential Euler: exact where the equation is linear in the variable (Rosenbrock-Euler otherwise).
#include "synaptorch/core/dual.h"

namespace synaptorch {

/// (e^z - 1)/z with its limit 1 at z = 0, and finite for large z.
template <class T> SYNAPTORCH_FN T exprel(const T& any_z) {
  const T z = finite_exponent(any_z);
  const auto small = abs(z) < T(1e-5);
  return where(small, 1.0 + z * (0.5 + z * (1.0 / 6.0)), expm1(z) / where(small, T(1.0), z));
}

namespace detail {
template <int n> inline constexpr double inverse_factorial = inverse_factorial<n - 1> / n;
template <> inline constexpr double inverse_factorial<1> = 1.0;

/// Terms n to n + 3 of (e^z - 1)/z, over z^n.
template <int n, class V> SYNAPTORCH_FN V exprel_terms(const V& z, const V& z2) {
  return (V(inverse_factorial<n + 1>) + V(inverse_factorial<n + 2>) * z) + (V(inverse_factorial<n + 3>) + V(inverse_factorial<n + 4>) * z) * z2;
}
/// (e^z - 1)/z by its series, to the last bit for |z| <= 1/2.
template <class V> SYNAPTORCH_FN V exprel_series(const V& z) {
  const V z2 = z * z, z4 = z2 * z2;
  const V first = exprel_terms<0>(z, z2) + exprel_terms<4>(z, z2) * z4;
  if constexpr (sizeof(typename V::value_type) == 4) return first;
  else return first + (exprel_terms<8>(z, z2) + (V(inverse_factorial<13>) + V(inverse_factorial<14>) * z) * z4) * (z4 * z4);
}
}  // namespace detail

/// Most steps are short: the kernels divide and take exponentials only for vectors with a long one.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> exprel(const Vec<F, N>& z) {
  using V = Vec<F, N>;
  const V series = detail::exprel_series(z);
  const auto large = abs(z) > V(0.5);
  if (!any(large)) return series;
  const V bounded = finite_exponent(z);
  return where(large, expm1(bounded) / bounded, series);
}

/// y after dt of dy/dt = f(y), of which the value and the derivative at y are known.
template <class T, class D> SYNAPTORCH_FN T exp_euler(const T& y, const D& dt, const T& f, const T& slope) { return y + dt * exprel(dt * slope) * f; }

/// y after dt of dy/dt = f(y); the linear coefficient df/dy is found by differentiation.
template <class T, class F> SYNAPTORCH_FN T exp_euler(const T& y, double dt, F&& f) {
  const Dual<T, 1> r = f(Dual<T, 1>::variable(y, 0));
  return exp_euler(y, dt, r.v, r.d[0]);
}

}  // namespace synaptorch
