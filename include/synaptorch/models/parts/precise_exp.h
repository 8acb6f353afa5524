#pragma once
// What iaf_psc_exp_ps and iaf_psc_exp_ps_lossless share: the exact solution with two exponentially decaying currents.
#include "synaptorch/models/parts/precise_membrane.h"

namespace synaptorch::models {

template <class M> struct PreciseExp : PreciseMembrane<M> {
  using Base = PreciseMembrane<M>;
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct Input { T ex, in, I; };

  static constexpr Params<Field> rows_with(const Field& t_ref) {
    return {rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, t_ref, rows::tau_m,
            rows::tau_syn("tau_syn_ex", "decay time of the excitatory current"), rows::tau_syn("tau_syn_in", "decay time of the inhibitory current")};
  }
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class S, class T> SYNAPTORCH_FN static T response(const S& s, const Params<T>& p, const T& dt) {
    return exp(-dt / p.tau_m) * Base::above_rest(s, p) + propagate_constant(p.tau_m, p.C_m, dt) * (s.m.I_stim + p.I_e) +
           propagate_exp(p.tau_syn_ex, p.tau_m, p.C_m, dt) * s.I_syn_ex + propagate_exp(p.tau_syn_in, p.tau_m, p.C_m, dt) * s.I_syn_in;
  }
  template <class S, class T> SYNAPTORCH_FN static void decay(S& s, const Params<T>& p, const T& dt) {
    s.I_syn_ex = s.I_syn_ex * exp(-dt / p.tau_syn_ex);
    s.I_syn_in = s.I_syn_in * exp(-dt / p.tau_syn_in);
  }
  template <class S, class T> SYNAPTORCH_FN static void receive(S& s, const Params<T>&, const Input<T>& x) {
    s.I_syn_ex = s.I_syn_ex + x.ex;
    s.I_syn_in = s.I_syn_in + x.in;
  }
  template <class S> SYNAPTORCH_FN static auto synaptic(const S& s) { return s.I_syn_ex + s.I_syn_in; }
};

}  // namespace synaptorch::models
