#pragma once
#include "synaptorch/models/synapses/eprop_learning_signal_connection.h"

namespace synaptorch::models {

/// The same for readouts with update intervals.
struct eprop_learning_signal_connection_bsshslm_2020 : eprop_learning_signal_connection {
  static constexpr Info info{"eprop_learning_signal_connection_bsshslm_2020", Tier::nest, "Brings the error of an e-prop readout to a recurrent neuron."};
};

}  // namespace synaptorch::models
