#pragma once
// The multi-timescale adaptive threshold of the MAT neurons: it jumps with each spike and decays; V_m is never reset.
#include "synaptorch/core/aggregate.h"
#include "synaptorch/models/parts/exp_membrane.h"

namespace synaptorch::models {

struct AdaptiveThreshold {
  template <class T> struct State { T V_th, V_th_alpha_1, V_th_alpha_2, refractory; };
  template <class T> struct Coeffs { T P_1, P_2, steps; };

  static constexpr Field tau_1{"tau_1", 10.0, "ms", "short time constant of the threshold", positive};
  static constexpr Field tau_2{"tau_2", 200.0, "ms", "long time constant of the threshold", positive};
  static constexpr Field t_ref{"t_ref", 2.0, "ms", "refractory period: no spike", positive};
  static constexpr Field alpha(const char* name, double value, const char* doc) { return {name, value, "mV", doc}; }
  static constexpr State<Field> rows(double omega) {
    return {{"V_th", omega, "mV", "spike threshold"}, {"V_th_alpha_1", 0.0, "mV", "fast part of the threshold", any_value, Type::real, Role::hidden},
            {"V_th_alpha_2", 0.0, "mV", "slow part of the threshold", any_value, Type::real, Role::hidden}, rows::refractory};
  }
  template <template <class> class P, class T> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    return {exp(-dt / p.tau_1), exp(-dt / p.tau_2), steps_covering(p.t_ref, dt)};
  }
  /// The defaults of a state table, with a threshold of omega.
  template <template <class> class S, class T> SYNAPTORCH_FN static S<T> at_rest(const S<Field>& table, const T& omega) {
    S<T> s;
    for (int k = 0; k < members<S<T>, T>; ++k) member<T>(s, k) = T(member<Field>(table, k).value);
    s.th.V_th = omega;
    return s;
  }
  /// One step: decay, and a spike where V reaches `base` plus the two parts outside the refractory period.
  template <class T, class P, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const T& V, const T& base, const P& p, const Coeffs<T>& c, const E& env) {
    const T fast = c.P_1 * s.V_th_alpha_1, slow = c.P_2 * s.V_th_alpha_2;
    const T z = env.spike(where(s.refractory <= T(0.0), V - (base + fast + slow), T(-1.0)));
    s.V_th_alpha_1 = fast + p.alpha_1 * env.resetting(z);
    s.V_th_alpha_2 = slow + p.alpha_2 * env.resetting(z);
    s.V_th = base + s.V_th_alpha_1 + s.V_th_alpha_2;
    s.refractory = where(z > T(0.0), detach(c.steps), max(s.refractory - 1.0, T(0.0)));
    return z;
  }
};

}  // namespace synaptorch::models
