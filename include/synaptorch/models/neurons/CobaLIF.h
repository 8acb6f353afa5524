#pragma once
#include "synaptorch/models/neurons/CubaLIF.h"

namespace synaptorch::models {

/// LIF with a synaptic conductance of its own.
struct CobaLIF : brainpy::IntegrateFire<CobaLIF> {
  static constexpr Info info{"CobaLIF", Tier::brainpy, "Leaky integrate-and-fire neuron with an exponential synaptic conductance.",
                             "tau_syn dg/dt = -g;  g += delta;  tau dV/dt = -(V - V_rest) + R (g (E - V) + x);  V >= V_th: spike and reset.  V sees g at the end of a step",
                             LIF::info.reference};
  template <class T> struct Params { T R, tau, tau_syn, E, V_th, V_reset, V_rest; };
  template <class T> struct State { T V, g; };
  template <class T> using Coeffs = CubaLIF::Coeffs<T>;

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(5.0), CubaLIF::tau_syn, {"E", 0.0, "mV", "reversal potential of the synapse"},
                                        brainpy::V_th(1.0), brainpy::V_reset(0.0), brainpy::V_rest(0.0)};
  static constexpr State<Field> state{brainpy::V(0.0), {"g", 0.0, "S", "synaptic conductance"}};
  static constexpr Input<Port> input{LIF::input.x, LIF::input.g, {"delta", "S", "jump of the synaptic conductance", PortKind::spikes}};

  template <class P> static constexpr const char* check(const P& p) { return LIF::check(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return CubaLIF::prepare(p, dt); }
  template <class T, class N>
  SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const N& env) {
    s.g = s.g * c.decay + x.delta;
    s.V = exp_euler(s.V, env.dt, [&](const auto& v) { return (p.V_rest - v + p.R * (s.g * (p.E - v) + brainpy::current<N>(x, v))) / p.tau; });
  }
};

}  // namespace synaptorch::models
