#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Leaky membrane with AMPA, GABA and NMDA synapses: what the iaf_bw_2001* neurons share.
struct BrunelWangMembrane {
  template <class T> struct Params { T C_m, E_L, E_ex, E_in, V_reset, V_th, alpha, conc_Mg2, g_L, gsl_error_tol, t_ref, tau_AMPA, tau_GABA, tau_decay_NMDA, tau_rise_NMDA; };
  template <class T> struct State { T V_m, s_AMPA, s_GABA; };
  template <class T> struct Currents { T AMPA, GABA, NMDA; };
  template <class T> struct Coeffs { T steps, per_C, per_AMPA, per_GABA, per_decay, per_rise, block; };
  static constexpr Params<Field> params{
      {"C_m", 500.0, "pF", "membrane capacitance", positive}, rows::E_L, {"E_ex", 0.0, "mV", "reversal potential of AMPA and NMDA synapses"},
      {"E_in", -70.0, "mV", "reversal potential of GABA synapses"}, {"V_reset", -60.0, "mV", "reset potential"}, rows::V_th,
      {"alpha", 0.5, "1/ms", "speed of the opening of NMDA channels", positive}, {"conc_Mg2", 1.0, "mM", "extracellular magnesium concentration", positive},
      {"g_L", 25.0, "nS", "leak conductance"}, {"gsl_error_tol", 1e-3, "1", "error tolerance of the adaptive solver", positive}, rows::t_ref,
      {"tau_AMPA", 2.0, "ms", "time constant of AMPA synapses", positive}, {"tau_GABA", 5.0, "ms", "time constant of GABA synapses", positive},
      {"tau_decay_NMDA", 100.0, "ms", "decay time constant of NMDA synapses", positive}, {"tau_rise_NMDA", 2.0, "ms", "rise time constant of NMDA synapses", positive}};
  static constexpr State<Field> state{rows::V_m, {"s_AMPA", 0.0, "nS", "conductance of AMPA synapses"}, {"s_GABA", 0.0, "nS", "conductance of GABA synapses"}};
  static constexpr Currents<Field> recorded{{"I_AMPA", 0.0, "pA", "current of AMPA synapses"}, {"I_GABA", 0.0, "pA", "current of GABA synapses"}, {"I_NMDA", 0.0, "pA", "current of NMDA synapses"}};
  static constexpr Port AMPA = rows::receptor("AMPA", "nS", 1), GABA = rows::receptor("GABA", "nS", 2);
  static constexpr Field s_NMDA{"s_NMDA", 0.0, "nS", "conductance of NMDA synapses, not blocked"};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {steps_covering(p.t_ref, dt), 1.0 / p.C_m, 1.0 / p.tau_AMPA, 1.0 / p.tau_GABA, 1.0 / p.tau_decay_NMDA, 1.0 / p.tau_rise_NMDA, p.conc_Mg2 * (1.0 / 3.57)};
  }
  template <class T> SYNAPTORCH_FN static Currents<T> currents(const State<T>& s, const T& s_NMDA, const Params<T>& p, const Coeffs<T>& c) {
    return {(s.V_m - p.E_ex) * s.s_AMPA, (s.V_m - p.E_in) * s.s_GABA, (s.V_m - p.E_ex) * s_NMDA / (1.0 + c.block * exp(-0.062 * s.V_m))};
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& s_NMDA, const T& I_stim, const Params<T>& p, const Coeffs<T>& c) {
    const Currents<T> I = currents(s, s_NMDA, p, c);
    return {(p.g_L * (p.E_L - s.V_m) - I.AMPA - I.GABA - I.NMDA + I_stim) * c.per_C, -(s.s_AMPA * c.per_AMPA), -(s.s_GABA * c.per_GABA)};
  }
  template <class T> SYNAPTORCH_FN static Tolerance<T> tolerance(const Params<T>& p) { return {p.gsl_error_tol, T(0.0), 1.0, 0.0}; }
  /// What ends a step: spikes arrive, and V_m is held at its reset or fires.
  template <class T, class E>
  SYNAPTORCH_FN static T finish(State<T>& s, T& refractory, const T& spikes_AMPA, const T& spikes_GABA, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.s_AMPA = s.s_AMPA + spikes_AMPA;
    s.s_GABA = s.s_GABA + spikes_GABA;
    s.V_m = where(refractory > T(0.0), p.V_reset, s.V_m);
    return fire(s.V_m, refractory, p.V_th, p.V_reset, c.steps, env);
  }
};

/// The lower incomplete gamma function of a in (0, 1] and x > 0 by its series of positive terms; from x = 36 on the complete one to 1e-16.
template <class T> SYNAPTORCH_FN T lower_gamma(const T& a, const T& x) {
  const T y = min(x, T(36.0));
  T term = 1.0 / a, sum = term;
  for (int n = 1; n <= 100; ++n) {
    term = term * y / (a + double(n));
    sum = sum + term;
  }
  return pow(y, a) * exp(-y) * sum;
}

}  // namespace synaptorch::models
