#pragma once
#include "synaptorch/network/carrier.h"

namespace synaptorch::models {

/// Brings the error of an e-prop readout to a recurrent neuron as its learning signal.
struct eprop_learning_signal_connection {
  static constexpr Info info{"eprop_learning_signal_connection", Tier::nest, "Brings the error of an e-prop readout to a recurrent neuron."};
  static constexpr Carrier carries{SignalKind::learning};
};

}  // namespace synaptorch::models
