#pragma once
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Spike-response neuron with a noise sequence that is given beforehand. Potentials are in units of the threshold.
struct iaf_chs_2007 {
  static constexpr Info info{"iaf_chs_2007", Tier::nest, "Spike-response neuron with alpha-shaped potentials and a given noise sequence.",
                             "V_m = V_syn + V_spike + V_noise noise(k);  V_syn = sum w V_epsp e t/tau_epsp exp(-t/tau_epsp);  "
                             "V_m >= 1: spike, V_spike -= V_reset;  dV_spike/dt = -V_spike/tau_reset",
                             "Carandini, Horton & Sincich (2007) J. Vis. 7(14), 20"};
  template <class T> struct Params { T V_epsp, V_noise, V_reset, tau_epsp, tau_reset; };
  template <class T> struct State { T V_m, V_syn, I_syn, V_spike; };
  template <class T> struct Input { T ex, in, noise; };
  template <class T> struct Coeffs { T P_epsp, P_jump, P_reset; };

  static constexpr Params<Field> params{
      {"V_epsp", 0.77, "1", "peak of the potential after a spike of weight 1", nonnegative}, {"V_noise", 0.0, "1", "scale of the noise; not above 0: none"},
      {"V_reset", 2.31, "1", "size of the after-potential", nonnegative}, {"tau_epsp", 8.5, "ms", "rise time of the synaptic potential", positive},
      {"tau_reset", 15.4, "ms", "decay time of the after-potential", positive}};
  static constexpr State<Field> state{{"V_m", 0.0, "1", "membrane potential"},
                                      {"V_syn", 0.0, "1", "synaptic part of V_m", any_value, Type::real, Role::hidden},
                                      {"I_syn", 0.0, "1", "what drives V_syn", any_value, Type::real, Role::hidden},
                                      {"V_spike", 0.0, "1", "after-potentials", any_value, Type::real, Role::hidden}};
  static constexpr Input<Port> input{rows::spikes("ex", "1", Sign::positive), {"in", "1", "inhibitory spikes: ignored", PortKind::spikes, Sign::negative},
                                     {"noise", "1", "noise", PortKind::sequence}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T decay = exp(-dt / p.tau_epsp);
    return {decay, dt * (2.718281828459045 / p.tau_epsp) * p.V_epsp * decay, exp(-dt / p.tau_reset)};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.V_syn = c.P_epsp * s.V_syn + c.P_jump * s.I_syn;
    s.I_syn = c.P_epsp * s.I_syn + x.ex;
    const T after = c.P_reset * s.V_spike;
    const T V = s.V_syn + after + max(p.V_noise, T(0.0)) * x.noise;
    const T z = env.spike(V - 1.0), drop = p.V_reset * env.resetting(z);
    s.V_spike = after - drop;
    s.V_m = V - drop;
    return z;
  }
};

}  // namespace synaptorch::models
