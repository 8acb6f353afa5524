#pragma once
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Exponentially decaying synaptic conductance; the output is g.
struct Expon {
  static constexpr Info info{"Expon", Tier::brainpy, "Synaptic conductance that jumps and decays exponentially.", "dg/dt = -g/tau;  g += x", ""};
  template <class T> struct Params { T tau; };
  template <class T> struct State { T g; };
  template <class T> struct Input { T x; };
  template <class T> struct Coeffs { T decay; };
  static constexpr Params<Field> params{{"tau", 8.0, "ms", "decay time constant", positive}};
  static constexpr State<Field> state{{"g", 0.0, "mS", "conductance"}};
  static constexpr Input<Port> input{{"x", "mS", "increment of the conductance", PortKind::spikes}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {exp(-dt / p.tau)}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>&, const Coeffs<T>& c, const E&) {
    s.g = s.g * c.decay + x.x;
    return s.g;
  }
};

}  // namespace synaptorch::models
