#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Applies a linear gain to the sum of its input rates.
struct rate_transformer_lin : RateTransformer<LinearGain> {
  static constexpr Info info{"rate_transformer_lin", Tier::nest, "Applies a linear gain to the sum of its input rates.",
                             "rate = gain(input);  gain(h) = g h",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
