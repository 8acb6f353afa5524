#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Applies a logistic gain to the sum of its input rates.
struct rate_transformer_sigmoid : RateTransformer<SigmoidGain> {
  static constexpr Info info{"rate_transformer_sigmoid", Tier::nest, "Applies a logistic gain to the sum of its input rates.",
                             "rate = gain(input);  gain(h) = g / (1 + exp(-beta (h - theta)))",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
};

}  // namespace synaptorch::models
