#pragma once
#include "synaptorch/network/plasticity.h"

namespace synaptorch::models {

/// Brings the rate of a rate neuron to its targets in the same step.
struct rate_connection_instantaneous {
  static constexpr Info info{"rate_connection_instantaneous", Tier::nest, "Brings a rate to its targets without delay."};
};

}  // namespace synaptorch::models
