#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a sigmoid gain of fourth powers and noise at its input.
struct sigmoid_rate_gg_1998_ipn : RateIpn<SigmoidGG1998Gain> {
  static constexpr Info info{"sigmoid_rate_gg_1998_ipn", Tier::nest, "Rate neuron with a sigmoid gain of fourth powers and noise at its input.",
                             "tau d(rate)/dt = -lambda rate + mu + gain(input) + sqrt(tau) sigma xi;  gain(h) = (g h)^4 / (0.1^4 + (g h)^4)",
                             "Gancarz & Grossberg (1998) Neural Networks 11, 1159-1174"};
};

}  // namespace synaptorch::models
