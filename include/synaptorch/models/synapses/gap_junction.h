#pragma once
#include "synaptorch/network/carrier.h"

namespace synaptorch::models {

/// Electrical coupling: neuron i receives the current weight (V_j - V_i), the weight being a conductance in nS. Connect with
/// `make_symmetric`, so that j receives it as well.
struct gap_junction {
  static constexpr Info info{"gap_junction", Tier::nest, "Electrical coupling of two neurons, a conductance between their potentials."};
  static constexpr Carrier carries{SignalKind::potential, true, true};
};

}  // namespace synaptorch::models
