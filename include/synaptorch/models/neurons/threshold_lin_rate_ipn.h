#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a threshold-linear gain and noise at its input.
struct threshold_lin_rate_ipn : RateIpn<ThresholdLinearGain> {
  static constexpr Info info{"threshold_lin_rate_ipn", Tier::nest, "Rate neuron with a threshold-linear gain and noise at its input.",
                             "tau d(rate)/dt = -lambda rate + mu + gain(input) + sqrt(tau) sigma xi;  gain(h) = min(max(g (h - theta), 0), alpha)",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
