#pragma once
#include "synaptorch/network/carrier.h"

namespace synaptorch::models {

/// Brings the rate of a rate neuron or rate generator to its targets after a delay.
struct rate_connection_delayed {
  static constexpr Info info{"rate_connection_delayed", Tier::nest, "Brings a rate to its targets after a delay."};
  static constexpr Carrier carries{SignalKind::rate};
};

}  // namespace synaptorch::models
