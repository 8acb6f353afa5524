#pragma once
#include "synaptorch/models/parts/aeif.h"

namespace synaptorch::models {

/// Adaptive exponential integrate-and-fire neuron whose potential jumps with each spike.
struct aeif_psc_delta {
  static constexpr Info info{"aeif_psc_delta", Tier::nest, "Adaptive exponential integrate-and-fire neuron with delta-shaped synaptic currents.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th)/Delta_T) - w + I_e + I;  V_m += weight on a spike;  "
                             "tau_w dw/dt = a (V_m - E_L) - w",
                             "Brette & Gerstner (2005) J. Neurophysiol. 94, 3637-3642"};
  using Membrane = AeifMembrane;
  static constexpr bool adaptive = true, multiple = true;
  static constexpr int tape_capacity = 512;
  template <class T> struct Params { Membrane::Params<T> membrane; T refractory_input; };
  template <class T> struct Dynamic { T V_m, w; };
  template <class T> struct State { Dynamic<T> y; T I_stim, refractory, stored, substep; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; T decay; };

  static constexpr Params<Field> params{Membrane::params, rows::refractory_input};
  static constexpr State<Field> state{.y = {Membrane::V_m, Membrane::w}, .I_stim = rows::I_stim, .refractory = rows::refractory,
                                      .stored = rows::stored, .substep = substep_field};
  static constexpr Input<Port> input{rows::jumps, rows::current};

  template <class P> static constexpr const char* check(const P& p) { return Membrane::check(p.membrane); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {Membrane::prepare(p.membrane, dt), -dt * p.membrane.g_L / p.membrane.C_m};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const Membrane::Params<T>& m = p.membrane;
    T spikes(0.0), refractory = s.refractory, jump = x.spikes + s.stored;
    const T stored = keep_input(s.stored, x.spikes, p.refractory_input, s.refractory, c.decay);
    const auto rhs = [&](const Dynamic<T>& y) {
      const auto held = refractory > T(0.0);
      const T V = where(held, m.V_reset, min(y.V_m, m.V_peak));
      return Dynamic<T>{where(held, T(0.0), Membrane::slope(V, m.V_th, m.I_e + s.I_stim - y.w, m, c.membrane)), Membrane::adaptation(V, y.w, m, c.membrane)};
    };
    // What arrives in a step acts at the end of its first sub-step.
    const auto after = [&](Dynamic<T>& y, const auto& done) {
      y.V_m = where(done, y.V_m + jump, y.V_m);
      jump = where(done, T(0.0), jump);
      spikes = spikes + Membrane::spike(y.V_m, y.w, refractory, done, m, c.membrane, env);
    };
    integrate<T>(s.y, s.substep, Membrane::tolerance(m), env, rhs, after);
    s.refractory = max(refractory - 1.0, T(0.0));
    s.stored = stored;
    s.I_stim = x.I;
    return spikes;
  }
};

}  // namespace synaptorch::models
