#pragma once
#include "synaptorch/core/env.h"
#include "synaptorch/integrate/exp_euler.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron of the BrainPy tier.
struct LIF {
  static constexpr Info info{"LIF", Tier::brainpy, "Leaky integrate-and-fire neuron.",
                             "tau dV/dt = -(V - V_rest) + R (x - g V);  V += delta;  V >= V_th: spike and reset",
                             "Abbott (1999) Brain Res. Bull. 50, 303-304"};
  template <class T> struct Params { T R, tau, V_th, V_reset, V_rest; };
  template <class T> struct State { T V; };
  template <class T> struct Input { T x, g, delta; };
  template <class T> struct Coeffs { T gain, scale; };

  static constexpr Params<Field> params{
      .R = {"R", 1.0, "ohm", "membrane resistance"},
      .tau = {"tau", 5.0, "ms", "membrane time constant", positive},
      .V_th = {"V_th", 1.0, "mV", "spike threshold"},
      .V_reset = {"V_reset", 0.0, "mV", "reset potential"},
      .V_rest = {"V_rest", 0.0, "mV", "resting potential"}};
  static constexpr State<Field> state{.V = {"V", 0.0, "mV", "membrane potential"}};
  static constexpr Input<Port> input{.x = {"x", "mA", "input current", PortKind::current},
                                     .g = {"g", "S", "conductance: the current is x - g V", PortKind::conductance},
                                     .delta = {"delta", "mV", "jump of the potential", PortKind::spikes}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {-expm1(-dt / p.tau), 1.0 / (p.V_th - p.V_reset)}; }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T old = env.spike((s.V - p.V_th) * c.scale);
    T V = env.reset(old, s.V, p.V_th, p.V_reset);
    if constexpr (E::coupled)
      V = exp_euler(V, env.dt, [&](const auto& v) { return (p.V_rest - v + p.R * (x.x - x.g * v)) / p.tau; });
    else
      V = V + c.gain * (p.V_rest - V + p.R * x.x);
    s.V = V + x.delta;
    return env.spike((s.V - p.V_th) * c.scale);
  }
};

}  // namespace synaptorch::models
