#pragma once
#include "synaptorch/models/parts/relay.h"

namespace synaptorch::models {

/// Repeats every spike it receives on receptor 0; weights are ignored.
struct parrot_neuron : Relay {
  static constexpr Info info{"parrot_neuron", Tier::nest, "Relay that emits one spike for each spike it receives.", "output = number of spikes received", ""};
};

}  // namespace synaptorch::models
