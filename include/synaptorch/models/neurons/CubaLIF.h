#pragma once
#include "synaptorch/models/neurons/LIF.h"

namespace synaptorch::models {

/// LIF with a synaptic current of its own.
struct CubaLIF : brainpy::IntegrateFire<CubaLIF> {
  static constexpr Info info{"CubaLIF", Tier::brainpy, "Leaky integrate-and-fire neuron with an exponential synaptic current.",
                             "tau_syn dg/dt = -g;  g += delta;  tau dV/dt = -(V - V_rest) + R (g + x);  V >= V_th: spike and reset.  V sees g at the end of a step",
                             LIF::info.reference};
  template <class T> struct Params { T R, tau, tau_syn, V_th, V_reset, V_rest; };
  template <class T> struct State { T V, g; };
  template <class T> struct Coeffs { T gain, rate, scale, decay; };

  static constexpr Field tau_syn{"tau_syn", 5.0, "ms", "time constant of the synapse", positive};
  static constexpr Params<Field> params{brainpy::R, brainpy::tau(5.0), tau_syn, brainpy::V_th(1.0), brainpy::V_reset(0.0), brainpy::V_rest(0.0)};
  static constexpr State<Field> state{brainpy::V(0.0), {"g", 0.0, "mA", "synaptic current"}};
  static constexpr Input<Port> input{LIF::input.x, LIF::input.g, {"delta", "mA", "jump of the synaptic current", PortKind::spikes}};

  template <class P> static constexpr const char* check(const P& p) { return LIF::check(p); }
  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    const auto lif = LIF::prepare(p, dt);
    return {lif.gain, lif.rate, lif.scale, exp(-dt / p.tau_syn)};
  }
  template <class T, class E>
  SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.g = s.g * c.decay + x.delta;
    s.V = LIF::relax(s.V, p.V_rest, s.g + x.x, x, p, c, env);
  }
};

}  // namespace synaptorch::models
