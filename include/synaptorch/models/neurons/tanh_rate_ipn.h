#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a hyperbolic tangent gain and noise at its input.
struct tanh_rate_ipn : RateIpn<TanhGain> {
  static constexpr Info info{"tanh_rate_ipn", Tier::nest, "Rate neuron with a hyperbolic tangent gain and noise at its input.",
                             "tau d(rate)/dt = -lambda rate + mu + gain(input) + sqrt(tau) sigma xi;  gain(h) = tanh(g (h - theta))",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
