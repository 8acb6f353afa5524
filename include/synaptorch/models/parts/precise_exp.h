#pragma once
// What iaf_psc_exp_ps and iaf_psc_exp_ps_lossless share: the exact solution with two exponentially decaying currents.
#include "synaptorch/models/parts/precise_membrane.h"

namespace synaptorch::models {

template <class M> struct PreciseExp : PreciseMembrane<M> {
  using Base = PreciseMembrane<M>;
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Rates { typename Base::template Leakage<T> m; Filter<T> ex, in; };
  template <class T> struct Decays { T ex, in; };
  template <class T> struct Propagators { typename Base::template Leak<T> m; Decays<T> d; T V_ex, V_in; };

  static constexpr Params<Field> rows_with(const Field& t_ref) {
    return {rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, t_ref, rows::tau_m,
            rows::tau_syn("tau_syn_ex", "decay time of the excitatory current"), rows::tau_syn("tau_syn_in", "decay time of the inhibitory current")};
  }
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class T> SYNAPTORCH_FN static Rates<T> rates(const Params<T>& p) {
    return {Base::leakage(p), Filter<T>::of(p.tau_syn_ex, p.tau_m), Filter<T>::of(p.tau_syn_in, p.tau_m)};
  }
  template <class T> SYNAPTORCH_FN static Decays<T> decays(const Rates<T>& k, const T& dt) { return {exp(-dt * k.ex.rate), exp(-dt * k.in.rate)}; }
  template <class T> SYNAPTORCH_FN static Propagators<T> propagators(const Rates<T>& k, const T& dt) {
    const auto m = Base::leak(k.m, dt);
    const Decays<T> d = decays(k, dt);
    return {m, d, respond_exp(k.ex, k.m.per_C, m.V, d.ex, dt), respond_exp(k.in, k.m.per_C, m.V, d.in, dt)};
  }
  template <class S, class T> SYNAPTORCH_FN static T driven(const S& s, const Params<T>& p, const Propagators<T>& c) {
    return Base::driven(s, p, c) + (c.V_ex * s.I_syn_ex + c.V_in * s.I_syn_in);
  }
  template <class S, class T> SYNAPTORCH_FN static void decay(S& s, const Decays<T>& d) {
    s.I_syn_ex = s.I_syn_ex * d.ex;
    s.I_syn_in = s.I_syn_in * d.in;
  }
  template <class S, class T> SYNAPTORCH_FN static void receive(S& s, const Params<T>&, const Input<T>& x) {
    s.I_syn_ex = s.I_syn_ex + x.ex;
    s.I_syn_in = s.I_syn_in + x.in;
  }
  template <class S, class T> SYNAPTORCH_FN static T current(const S& s, const Params<T>& p) { return Base::current(s, p) + (s.I_syn_ex + s.I_syn_in); }
};

}  // namespace synaptorch::models
