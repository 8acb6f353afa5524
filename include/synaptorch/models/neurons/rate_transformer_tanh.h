#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Applies a hyperbolic tangent gain to the sum of its input rates.
struct rate_transformer_tanh : RateTransformer<TanhGain> {
  static constexpr Info info{"rate_transformer_tanh", Tier::nest, "Applies a hyperbolic tangent gain to the sum of its input rates.",
                             "rate = gain(input);  gain(h) = tanh(g (h - theta))",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
