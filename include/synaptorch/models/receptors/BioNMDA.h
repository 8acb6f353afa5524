#pragma once
#include "synaptorch/models/parts/kinetic.h"

namespace synaptorch::models {

/// NMDA receptor of second order; the output is g. The magnesium block is an output, MgBlock.
struct BioNMDA {
  static constexpr Info info{"BioNMDA", Tier::brainpy, "Conductance of an NMDA synapse, second-order kinetics.",
                             "dx/dt = alpha2 [T] (1 - x) - beta2 x;  dg/dt = alpha1 x (1 - g) - beta1 g;  [T] = T for T_dur from a spike on, else 0.  "
                             "g sees x at the end of a step", kinetic::paper};
  template <class V> struct Params { V alpha1, beta1, alpha2, beta2, T, T_dur; };
  template <class V> struct State { V g, x, pulse; };
  template <class V> using Input = kinetic::Input<V>;
  template <class V> struct Coeffs { V steps; };
  static constexpr Params<Field> params{{"alpha1", 2.0, "1/ms", "opening rate of g", nonnegative}, {"beta1", 0.01, "1/ms", "closing rate of g", nonnegative},
                                        {"alpha2", 1.0, "1/(ms*mM)", "opening rate of x per concentration", nonnegative},
                                        {"beta2", 0.5, "1/ms", "closing rate of x", nonnegative}, kinetic::T(1.0), kinetic::T_dur(0.5)};
  static constexpr State<Field> state{{"g", 0.0, "mS", "conductance: the open fraction"}, {"x", 0.0, "1", "bound fraction"}, kinetic::pulse};
  static constexpr Input<Port> input = kinetic::input;

  template <class V> SYNAPTORCH_FN static Coeffs<V> prepare(const Params<V>& p, double dt) { return {kinetic::steps_of(p.T_dur, dt)}; }
  template <class V, class E>
  SYNAPTORCH_FN static V step(State<V>& s, const Input<V>& x, const Params<V>& p, const Coeffs<V>& c, const E& env) {
    s.x = kinetic::open(s.x, p.alpha2 * kinetic::transmitter(s.pulse, x.pre_spike, c.steps, p.T), p.beta2, env.dt);
    s.g = kinetic::open(s.g, p.alpha1 * s.x, p.beta1, env.dt);
    return s.g;
  }
};

}  // namespace synaptorch::models
