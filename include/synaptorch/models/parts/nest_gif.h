#pragma once
// What NEST's generalised integrate-and-fire neurons share: escape noise, a moving threshold, spike-triggered currents.
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/adaptation_lists.h"

namespace synaptorch::models {

struct GifMembrane {
  static constexpr const char* paper = "Mensi, Naud, Pozzorini, Avermann, Petersen & Gerstner (2012) J. Neurophysiol. 107, 1756-1775; "
                                       "Pozzorini, Naud, Mensi & Gerstner (2013) Nat. Neurosci. 16, 942-948";
  template <class T> struct Params { T C_m, Delta_V, E_L, I_e, V_T_star, V_reset, g_L, lambda_0, t_ref; };
  static constexpr Params<Field> params{
      {"C_m", 80.0, "pF", "membrane capacitance", positive}, {"Delta_V", 0.5, "mV", "width of the noisy threshold", positive}, rows::E_L, rows::I_e,
      {"V_T_star", -35.0, "mV", "threshold at rest"}, {"V_reset", -55.0, "mV", "reset potential"}, {"g_L", 4.0, "nS", "leak conductance", positive},
      {"lambda_0", 1.0, "1/s", "rate of spikes at threshold", nonnegative}, {"t_ref", 4.0, "ms", "refractory period", nonnegative}};
  /// The state that is no variable of an equation.
  template <class T> struct State { T E_sfa, I_stc, I_stim, refractory; };
  static constexpr State<Field> state{{"E_sfa", 0.0, "mV", "threshold with its adaptation"}, {"I_stc", 0.0, "pA", "sum of the spike-triggered currents"},
                                      rows::I_stim, rows::refractory};

  /// Threshold and spike-triggered current of this step; their terms then decay.
  template <class T> SYNAPTORCH_FN static void adapt(State<T>& s, const Params<T>& p, const Elements<ThresholdTerms, T>& sfa, const Elements<CurrentTerms, T>& stc) {
    s.E_sfa = p.V_T_star + sum_of(sfa);
    s.I_stc = sum_of(stc);
    decay(sfa);
    decay(stc);
  }
  /// A spike with the probability that V sets; in the steps of the refractory period V is V_reset.
  template <class T, class E>
  SYNAPTORCH_FN static T fire(T& V, State<T>& s, const Params<T>& p, const T& steps, const E& env, const Elements<ThresholdTerms, T>& sfa, const Elements<CurrentTerms, T>& stc) {
    const auto free = s.refractory <= T(0.0);
    const T rate = p.lambda_0 * exp(finite_exponent((V - s.E_sfa) / p.Delta_V));
    const T z = env.spike(where(free, -expm1((-1e-3 * env.dt) * rate) - env.uniform_where(free, V, 0), T(-1.0)));
    V = where(free, V, p.V_reset);
    s.refractory = where(z > T(0.0), detach(steps), max(s.refractory - 1.0, T(0.0)));
    jump(sfa, env.resetting(z));
    jump(stc, env.resetting(z));
    return z;
  }
};

/// The membrane of current-based neurons, exact on the grid.
struct GifPscMembrane : GifMembrane {
  template <class T> struct Coeffs { T P_VV, P_VI, steps; };
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T tau_m = p.C_m / p.g_L;
    return {.P_VV = exp(-dt / tau_m), .P_VI = propagate_constant(tau_m, p.C_m, dt), .steps = steps_covering(p.t_ref, dt)};
  }
  template <class T> SYNAPTORCH_FN static T propagate_syn(const T& tau_syn, const Params<T>& p, double dt) { return propagate_exp(tau_syn, p.C_m / p.g_L, p.C_m, dt); }
  /// V after the step; V_syn: what synaptic currents add.
  template <class T> SYNAPTORCH_FN static T advance(const T& V, const T& V_syn, const State<T>& s, const Params<T>& p, const Coeffs<T>& c) {
    return p.E_L + c.P_VV * (V - p.E_L) + c.P_VI * (s.I_stim + p.I_e - s.I_stc) + V_syn;
  }
};

/// The membrane of conductance-based neurons; conductances decay exponentially.
struct GifCondMembrane : GifMembrane {
  static constexpr Field gsl_error_tol{"gsl_error_tol", 1e-3, "1", "error tolerance of the adaptive solver"};
  template <class T> struct Coeffs { T per_C, steps; };
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {1.0 / p.C_m, steps_covering(p.t_ref, dt)}; }
  /// dV/dt; V stands still while the neuron is refractory. I_syn: what synapses add.
  template <class T> SYNAPTORCH_FN static T slope(const T& V, const T& I_syn, const State<T>& s, const Params<T>& p, const Coeffs<T>& c) {
    return where(s.refractory > T(0.0), T(0.0), (p.g_L * (p.E_L - V) + I_syn + s.I_stim + p.I_e - s.I_stc) * c.per_C);
  }
  template <class T> SYNAPTORCH_FN static Tolerance<T> tolerance(const T& absolute) { return {absolute, T(0.0), 0.0, 0.0}; }
};

}  // namespace synaptorch::models
