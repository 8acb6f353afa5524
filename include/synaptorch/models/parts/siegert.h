#pragma once
// The Siegert function: stationary firing rate of a leaky integrate-and-fire neuron whose potential is driven by white noise
// (Siegert 1951, Phys. Rev. 81, 617-623), from two functions in closed form instead of a quadrature.
#include "synaptorch/core/math.h"

namespace synaptorch::models {

/// Integral of exp(x^2) erfc(x) from 0 to y >= 0, within 1e-15: log(1 + y) / sqrt(pi) and a Chebyshev series in (y - 2)/(y + 2).
template <class T> SYNAPTORCH_FN T integral_of_erfcx(const T& y) {
  constexpr double c[] = {0.3156277828740745, 0.27528268675429224, -0.03929259934955529, 0.0017824742524163092, 0.0006140693765226163,
                          -0.00011869162721696144, -1.6389018072858418e-06, 1.5885883472913536e-06, 3.737650111583187e-07,
                          -8.30611442446589e-08, -1.2658737709177025e-08, 1.0432108583495752e-09, 8.976796628759231e-10,
                          2.562184853752099e-11, -3.588008084763178e-11, -7.867921193280125e-12, 8.535411218375925e-13,
                          5.818349660789685e-13, 6.439254480400143e-14, -2.407109606503054e-14, -9.135049567570161e-15,
                          -4.633138481729165e-16, 4.983354134508433e-16, 1.2270299000546358e-16};
  const T s = (y - 2.0) / (y + 2.0);
  T b1(c[23]), b2(0.0);
  for (int k = 22; k > 0; --k) {
    const T b = 2.0 * (s * b1) - b2 + c[k];
    b2 = b1;
    b1 = b;
  }
  return 0.5641895835477563 * log1p(y) + (s * b1 - b2 + c[0]);
}

/// Integral of exp(x^2) from 0 to y for 0 <= y <= 8.8, within 1e-14: Rybicki's (1989) sampling theorem with step h.
template <class T> SYNAPTORCH_FN T integral_of_exp_square(const T& y) {
  constexpr double h = 0.25, shrink = 0.8824969025845955;   // exp(-2 h^2)
  const T a = exp(4.0 * h * y), b = 1.0 / a;
  T up = exp(2.0 * h * y - h * h), down = exp(-2.0 * h * y - h * h), sum = up - down;
  double ratio = shrink * shrink * shrink * shrink;         // of exp(-n^2 h^2) from n to n + 2, over that of a
  for (int n = 3; n < 61; n += 2, ratio *= shrink * shrink * shrink * shrink) {
    up = up * (a * ratio);
    down = down * (b * ratio);
    sum = sum + (up - down) * (1.0 / n);
  }
  return 0.5641895835477563 * sum;
}

/// Integral of exp(x^2) (1 + erf(x)) from 0 to y.
template <class T> SYNAPTORCH_FN T siegert_integral(const T& y) {
  const T below = -integral_of_erfcx(abs(y));
  if (!some<T>(y > T(0.0))) return below;
  return 2.0 * integral_of_exp_square(min(max(y, T(0.0)), T(8.8))) + below;
}

/// Firing rate in 1/s for mean `mu` (mV) and variance `s2` (mV^2) of the free potential. `shift` moves threshold and reset, in
/// units of the standard deviation. Far below the threshold the rate is 0.
template <class T>
SYNAPTORCH_FN T siegert_rate(const T& mu, const T& s2, const T& theta, const T& V_reset, const T& tau_m, const T& t_ref, const T& shift) {
  const T sigma = sqrt(max(s2, T(1e-18)));
  const T high = (theta - mu) / sigma + shift, low = (V_reset - mu) / sigma + shift;
  const auto silent = theta - mu > 6.0 * sigma || high > T(8.8);
  if (!some<T>(!silent)) return T(0.0);
  const T span = siegert_integral(high) - siegert_integral(low);
  return where(silent, T(0.0), 1000.0 / (t_ref + 1.772453850905516 * tau_m * where(silent, T(1.0), span)));
}

}  // namespace synaptorch::models
