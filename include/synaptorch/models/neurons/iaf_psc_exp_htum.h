#pragma once
#include "synaptorch/models/parts/exp_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with exponential synaptic currents that integrates again before it can spike again.
/// NEST records its potential relative to E_L, and so do we; the state V_m is the potential itself.
struct iaf_psc_exp_htum {
  static constexpr Info info{"iaf_psc_exp_htum", Tier::nest,
                             "Leaky integrate-and-fire neuron with exponential currents, an absolute and a total refractory period.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_ex + I_in + I_e + I)/C_m;  dI_syn/dt = -I_syn/tau_syn;  "
                             "after a spike V_m = V_reset for t_ref_abs, no spike for t_ref_tot",
                             "Tsodyks, Uziel & Markram (2000) J. Neurosci. 20, RC50"};
  template <class T> struct Params { T C_m, E_L, I_e, V_reset, V_th, t_ref_abs, t_ref_tot, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { ExpMembrane::State<T> m; T V_rel, held, refractory; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { ExpMembrane::Coeffs<T> m; T steps_held, steps; };

  static constexpr Params<Field> params{rows::C_m, rows::E_L, rows::I_e, rows::V_reset, rows::V_th,
                                        {"t_ref_abs", 2.0, "ms", "absolute refractory period: V_m is held", positive},
                                        {"t_ref_tot", 2.0, "ms", "total refractory period: no spike", positive},
                                        rows::tau_m, rows::tau_syn_ex, rows::tau_syn_in};
  static constexpr State<Field> state{ExpMembrane::rows(Role::normal, "V_rel"), {"V_rel", 0.0, "mV", "V_m - E_L", any_value, Type::real, Role::hidden},
                                      {"held", 0.0, "1", "steps for which V_m is held", nonnegative, Type::integer, Role::hidden},
                                      rows::refractory};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    return p.t_ref_abs.x > p.t_ref_tot.x ? "t_ref_abs must not exceed t_ref_tot" : reset_below_threshold(p);
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {ExpMembrane::prepare(p, dt), steps_covering(p.t_ref_abs, dt), steps_covering(p.t_ref_tot, dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.m.V_m = where(s.held <= T(0.0), ExpMembrane::membrane(s.m, c.m, p.E_L, p.I_e), s.m.V_m);
    ExpMembrane::receive(s.m, c.m, x.ex, x.in, x.I);
    const T drive = where(s.refractory <= T(0.0), s.m.V_m - p.V_th, T(-1.0));
    const T z = fire_if(drive, s.m.V_m, s.refractory, p.V_reset, c.steps, env);
    s.held = where(z > T(0.0), detach(c.steps_held), max(s.held - 1.0, T(0.0)));
    s.V_rel = s.m.V_m - p.E_L;
    return z;
  }
};

}  // namespace synaptorch::models
