#pragma once
#include "synaptorch/models/parts/adaptive_threshold.h"

namespace synaptorch::models {

/// As mat2_psc_exp, with a threshold that also follows the changes of V_m.
struct amat2_psc_exp {
  static constexpr Info info{"amat2_psc_exp", Tier::nest, "Leaky integrator without reset whose threshold adapts to spikes and to the potential.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_ex + I_in + I_e + I)/C_m;  V_th = omega + V_th_v + sum_k th_k;  "
                             "V_th_v(t) = beta int s exp(-s/tau_v) dV_m/dt(t - s) ds;  dth_k/dt = -th_k/tau_k, th_k += alpha_k on a spike",
                             "Yamauchi, Kim & Shinomoto (2011) Front. Comput. Neurosci. 5, 42"};
  template <class T> struct Params { T C_m, E_L, I_e, alpha_1, alpha_2, beta, omega, t_ref, tau_1, tau_2, tau_m, tau_syn_ex, tau_syn_in, tau_v; };
  template <class T> struct State { ExpMembrane::State<T> m; AdaptiveThreshold::State<T> th; T V_th_v, V_th_dv; };
  template <class T> struct Input { T ex, in, I; };
  /// dv_x, v_x: what an exponential of time constant x in dV_m/dt leaves in V_th_dv and V_th_v; q_x: how a current enters it.
  template <class T> struct Coeffs { ExpMembrane::Coeffs<T> m; AdaptiveThreshold::Coeffs<T> th; T P_v, dv_m, v_m, dv_ex, v_ex, dv_in, v_in, q_ex, q_in; };
  static constexpr int tape_capacity = 256;

  static constexpr Params<Field> params{
      {"C_m", 200.0, "pF", "membrane capacitance", positive}, rows::E_L, rows::I_e,
      AdaptiveThreshold::alpha("alpha_1", 10.0, "jump of the fast part of the threshold"),
      AdaptiveThreshold::alpha("alpha_2", 0.0, "jump of the slow part of the threshold"),
      {"beta", 0.0, "1/ms", "how strongly the threshold follows V_m"}, {"omega", -65.0, "mV", "resting threshold"},
      AdaptiveThreshold::t_ref, AdaptiveThreshold::tau_1, AdaptiveThreshold::tau_2, rows::tau_m,
      {"tau_syn_ex", 1.0, "ms", "decay time of the excitatory current", positive},
      {"tau_syn_in", 3.0, "ms", "decay time of the inhibitory current", positive},
      {"tau_v", 5.0, "ms", "time constant of the part that follows V_m", positive}};
  static constexpr State<Field> state{
      ExpMembrane::rows(), AdaptiveThreshold::rows(-65.0), {"V_th_v", 0.0, "mV", "part of the threshold that follows V_m"},
      {"V_th_dv", 0.0, "mV/ms", "derivative variable of V_th_v", any_value, Type::real, Role::hidden}};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    if (p.tau_m.x == p.tau_syn_ex.x || p.tau_m.x == p.tau_syn_in.x || p.tau_m.x == p.tau_v.x) return "tau_m must differ from tau_syn_ex, tau_syn_in and tau_v";
    return p.tau_v.x == p.tau_syn_ex.x || p.tau_v.x == p.tau_syn_in.x ? "tau_v must differ from tau_syn_ex, tau_syn_in and tau_m" : nullptr;
  }
  template <class T> SYNAPTORCH_FN static State<T> initial(const Params<T>& p) { return AdaptiveThreshold::at_rest(state, p.omega); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T one(1.0);
    return {.m = ExpMembrane::prepare(p, dt), .th = AdaptiveThreshold::prepare(p, dt), .P_v = exp(-dt / p.tau_v),
            .dv_m = propagate_exp(p.tau_m, p.tau_v, one, dt), .v_m = propagate_alpha(p.tau_v, p.tau_m, one, dt),
            .dv_ex = propagate_exp(p.tau_syn_ex, p.tau_v, one, dt), .v_ex = propagate_alpha(p.tau_v, p.tau_syn_ex, one, dt),
            .dv_in = propagate_exp(p.tau_syn_in, p.tau_v, one, dt), .v_in = propagate_alpha(p.tau_v, p.tau_syn_in, one, dt),
            .q_ex = p.tau_m * p.tau_syn_ex / (p.C_m * (p.tau_syn_ex - p.tau_m)), .q_in = p.tau_m * p.tau_syn_in / (p.C_m * (p.tau_syn_in - p.tau_m))};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    // dV_m/dt over the step is a sum of three exponentials: of the membrane and of the two currents.
    const T ex = c.q_ex * s.m.I_syn_ex, in = c.q_in * s.m.I_syn_in;
    const T of_m = (ex + in + p.E_L - s.m.V_m) / p.tau_m + (s.m.I_stim + p.I_e) / p.C_m;
    const T of_ex = -ex / p.tau_syn_ex, of_in = -in / p.tau_syn_in;
    s.V_th_v = c.P_v * (s.V_th_v + env.dt * s.V_th_dv) + p.beta * (c.v_m * of_m + c.v_ex * of_ex + c.v_in * of_in);
    s.V_th_dv = c.P_v * s.V_th_dv + p.beta * (c.dv_m * of_m + c.dv_ex * of_ex + c.dv_in * of_in);
    s.m.V_m = ExpMembrane::membrane(s.m, c.m, p.E_L, p.I_e);
    ExpMembrane::receive(s.m, c.m, x.ex, x.in, x.I);
    return AdaptiveThreshold::step(s.th, s.m.V_m, p.omega + s.V_th_v, p, c.th, env);
  }
};

}  // namespace synaptorch::models
