#pragma once
#include "synaptorch/core/math.h"

namespace synaptorch::models {

/// z/(e^z - 1), given e^z too. Near its limit 1 at z = 0 by its Taylor series, where e^z - 1 cancels.
template <class T> SYNAPTORCH_FN T relative_rate(const T& z, const T& exp_z) {
  const auto small = abs(z) < T(0.3);
  const T z2 = z * z;
  const T series = 1.0 - 0.5 * z + z2 * (1.0 / 12 + z2 * (-1.0 / 720 + z2 * (1.0 / 30240 + z2 * (-1.0 / 1209600 + z2 * (1.0 / 47900160)))));
  return where(small, series, z / where(small, T(1.0), exp_z - 1.0));
}

/// Opening and closing rates (1/ms) of the gates of Hodgkin & Huxley (1952), V in mV, rest at -65 mV. Five of
/// their six exponentials are powers of one.
template <class T> struct HHRates {
  T a_m, b_m, a_h, b_h, a_n, b_n;
  SYNAPTORCH_FN explicit HHRates(const T& V) {
    const T e80 = exp((V + 65.0) * -0.0125), e40 = e80 * e80, e20 = e40 * e40, e10 = e20 * e20;   // exp(-(V + 65)/80), ...
    a_m = relative_rate((V + 40.0) * -0.1, e10 * 12.182493960703473);                             // exp(25/10)
    b_m = 4.0 * exp((V + 65.0) * (-1.0 / 18.0));
    a_h = 0.07 * e20;
    b_h = 1.0 / (1.0 + e10 * 20.085536923187668);                                                 // exp(30/10)
    a_n = 0.1 * relative_rate((V + 55.0) * -0.1, e10 * 2.718281828459045);                        // exp(10/10)
    b_n = 0.125 * e80;
  }
};

/// A gate that opens with rate a and closes with rate b, after dt.
template <class T> SYNAPTORCH_FN T gate(const T& y, const T& a, const T& b, double dt) {
  return y + dt * exprel(-dt * (a + b)) * (a * (1.0 - y) - b * y);
}

}  // namespace synaptorch::models
