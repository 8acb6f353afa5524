#pragma once
#include "synaptorch/models/parts/aeif.h"

namespace synaptorch::models {

/// A spike of finite width of an aeif neuron: the potential is clamped, then reset; an after-current depolarises, and the threshold moves.
struct WideSpike {
  using Membrane = AeifMembrane;
  template <class T> struct Params { T I_sp, V_clamp, V_th_max, t_clamp, tau_V_th, tau_z; };
  template <class T> struct State { T z, V_th; };
  template <class T> struct Coeffs { T clamped, per_tau_z, per_tau_V_th; };
  static constexpr Params<Field> params{
      {"I_sp", 400.0, "pA", "depolarising after-current of a spike"}, {"V_clamp", 33.0, "mV", "potential during a spike"}, {"V_th_max", 30.4, "mV", "threshold after a spike"},
      {"t_clamp", 2.0, "ms", "duration of a spike", nonnegative}, {"tau_V_th", 50.0, "ms", "time constant of the threshold", positive},
      {"tau_z", 40.0, "ms", "time constant of the after-current", positive}};
  static constexpr State<Field> state{{"z", 0.0, "pA", "depolarising after-current"}, {"V_th", -50.4, "mV", "threshold of spike initiation"}};
  static constexpr Field clamped{"clamped", 0.0, "1", "steps of a spike left", nonnegative, Type::integer, Role::hidden};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {where(p.t_clamp > T(0.0), steps_covering(p.t_clamp, dt) + 1.0, T(0.0)), 1.0 / p.tau_z, 1.0 / p.tau_V_th};
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V_th_rest, const Coeffs<T>& c) {
    return {-(s.z * c.per_tau_z), (V_th_rest - s.V_th) * c.per_tau_V_th};
  }
  /// After each sub-step: holds V during and after a spike, or starts one; returns the spikes.
  template <class T, class M, class E>
  SYNAPTORCH_FN static T spike(T& V, T& w, State<T>& s, T& clamped, T& refractory, const M& done, const Params<T>& p, const Coeffs<T>& c, const Membrane::Params<T>& m,
                               const Membrane::Coeffs<T>& after, const E& env) {
    const auto resting = refractory > T(0.0), spiking = clamped > T(0.0), last = done && spiking && clamped <= T(1.0);
    V = where(done && resting, m.V_reset, where(done && spiking, p.V_clamp, V));
    const T z = where(done && !resting && !spiking, env.spike(V - where(m.Delta_T > T(0.0), m.V_peak, s.V_th)), T(0.0));
    const auto brief = c.clamped <= T(0.0);   // without a clamp the reset follows at once
    V = where(last, m.V_reset, env.jump(z, V, where(brief, m.V_reset, p.V_clamp)));
    w = w + m.b * env.resetting(z);
    s.z = env.jump(z, s.z, p.I_sp);
    s.V_th = env.jump(z, s.V_th, p.V_th_max);
    clamped = where(z > T(0.0), detach(c.clamped), where(last, T(0.0), clamped));
    refractory = where(last || (brief && z > T(0.0)), detach(after.held), refractory);
    return z;
  }
};

}  // namespace synaptorch::models
