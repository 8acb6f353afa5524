#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Applies a Gaussian gain to the sum of its input rates.
struct rate_transformer_gauss : RateTransformer<GaussGain> {
  static constexpr Info info{"rate_transformer_gauss", Tier::nest, "Applies a Gaussian gain to the sum of its input rates.",
                             "rate = gain(input);  gain(h) = g exp(-(h - mu)^2 / (2 sigma^2))",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
