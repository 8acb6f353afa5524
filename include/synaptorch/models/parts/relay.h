#pragma once
// Neurons that repeat the spikes they receive.
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
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, double) { return {}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>&, const Input<T>& x, const Params<T>&, const Coeffs<T>&, const E&) { return x.events; }
};

}  // namespace synaptorch::models
