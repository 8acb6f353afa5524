#pragma once
#include "synaptorch/models/parts/rate_neuron.h"

namespace synaptorch::models {

/// Applies a sigmoid gain of fourth powers to the sum of its input rates.
struct rate_transformer_sigmoid_gg_1998 : RateTransformer<SigmoidGG1998Gain> {
  static constexpr Info info{"rate_transformer_sigmoid_gg_1998", Tier::nest, "Applies a sigmoid gain of fourth powers to the sum of its input rates.",
                             "rate = gain(input);  gain(h) = (g h)^4 / (0.1^4 + (g h)^4)",
                             "Gancarz & Grossberg (1998) Neural Networks 11, 1159-1174"};
};

}  // namespace synaptorch::models
