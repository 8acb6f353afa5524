#pragma once
#include "synaptorch/models/parts/adaptive_threshold.h"

namespace synaptorch::models {

/// Leaky integrator with exponential currents and a threshold that adapts on two time scales.
struct mat2_psc_exp {
  static constexpr Info info{"mat2_psc_exp", Tier::nest, "Leaky integrator without reset whose threshold adapts on two time scales.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_ex + I_in + I_e + I)/C_m;  V_th = omega + sum_k th_k;  "
                             "dth_k/dt = -th_k/tau_k, th_k += alpha_k on a spike",
                             "Kobayashi, Tsubo & Shinomoto (2009) Front. Comput. Neurosci. 3, 9"};
  template <class T> struct Params { T C_m, E_L, I_e, alpha_1, alpha_2, omega, t_ref, tau_1, tau_2, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { ExpMembrane::State<T> m; AdaptiveThreshold::State<T> th; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { ExpMembrane::Coeffs<T> m; AdaptiveThreshold::Coeffs<T> th; };

  static constexpr Params<Field> params{
      {"C_m", 100.0, "pF", "membrane capacitance", positive}, rows::E_L, rows::I_e,
      AdaptiveThreshold::alpha("alpha_1", 37.0, "jump of the fast part of the threshold"),
      AdaptiveThreshold::alpha("alpha_2", 2.0, "jump of the slow part of the threshold"),
      {"omega", -51.0, "mV", "resting threshold"}, AdaptiveThreshold::t_ref, AdaptiveThreshold::tau_1, AdaptiveThreshold::tau_2,
      {"tau_m", 5.0, "ms", "membrane time constant", positive}, {"tau_syn_ex", 1.0, "ms", "decay time of the excitatory current", positive},
      {"tau_syn_in", 3.0, "ms", "decay time of the inhibitory current", positive}};
  static constexpr State<Field> state{ExpMembrane::rows(Role::hidden), AdaptiveThreshold::rows(-51.0)};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    return p.tau_m.x == p.tau_syn_ex.x || p.tau_m.x == p.tau_syn_in.x ? "tau_m must differ from tau_syn_ex and tau_syn_in" : nullptr;
  }
  template <class T> SYNAPTORCH_FN static State<T> initial(const Params<T>& p) { return AdaptiveThreshold::at_rest(state, p.omega); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {ExpMembrane::prepare(p, dt), AdaptiveThreshold::prepare(p, dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.m.V_m = ExpMembrane::membrane(s.m, c.m, p.E_L, p.I_e);
    ExpMembrane::receive(s.m, c.m, x.ex, x.in, x.I);
    return AdaptiveThreshold::step(s.th, s.m.V_m, p.omega, p, c.th, env);
  }
};

}  // namespace synaptorch::models
