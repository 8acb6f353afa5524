#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Applies a threshold-linear gain to the sum of its input rates.
struct rate_transformer_threshold_lin : RateTransformer<ThresholdLinearGain> {
  static constexpr Info info{"rate_transformer_threshold_lin", Tier::nest, "Applies a threshold-linear gain to the sum of its input rates.",
                             "rate = gain(input);  gain(h) = min(max(g (h - theta), 0), alpha)",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
