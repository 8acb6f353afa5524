#pragma once
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Alpha-shaped synaptic conductance, exponential Euler per variable; the output is g.
struct Alpha {
  static constexpr Info info{"Alpha", Tier::brainpy, "Synaptic conductance that follows an alpha function.", "dg/dt = (h - g)/tau;  dh/dt = -h/tau;  h += x", ""};
  template <class T> struct Params { T tau; };
  template <class T> struct State { T g, h; };
  template <class T> struct Input { T x; };
  template <class T> struct Coeffs { T decay; };
  static constexpr Params<Field> params{{"tau", 8.0, "ms", "time constant of rise and decay", positive}};
  static constexpr State<Field> state{{"g", 0.0, "mS", "conductance"}, {"h", 0.0, "mS", "driving variable"}};
  static constexpr Input<Port> input{{"x", "mS", "increment of h", PortKind::spikes}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {exp(-dt / p.tau)}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>&, const Coeffs<T>& c, const E&) {
    s.g = s.h + c.decay * (s.g - s.h);
    s.h = s.h * c.decay + x.x;
    return s.g;
  }
};

}  // namespace synaptorch::models
