#pragma once
#include "synaptorch/models/parts/precise_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents and spikes in continuous time.
struct iaf_psc_alpha_ps : PreciseMembrane<iaf_psc_alpha_ps> {
  static constexpr Info info{"iaf_psc_alpha_ps", Tier::nest, "Leaky integrate-and-fire neuron with alpha-shaped currents and spikes in continuous time.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_syn_ex + I_syn_in + I_e + I)/C_m;  I_syn(t) = w e t/tau exp(-t/tau);  "
                             "V_m reaches V_th: spike, V_reset for t_ref",
                             "Morrison et al. (2007) Neural Comput. 19, 47-79"};
  static constexpr bool bounds_intervals = true;   // V_min holds at the end of every interval
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { Membrane<T> m; T I_syn_ex, I_syn_in, dI_syn_ex, dI_syn_in; };
  template <class T> struct Input { T ex, in, I; };

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, t_ref, rows::tau_m,
      rows::tau_syn("tau_syn_ex", "rise time of the excitatory current"), rows::tau_syn("tau_syn_in", "rise time of the inhibitory current")};
  static constexpr State<Field> state{membrane(), rows::I_syn("I_syn_ex", "excitatory current"), rows::I_syn("I_syn_in", "inhibitory current"),
                                      rows::dI_syn("dI_syn_ex", "derivative variable of I_syn_ex"), rows::dI_syn("dI_syn_in", "derivative variable of I_syn_in")};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class T> SYNAPTORCH_FN static T response(const State<T>& s, const Params<T>& p, const T& dt) {
    return exp(-dt / p.tau_m) * above_rest(s, p) + propagate_constant(p.tau_m, p.C_m, dt) * (s.m.I_stim + p.I_e) +
           propagate_exp(p.tau_syn_ex, p.tau_m, p.C_m, dt) * s.I_syn_ex + propagate_alpha(p.tau_syn_ex, p.tau_m, p.C_m, dt) * s.dI_syn_ex +
           propagate_exp(p.tau_syn_in, p.tau_m, p.C_m, dt) * s.I_syn_in + propagate_alpha(p.tau_syn_in, p.tau_m, p.C_m, dt) * s.dI_syn_in;
  }
  template <class T> SYNAPTORCH_FN static void decay(State<T>& s, const Params<T>& p, const T& dt) {
    const T P_ex = exp(-dt / p.tau_syn_ex), P_in = exp(-dt / p.tau_syn_in);
    s.I_syn_ex = P_ex * (s.I_syn_ex + dt * s.dI_syn_ex);
    s.I_syn_in = P_in * (s.I_syn_in + dt * s.dI_syn_in);
    s.dI_syn_ex = P_ex * s.dI_syn_ex;
    s.dI_syn_in = P_in * s.dI_syn_in;
  }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Params<T>& p, const Input<T>& x) {
    constexpr double e = 2.718281828459045;
    s.dI_syn_ex = s.dI_syn_ex + e / p.tau_syn_ex * x.ex;
    s.dI_syn_in = s.dI_syn_in + e / p.tau_syn_in * x.in;
  }
  template <class T> SYNAPTORCH_FN static T synaptic(const State<T>& s) { return s.I_syn_ex + s.I_syn_in; }
};

}  // namespace synaptorch::models
