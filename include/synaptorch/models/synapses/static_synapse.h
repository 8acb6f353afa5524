#pragma once
#include "synaptorch/network/plasticity.h"

namespace synaptorch::models {

/// A connection of constant weight and delay. It has no state: its spikes take the fast path of delivery.
struct static_synapse {
  static constexpr Info info{"static_synapse", Tier::nest, "A connection of constant weight and delay."};
};

}  // namespace synaptorch::models
