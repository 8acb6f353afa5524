#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a linear gain and noise at its output.
struct lin_rate_opn : RateOpn<LinearGain> {
  static constexpr Info info{"lin_rate_opn", Tier::nest, "Rate neuron with a linear gain and noise at its output.",
                             "tau d(rate)/dt = -rate + mu + gain(input);  sent: rate + sqrt(tau) sigma xi;  gain(h) = g h;  mult_coupling: ex times g_ex (theta_ex - rate), in times g_in (theta_in + rate)",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
