#pragma once
#include "synaptorch/integrate/exp_euler.h"

namespace synaptorch::models {

/// Opening and closing rates (1/ms) of the gates of Hodgkin & Huxley (1952), V in mV, rest at -65 mV.
template <class T> struct HHRates {
  T a_m, b_m, a_h, b_h, a_n, b_n;
  SYNAPTORCH_FN explicit HHRates(const T& V)
      : a_m(1.0 / exprel((V + 40.0) * -0.1)), b_m(4.0 * exp((V + 65.0) * (-1.0 / 18.0))), a_h(0.07 * exp((V + 65.0) * -0.05)),
        b_h(1.0 / (1.0 + exp((V + 35.0) * -0.1))), a_n(0.1 / exprel((V + 55.0) * -0.1)), b_n(0.125 * exp((V + 65.0) * -0.0125)) {}
};

}  // namespace synaptorch::models
