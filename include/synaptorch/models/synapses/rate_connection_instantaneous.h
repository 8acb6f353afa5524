#pragma once
#include "synaptorch/network/carrier.h"

namespace synaptorch::models {

/// Brings the rate of a rate neuron to its targets in the same step.
struct rate_connection_instantaneous {
  static constexpr Info info{"rate_connection_instantaneous", Tier::nest, "Brings a rate to its targets without delay."};
  static constexpr Carrier carries{SignalKind::rate, true};
};

}  // namespace synaptorch::models
