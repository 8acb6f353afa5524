#pragma once
#include "synaptorch/network/carrier.h"

namespace synaptorch::models {

/// Brings the slow inward current that an astrocyte induces to a neuron after a delay; the weight is in pA.
struct sic_connection {
  static constexpr Info info{"sic_connection", Tier::nest, "Slow inward current from an astrocyte to a neuron."};
  static constexpr Carrier carries{SignalKind::slow_inward};
};

}  // namespace synaptorch::models
