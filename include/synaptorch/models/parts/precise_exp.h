#pragma once
// What iaf_psc_exp_ps and iaf_psc_exp_ps_lossless share: the exact solution with two exponentially decaying currents.
#include "synaptorch/models/parts/precise_membrane.h"

namespace synaptorch::models {

struct PreciseExp : PreciseMembrane {
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { T P_VV, P_VI, P_Vex, P_Vin, P_ex, P_in; };

  static constexpr Params<Field> rows_with(const Field& t_ref) {
    return {rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, t_ref, rows::tau_m,
            rows::tau_syn("tau_syn_ex", "decay time of the excitatory current"), rows::tau_syn("tau_syn_in", "decay time of the inhibitory current")};
  }
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class T> static Coeffs<T> prepare(const Params<T>& p, double dt) {
    using V = Vec<double, 1>;
    const V tau_m(p.tau_m), C_m(p.C_m), ex(p.tau_syn_ex), in(p.tau_syn_in);
    return {std::exp(-dt / p.tau_m), propagate_constant(tau_m, C_m, dt).x, propagate_exp(ex, tau_m, C_m, dt).x,
            propagate_exp(in, tau_m, C_m, dt).x, std::exp(-dt / p.tau_syn_ex), std::exp(-dt / p.tau_syn_in)};
  }
  template <class S> static void propagate(S& s, const Params<double>& p, const Coeffs<double>& c) {
    if (s.m.is_refractory == 0.0)
      set_above_rest(s, p, c.P_VV * above_rest(s, p) + c.P_VI * (s.m.I_stim + p.I_e) + c.P_Vex * s.I_syn_ex + c.P_Vin * s.I_syn_in);
    s.I_syn_ex *= c.P_ex;
    s.I_syn_in *= c.P_in;
  }
  template <class S> static void receive(S& s, const Params<double>&, double weight) { (weight < 0.0 ? s.I_syn_in : s.I_syn_ex) += weight; }
};

}  // namespace synaptorch::models
