#pragma once
// The tables of neurons that repeat the spikes they receive.
#include "synaptorch/core/env.h"

namespace synaptorch::models {

struct Relay {
  static constexpr bool differentiable = false;
  template <class T> struct Params {};
  template <class T> struct State {};
  template <class T> struct Input { T events, ignored; };
  template <class T> struct Coeffs {};
  static constexpr Params<Field> params{};
  static constexpr State<Field> state{};
  static constexpr Input<Port> input{{"events", "1", "number of spikes to repeat", PortKind::events},
                                     {"ignored", "1", "spikes that only drive plasticity", PortKind::events, Sign::both, 1}};
};

}  // namespace synaptorch::models
