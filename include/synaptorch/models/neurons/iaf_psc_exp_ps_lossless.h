#pragma once
#include "synaptorch/models/parts/precise_exp.h"

namespace synaptorch::models {

/// As iaf_psc_exp_ps, but no crossing of the threshold is missed, however short.
struct iaf_psc_exp_ps_lossless : PreciseExp<iaf_psc_exp_ps_lossless> {
  static constexpr Info info{"iaf_psc_exp_ps_lossless", Tier::nest,
                             "Leaky integrate-and-fire neuron with exponential currents and spikes in continuous time, none of them missed.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_syn_ex + I_syn_in + I_e + I)/C_m;  V_m reaches V_th, if only for a moment: spike, "
                             "V_reset for t_ref",
                             "Krishnan et al. (2018) Front. Neuroinform. 11, 75"};
  template <class T> struct State { Membrane<T> m; T I_syn_ex, I_syn_in, I_syn; };
  static constexpr Params<Field> params = rows_with(rows::t_ref);
  static constexpr State<Field> state{membrane("offset"), rows::I_syn("I_syn_ex", "excitatory current"),
                                      rows::I_syn("I_syn_in", "inhibitory current"), rows::I_syn("I_syn", "sum of the currents")};

  template <class P> static constexpr const char* check(const P& p) {
    if (p.tau_syn_ex.x != p.tau_syn_in.x) return "tau_syn_ex and tau_syn_in must be equal";
    if (p.tau_syn_ex.x == p.tau_m.x) return "tau_syn_ex and tau_syn_in must differ from tau_m";
    return PreciseExp::check(p);
  }
  template <class T> SYNAPTORCH_FN static void decay(State<T>& s, const Decays<T>& d) {
    PreciseExp::decay(s, d);
    s.I_syn = s.I_syn_ex + s.I_syn_in;
  }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Params<T>& p, const Input<T>& x) {
    PreciseExp::receive(s, p, x);
    s.I_syn = s.I_syn_ex + s.I_syn_in;
  }
  /// V_m - E_L = rest + A exp(-t/tau_m) + B exp(-t/tau_syn) has one extremum at most. Where the end of the interval is below
  /// threshold, V_m may have been above it there: if it rises first and falls at the end.
  template <class T> SYNAPTORCH_FN static auto rises(const State<T>& s, const Params<T>& p) { return p.tau_m * current(s, p) > p.C_m * above_rest(s, p); }
  template <class T> SYNAPTORCH_FN static auto reaches(const State<T>& before, const State<T>& after, const Params<T>& p) {
    return PreciseExp::reaches(before, after, p) || (rises(before, p) && !rises(after, p));
  }
  template <class T>
  SYNAPTORCH_FN static std::pair<State<T>, T> highest(const State<T>& before, const State<T>& after, const Params<T>& p, const Rates<T>& k, const T& dt) {
    const T tau = p.tau_syn_ex, B = before.I_syn * p.tau_m * tau / (p.C_m * (tau - p.tau_m));
    const T A = above_rest(before, p) - p.tau_m / p.C_m * (before.m.I_stim + p.I_e) - B;
    const T ratio = -(B * p.tau_m) / where(A * tau < T(0.0) || A * tau > T(0.0), A * tau, T(1.0));
    const T t = log(where(ratio > T(0.0), ratio, T(1.0))) / (1.0 / tau - 1.0 / p.tau_m);
    const auto inside = distance(after, p) < T(0.0) && t > T(0.0) && t < dt;
    const T when = where(inside, detach(t), dt);   // V_m does not change with t at its extremum
    return {at(before, p, k, when), when};
  }
};

}  // namespace synaptorch::models
