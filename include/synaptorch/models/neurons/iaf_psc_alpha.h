#pragma once
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents, exact on the grid.
struct iaf_psc_alpha {
  static constexpr Info info{"iaf_psc_alpha", Tier::nest, "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_ex + I_in + I_e + I)/C_m;  I_syn(t) = w e t/tau exp(-t/tau)",
                             "Rotter & Diesmann (1999) Biol. Cybern. 81, 381-402"};
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { T V_m, I_syn_ex, I_syn_in, dI_ex, dI_in, I_stim, refractory; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { T P_VV, P_VI, P_Vex, P_Vdex, P_Vin, P_Vdin, P_ex, P_in, jump_ex, jump_in, steps; };

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, rows::t_ref, rows::tau_m,
      rows::tau_syn("tau_syn_ex", "rise time of the excitatory current"), rows::tau_syn("tau_syn_in", "rise time of the inhibitory current")};
  static constexpr State<Field> state{
      .V_m = rows::V_m, .I_syn_ex = rows::I_syn("I_syn_ex", "excitatory current"), .I_syn_in = rows::I_syn("I_syn_in", "inhibitory current"),
      .dI_ex = rows::dI_syn("dI_syn_ex", "derivative variable of I_syn_ex"), .dI_in = rows::dI_syn("dI_syn_in", "derivative variable of I_syn_in"),
      .I_stim = rows::I_stim, .refractory = rows::refractory};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    constexpr double e = 2.718281828459045;
    return {.P_VV = exp(-dt / p.tau_m), .P_VI = propagate_constant(p.tau_m, p.C_m, dt),
            .P_Vex = propagate_exp(p.tau_syn_ex, p.tau_m, p.C_m, dt), .P_Vdex = propagate_alpha(p.tau_syn_ex, p.tau_m, p.C_m, dt),
            .P_Vin = propagate_exp(p.tau_syn_in, p.tau_m, p.C_m, dt), .P_Vdin = propagate_alpha(p.tau_syn_in, p.tau_m, p.C_m, dt),
            .P_ex = exp(-dt / p.tau_syn_ex), .P_in = exp(-dt / p.tau_syn_in),
            .jump_ex = e / p.tau_syn_ex, .jump_in = e / p.tau_syn_in, .steps = steps_covering(p.t_ref, dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto free = s.refractory <= T(0.0);
    const T V = p.E_L + c.P_VV * (s.V_m - p.E_L) + c.P_VI * (s.I_stim + p.I_e) + c.P_Vdex * s.dI_ex + c.P_Vex * s.I_syn_ex +
                c.P_Vdin * s.dI_in + c.P_Vin * s.I_syn_in;
    s.V_m = where(free, max(V, p.V_min), s.V_m);
    s.I_syn_ex = c.P_ex * (env.dt * s.dI_ex + s.I_syn_ex);
    s.I_syn_in = c.P_in * (env.dt * s.dI_in + s.I_syn_in);
    s.dI_ex = c.P_ex * s.dI_ex + c.jump_ex * x.ex;
    s.dI_in = c.P_in * s.dI_in + c.jump_in * x.in;
    s.I_stim = x.I;
    return fire(s.V_m, s.refractory, p.V_th, p.V_reset, c.steps, env);
  }
};

}  // namespace synaptorch::models
