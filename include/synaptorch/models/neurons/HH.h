#pragma once
#include "synaptorch/models/parts/brainpy.h"
#include "synaptorch/models/parts/hh_rates.h"

namespace synaptorch::models {

/// Hodgkin-Huxley neuron of the BrainPy tier, exponential Euler with frozen conductances.
struct HH : brainpy::Crossing<HH> {
  static constexpr Info info{"HH", Tier::brainpy, "Hodgkin-Huxley neuron.",
                             "C dV/dt = -gNa m^3 h (V - ENa) - gK n^4 (V - EK) - gL (V - EL) + x - g V;  one spike per upward crossing of V_th.  "
                             "Exponential Euler in V with frozen gates (brainpy.state 0.0.4 steps V by forward Euler and reports a spike in every step above V_th)",
                             "Hodgkin & Huxley (1952) J. Physiol. 117, 500-544"};
  static constexpr int tape_capacity = 256;
  template <class T> struct Params { T ENa, gNa, EK, gK, EL, gL, V_th, C; };
  template <class T> struct State { T V, m, h, n; };

  static constexpr Params<Field> params{
      {"ENa", 50.0, "mV", "sodium reversal potential"}, {"gNa", 120.0, "mS", "sodium conductance", nonnegative}, {"EK", -77.0, "mV", "potassium reversal potential"},
      {"gK", 36.0, "mS", "potassium conductance", nonnegative}, {"EL", -54.387, "mV", "leak reversal potential"}, {"gL", 0.03, "mS", "leak conductance", nonnegative},
      brainpy::V_th(20.0), {"C", 1.0, "uF", "membrane capacitance", positive}};
  static constexpr State<Field> state{brainpy::V(-65.0), {"m", 0.05293248525724958, "1", "sodium activation", unit_interval},
                                      {"h", 0.5961207535084603, "1", "sodium inactivation", unit_interval},
                                      {"n", 0.3176769140606974, "1", "potassium activation", unit_interval}};
  static constexpr Input<Port> input = brainpy::ports("uA", "mS", "mV");

  template <class T, class E> SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const E& env) {
    const HHRates<T> r(s.V);
    const T n2 = s.n * s.n, g_Na = p.gNa * (s.m * s.m * s.m * s.h), g_K = p.gK * (n2 * n2);
    s.V = exp_euler(s.V, env.dt, [&](const auto& v) {
      return (brainpy::current<E>(x, v) - g_Na * (v - p.ENa) - g_K * (v - p.EK) - p.gL * (v - p.EL)) / p.C;
    }) + x.delta;
    s.m = gate(s.m, r.a_m, r.b_m, env.dt);
    s.h = gate(s.h, r.a_h, r.b_h, env.dt);
    s.n = gate(s.n, r.a_n, r.b_n, env.dt);
  }
};

}  // namespace synaptorch::models
