#pragma once
#include "synaptorch/core/field.h"
#include "synaptorch/network/precise.h"

namespace synaptorch::models {

/// Repeats every spike it receives on receptor 0, keeping its exact time; weights are ignored.
struct parrot_neuron_ps {
  static constexpr Info info{"parrot_neuron_ps", Tier::nest, "Relay that repeats each spike at its exact time.", "output = spikes received", ""};
  static constexpr bool precise = true, relays = true, differentiable = false;
  template <class T> struct Params {};
  template <class T> struct State {};
  template <class T> struct Input { T events, ignored; };
  template <class T> struct Coeffs {};
  static constexpr Params<Field> params{};
  static constexpr State<Field> state{};
  static constexpr Input<Port> input{{"events", "1", "spikes to repeat", PortKind::events},
                                     {"ignored", "1", "spikes that only drive plasticity", PortKind::events, Sign::both, 1}};
};

}  // namespace synaptorch::models
