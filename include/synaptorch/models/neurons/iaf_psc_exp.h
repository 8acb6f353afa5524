#pragma once
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with exponential synaptic currents and optional escape noise.
struct iaf_psc_exp {
  static constexpr Info info{"iaf_psc_exp", Tier::nest, "Leaky integrate-and-fire neuron with exponential synaptic currents.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_ex + I_in + I_e + I)/C_m;  dI_syn/dt = -I_syn/tau_syn;  "
                             "delta > 0: spike with probability rho exp((V_m - V_th)/delta) dt",
                             "Tsodyks, Uziel & Markram (2000) J. Neurosci. 20, RC50"};
  template <class T> struct Params { T C_m, E_L, I_e, V_reset, V_th, delta, rho, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { T V_m, I_syn_ex, I_syn_in, I_stim, I_filtered, refractory; };
  template <class T> struct Input { T ex, in, I, I_1; };
  template <class T> struct Coeffs { T P_VV, P_VI, P_Vex, P_Vin, P_ex, P_in, steps; };
  static constexpr bool stochastic = true;

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, rows::V_reset, rows::V_th,
      {"delta", 0.0, "mV", "width of the noisy threshold, 0: sharp", nonnegative}, {"rho", 0.01, "1/s", "escape rate at threshold", nonnegative},
      rows::t_ref, rows::tau_m, rows::tau_syn("tau_syn_ex", "decay time of the excitatory current"),
      rows::tau_syn("tau_syn_in", "decay time of the inhibitory current")};
  static constexpr State<Field> state{
      .V_m = rows::V_m, .I_syn_ex = rows::I_syn("I_syn_ex", "excitatory current"), .I_syn_in = rows::I_syn("I_syn_in", "inhibitory current"),
      .I_stim = rows::I_stim, .I_filtered = {"I_1_stim", 0.0, "pA", "current of port 1 that acts in the next step", any_value, Type::real, Role::hidden},
      .refractory = rows::refractory};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current,
                                     {"I_1", "pA", "current, low-pass filtered with tau_syn_ex", PortKind::current, Sign::both, 1}};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {.P_VV = exp(-dt / p.tau_m), .P_VI = propagate_constant(p.tau_m, p.C_m, dt),
            .P_Vex = propagate_exp(p.tau_syn_ex, p.tau_m, p.C_m, dt), .P_Vin = propagate_exp(p.tau_syn_in, p.tau_m, p.C_m, dt),
            .P_ex = exp(-dt / p.tau_syn_ex), .P_in = exp(-dt / p.tau_syn_in), .steps = steps_covering(p.t_ref, dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto free = s.refractory <= T(0.0);
    const T V = p.E_L + c.P_VV * (s.V_m - p.E_L) + c.P_Vex * s.I_syn_ex + c.P_Vin * s.I_syn_in + c.P_VI * (s.I_stim + p.I_e);
    s.V_m = where(free, V, s.V_m);
    s.I_syn_ex = c.P_ex * s.I_syn_ex + (1.0 - c.P_ex) * s.I_filtered + x.ex;
    s.I_syn_in = c.P_in * s.I_syn_in + x.in;
    s.I_stim = x.I;
    s.I_filtered = x.I_1;
    const auto noisy = p.delta > T(0.0);
    if constexpr (!differentiates<T>) {
      if (!any(noisy)) return fire(s.V_m, s.refractory, p.V_th, p.V_reset, c.steps, env);
    }
    const T width = where(noisy, p.delta, T(1.0));
    const T hazard = (1e-3 * env.dt) * p.rho * exp((s.V_m - p.V_th) / width);
    const T drive = where(noisy, where(free, hazard - env.uniform_where(noisy, s.V_m, 0), T(-1.0)), s.V_m - p.V_th);
    return fire_if(drive, s.V_m, s.refractory, p.V_reset, c.steps, env);
  }
};

}  // namespace synaptorch::models
