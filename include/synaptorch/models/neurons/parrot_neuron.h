#pragma once
#include "synaptorch/models/parts/relay.h"

namespace synaptorch::models {

/// Repeats every spike it receives on receptor 0; weights are ignored.
struct parrot_neuron : Relay {
  static constexpr Info info{"parrot_neuron", Tier::nest, "Relay that emits one spike for each spike it receives.", "output = number of spikes received", ""};
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, double) { return {}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>&, const Input<T>& x, const Params<T>&, const Coeffs<T>&, const E&) { return x.events; }
};

}  // namespace synaptorch::models
