#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Rate neuron with a hyperbolic tangent gain and noise at its output.
struct tanh_rate_opn : RateOpn<TanhGain> {
  static constexpr Info info{"tanh_rate_opn", Tier::nest, "Rate neuron with a hyperbolic tangent gain and noise at its output.",
                             "tau d(rate)/dt = -rate + mu + gain(input);  sent: rate + sqrt(tau) sigma xi;  gain(h) = tanh(g (h - theta))",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
