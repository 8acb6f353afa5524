#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a Gaussian gain and noise at its input.
/// In NEST a value given for mu or sigma is taken for mean or std as well, unless these are given too; here each is set on its own.
struct gauss_rate_ipn : RateIpn<GaussGain> {
  static constexpr Info info{"gauss_rate_ipn", Tier::nest, "Rate neuron with a Gaussian gain and noise at its input.",
                             "tau d(rate)/dt = -lambda rate + mean + gain(input) + sqrt(tau) std xi;  gain(h) = g exp(-(h - mu)^2 / (2 sigma^2))",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
