#pragma once
#include "synaptorch/models/parts/iaf_cond.h"

namespace synaptorch::models {

/// Conductances that a spike opens: spike-frequency adaptation and relative refractoriness.
struct AfterSpikeConductances {
  template <class T> struct Params { T E_rr, E_sfa, q_rr, q_sfa, tau_rr, tau_sfa; };
  template <class T> struct State { T g_rr, g_sfa; };
  template <class T> struct Coeffs { T rr, sfa; };
  static constexpr Params<Field> params{
      {"E_rr", -70.0, "mV", "reversal potential of the relative refractoriness"}, {"E_sfa", -70.0, "mV", "reversal potential of the adaptation"},
      {"q_rr", 3214.0, "nS", "relative refractory conductance per spike"}, {"q_sfa", 14.48, "nS", "adaptation conductance per spike"},
      {"tau_rr", 1.97, "ms", "time constant of the relative refractoriness", positive}, {"tau_sfa", 110.0, "ms", "time constant of the adaptation", positive}};
  static constexpr State<Field> state{{"g_rr", 0.0, "nS", "relative refractory conductance"}, {"g_sfa", 0.0, "nS", "adaptation conductance"}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return {1.0 / p.tau_rr, 1.0 / p.tau_sfa}; }
  template <class T> SYNAPTORCH_FN static T add_current(const T& I, const State<T>& s, const T& V, const Params<T>& p) {
    return I + s.g_sfa * (p.E_sfa - V) + s.g_rr * (p.E_rr - V);
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const Coeffs<T>& c) { return {-(s.g_rr * c.rr), -(s.g_sfa * c.sfa)}; }
  template <class T> SYNAPTORCH_FN static void spike(State<T>& s, const T& z, const Params<T>& p) {
    s.g_rr = s.g_rr + p.q_rr * z;
    s.g_sfa = s.g_sfa + p.q_sfa * z;
  }
};

/// Leaky integrate-and-fire neuron with exponential conductances, adaptation and relative refractoriness.
struct iaf_cond_exp_sfa_rr : IafCond<ConductancePair<ExpConductance>, false, AfterSpikeConductances> {
  static constexpr Info info{"iaf_cond_exp_sfa_rr", Tier::nest, "Leaky integrate-and-fire neuron with conductances for synapses, adaptation and relative refractoriness.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - sum_k g_k (V_m - E_k) + I_e + I, k = ex, in, sfa, rr;  dg_k/dt = -g_k/tau_k;  a spike adds q_sfa, q_rr",
                             "Dayan & Abbott (2001) Theoretical Neuroscience, MIT Press, p. 166"};
  static constexpr Params<Field> params = [] {
    Params<Field> p = IafCond::params;
    p.C_m.value = 289.5, p.V_reset.value = -70.0, p.V_th.value = -57.0, p.g_L.value = 28.95, p.t_ref.value = 0.5;
    p.synapses.coupling.E_in.value = -75.0, p.synapses.ex.tau.value = 1.5, p.synapses.in.tau.value = 10.0;
    return p;
  }();
};

}  // namespace synaptorch::models
