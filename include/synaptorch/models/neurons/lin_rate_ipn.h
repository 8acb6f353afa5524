#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a linear gain and noise at its input.
struct lin_rate_ipn : RateIpn<LinearGain> {
  static constexpr Info info{"lin_rate_ipn", Tier::nest, "Rate neuron with a linear gain and noise at its input.",
                             "tau d(rate)/dt = -lambda rate + mu + gain(input) + sqrt(tau) sigma xi;  gain(h) = g h;  mult_coupling: ex times g_ex (theta_ex - rate), in times g_in (theta_in + rate)",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
