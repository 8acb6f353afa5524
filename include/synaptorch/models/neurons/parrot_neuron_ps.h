#pragma once
#include "synaptorch/models/parts/relay.h"

namespace synaptorch::models {

/// Repeats every spike it receives on receptor 0, keeping its exact time; weights are ignored.
struct parrot_neuron_ps : Relay {
  static constexpr Info info{"parrot_neuron_ps", Tier::nest, "Relay that repeats each spike at its exact time.", "output = spikes received", ""};
  static constexpr bool precise = true, relays = true;
};

}  // namespace synaptorch::models
