#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a logistic gain and noise at its input.
struct sigmoid_rate_ipn : RateIpn<SigmoidGain> {
  static constexpr Info info{"sigmoid_rate_ipn", Tier::nest, "Rate neuron with a logistic gain and noise at its input.",
                             "tau d(rate)/dt = -lambda rate + mu + gain(input) + sqrt(tau) sigma xi;  gain(h) = g / (1 + exp(-beta (h - theta)))",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
