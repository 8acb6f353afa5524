#pragma once
#include "synaptorch/models/parts/exp_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with exponential synaptic currents and optional escape noise.
struct iaf_psc_exp {
  static constexpr Info info{"iaf_psc_exp", Tier::nest, "Leaky integrate-and-fire neuron with exponential synaptic currents.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_ex + I_in + I_e + I)/C_m;  dI_syn/dt = -I_syn/tau_syn;  "
                             "delta > 0: spike with probability rho exp((V_m - V_th)/delta) dt",
                             "Tsodyks, Uziel & Markram (2000) J. Neurosci. 20, RC50"};
  template <class T> struct Params { T C_m, E_L, I_e, V_reset, V_th, delta, rho, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { ExpMembrane::State<T> m; T I_filtered, refractory; };
  template <class T> struct Input { T ex, in, I, I_1; };
  template <class T> struct Coeffs { ExpMembrane::Coeffs<T> m; T steps; };
  static constexpr bool stochastic = true;

  static constexpr Params<Field> params{rows::C_m, rows::E_L, rows::I_e, rows::V_reset, rows::V_th, rows::delta, rows::rho,
                                        rows::t_ref, rows::tau_m, rows::tau_syn_ex, rows::tau_syn_in};
  static constexpr State<Field> state{ExpMembrane::rows(), rows::I_filtered, rows::refractory};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current, rows::current_1};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {ExpMembrane::prepare(p, dt), steps_covering(p.t_ref, dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto free = s.refractory <= T(0.0);
    s.m.V_m = where(free, ExpMembrane::membrane(s.m, c.m, p.E_L, p.I_e), s.m.V_m);
    ExpMembrane::receive(s.m, c.m, x.ex + (1.0 - c.m.P_ex) * s.I_filtered, x.in, x.I);
    s.I_filtered = x.I_1;
    return fire_if(noisy_threshold(s.m.V_m, p.V_th, p.delta, p.rho, free, env), s.m.V_m, s.refractory, p.V_reset, c.steps, env);
  }
};

}  // namespace synaptorch::models
