#pragma once
#include "synaptorch/core/field.h"
#include "synaptorch/integrate/exp_euler.h"

namespace synaptorch::models {

/// z/(e^z - 1), given e^z too. Near its limit 1 at z = 0 by its Taylor series, where e^z - 1 cancels.
template <class T> SYNAPTORCH_FN T relative_rate(const T& z, const T& exp_z) {
  const auto small = abs(z) < T(0.3);
  const T z2 = z * z;
  const T series = 1.0 - 0.5 * z + z2 * (1.0 / 12 + z2 * (-1.0 / 720 + z2 * (1.0 / 30240 + z2 * (-1.0 / 1209600 + z2 * (1.0 / 47900160)))));
  return where(small, series, z / where(small, T(1.0), exp_z - 1.0));
}
/// The same, given e^-z: its inverse would overflow early.
template <class T> SYNAPTORCH_FN T relative_rate_of_inverse(const T& z, const T& exp_minus_z) { return relative_rate(-z, exp_minus_z) * exp_minus_z; }

/// Opening and closing rates (1/ms) of the gates of Hodgkin & Huxley (1952), V in mV, rest at -65 mV. Five of
/// their six exponentials are powers of one.
template <class T> struct HHRates {
  T a_m, b_m, a_h, b_h, a_n, b_n;
  SYNAPTORCH_FN explicit HHRates(const T& V) {
    const T e80 = exp(finite_exponent((V + 65.0) * -0.0125, 8.0)), e40 = e80 * e80;               // exp(-(V + 65)/80), ...
    const T e20 = e40 * e40, e10 = e20 * e20;
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

/// Those of Traub & Miles (1991), V from a potential that is a parameter of its own.
template <class T> struct TraubRates {
  T a_m, b_m, a_h, b_h, a_n, b_n;
  SYNAPTORCH_FN explicit TraubRates(const T& V) {
    const T e20 = exp(finite_exponent(V * -0.05, 5.0)), e5 = (e20 * e20) * (e20 * e20);           // exp(-V/20), exp(-V/5)
    a_m = 1.28 * relative_rate((13.0 - V) * 0.25, e5 * e20 * 25.790339917193062);                 // exp(13/4)
    b_m = 1.4 * relative_rate_of_inverse((V - 40.0) * 0.2, e5 * 2980.9579870417283);              // exp(40/5)
    a_h = 0.128 * exp((17.0 - V) * (1.0 / 18.0));
    b_h = 4.0 / (1.0 + e5 * 2980.9579870417283);
    a_n = 0.16 * relative_rate((15.0 - V) * 0.2, e5 * 20.085536923187668);                        // exp(15/5)
    b_n = 0.5 * exp((10.0 - V) * 0.025);
  }
};

/// Gates of the squid axon; a spike is a maximum above 0 mV.
struct HHGates {
  template <class T> struct Params {};
  static constexpr Params<Field> params{};
  template <class T> SYNAPTORCH_FN static HHRates<T> rates(const T& V, const Params<T>&) { return HHRates<T>(V); }
  template <class T> SYNAPTORCH_FN static T height(const T& V, const Params<T>&) { return V; }
};
/// Gates of hippocampal pyramidal cells; a spike is a maximum 30 mV above V_T.
struct TraubGates {
  template <class T> struct Params { T V_T; };
  static constexpr Params<Field> params{{"V_T", -63.0, "mV", "potential from which the rates count; 30 mV above it a spike is detected"}};
  template <class T> SYNAPTORCH_FN static TraubRates<T> rates(const T& V, const Params<T>& p) { return TraubRates<T>(V - p.V_T); }
  template <class T> SYNAPTORCH_FN static T height(const T& V, const Params<T>& p) { return V - (p.V_T + 30.0); }
};

}  // namespace synaptorch::models
