#pragma once
// A leaky membrane with two exponentially decaying currents, exact on the grid: what iaf_psc_exp and its siblings share.
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

struct ExpMembrane {
  template <class T> struct State { T V_m, I_syn_ex, I_syn_in, I_stim; };
  template <class T> struct Coeffs { T P_VV, P_VI, P_Vex, P_Vin, P_ex, P_in; };

  static constexpr State<Field> rows(Role currents = Role::normal, const char* recorded_V_m = nullptr) {
    return {{"V_m", -70.0, "mV", "membrane potential", any_value, Type::real, Role::normal, recorded_V_m}, {"I_syn_ex", 0.0, "pA", "excitatory current", any_value, Type::real, currents},
            {"I_syn_in", 0.0, "pA", "inhibitory current", any_value, Type::real, currents}, rows::I_stim};
  }
  /// `p` has C_m, tau_m, tau_syn_ex and tau_syn_in.
  template <template <class> class P, class T> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    return {.P_VV = exp(-dt / p.tau_m), .P_VI = propagate_constant(p.tau_m, p.C_m, dt),
            .P_Vex = propagate_exp(p.tau_syn_ex, p.tau_m, p.C_m, dt), .P_Vin = propagate_exp(p.tau_syn_in, p.tau_m, p.C_m, dt),
            .P_ex = exp(-dt / p.tau_syn_ex), .P_in = exp(-dt / p.tau_syn_in)};
  }
  /// V_m at the end of a step, if nothing holds it.
  template <class T> SYNAPTORCH_FN static T membrane(const State<T>& s, const Coeffs<T>& c, const T& E_L, const T& I_e) {
    return E_L + c.P_VV * (s.V_m - E_L) + c.P_Vex * s.I_syn_ex + c.P_Vin * s.I_syn_in + c.P_VI * (s.I_stim + I_e);
  }
  /// The currents at the end of a step: spikes count at once, `I` acts in the next step.
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Coeffs<T>& c, const T& ex, const T& in, const T& I) {
    s.I_syn_ex = c.P_ex * s.I_syn_ex + ex;
    s.I_syn_in = c.P_in * s.I_syn_in + in;
    s.I_stim = I;
  }
};

namespace rows {
inline constexpr Field delta{"delta", 0.0, "mV", "width of the noisy threshold, 0: sharp", nonnegative};
inline constexpr Field rho{"rho", 0.01, "1/s", "escape rate at threshold", nonnegative};
inline constexpr Field I_filtered{"I_1_stim", 0.0, "pA", "current of port 1 that acts in the next step", any_value, Type::real, Role::hidden};
inline constexpr Port current_1{"I_1", "pA", "current, low-pass filtered with tau_syn_ex", PortKind::current, Sign::both, 1};
inline constexpr Field tau_syn_ex = tau_syn("tau_syn_ex", "decay time of the excitatory current");
inline constexpr Field tau_syn_in = tau_syn("tau_syn_in", "decay time of the inhibitory current");
}  // namespace rows

/// A spike where this is not negative: V reaches V_th or, where delta > 0, by chance with rate rho exp((V - V_th)/delta).
template <class T, class M, class E>
SYNAPTORCH_FN T noisy_threshold(const T& V, const T& V_th, const T& delta, const T& rho, const M& free, const E& env) {
  const auto noisy = delta > T(0.0);
  if (!some<T>(noisy)) return V - V_th;
  const T hazard = (1e-3 * env.dt) * rho * exp(finite_exponent((V - V_th) / where(noisy, delta, T(1.0))));
  return where(noisy, where(free, hazard - env.uniform_where(noisy, V, 0), T(-1.0)), V - V_th);
}

}  // namespace synaptorch::models
