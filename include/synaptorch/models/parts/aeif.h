#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Adaptive exponential membrane with two conductances of shape K: what the aeif_cond_* neurons share.
template <class K> struct AeifCond {
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 1024;
  template <class T> struct Params { T C_m, Delta_T, E_L, E_ex, E_in, I_e, V_peak, V_reset, V_th, a, b, g_L, gsl_error_tol, t_ref, tau_syn_ex, tau_syn_in, tau_w; };
  template <class T> struct Dynamic { T V_m; typename K::template State<T> ex, in; T w; };
  template <class T> struct State { Dynamic<T> y; T I_stim, refractory, substep; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { T steps, per_C, rate_ex, rate_in, rate_w, slope_factor, sharpness; };

  static constexpr Params<Field> params{
      {"C_m", 281.0, "pF", "membrane capacitance", positive}, {"Delta_T", 2.0, "mV", "slope factor of the spike initiation, 0: sharp threshold", nonnegative},
      {"E_L", -70.6, "mV", "leak reversal potential"}, {"E_ex", 0.0, "mV", "excitatory reversal potential"}, {"E_in", -85.0, "mV", "inhibitory reversal potential"},
      rows::I_e, {"V_peak", 0.0, "mV", "potential at which a spike is detected"}, {"V_reset", -60.0, "mV", "reset potential"},
      {"V_th", -50.4, "mV", "threshold of spike initiation"}, {"a", 4.0, "nS", "subthreshold adaptation"}, {"b", 80.5, "pA", "adaptation per spike"},
      {"g_L", 30.0, "nS", "leak conductance", nonnegative}, {"gsl_error_tol", 1e-6, "1", "error tolerance of the adaptive solver", positive},
      {"t_ref", 0.0, "ms", "refractory period", nonnegative}, {"tau_syn_ex", 0.2, "ms", "time constant of the excitatory conductance", positive},
      {"tau_syn_in", 2.0, "ms", "time constant of the inhibitory conductance", positive}, {"tau_w", 144.0, "ms", "time constant of the adaptation", positive}};
  static constexpr State<Field> state{
      .y = {{"V_m", -70.6, "mV", "membrane potential"}, K::rows("dg_ex", "g_ex", "nS", "excitatory conductance"),
            K::rows("dg_in", "g_in", "nS", "inhibitory conductance"), {"w", 0.0, "pA", "adaptation current"}},
      .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{rows::spikes("ex", "nS", Sign::positive), rows::spikes("in", "nS", Sign::negative), rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    if (p.V_peak.x < p.V_th.x) return "V_peak must not be below V_th";
    return p.V_reset.x < p.V_peak.x ? nullptr : "V_reset must be below V_peak";
  }
  /// The step in which the spike falls counts as one more.
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T slope_factor = where(p.Delta_T <= T(0.0), T(1.0), p.Delta_T);
    return {where(p.t_ref > T(0.0), steps_covering(p.t_ref, dt) + 1.0, T(0.0)), 1.0 / p.C_m, 1.0 / p.tau_syn_ex, 1.0 / p.tau_syn_in,
            1.0 / p.tau_w, slope_factor, 1.0 / slope_factor};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto sharp = p.Delta_T <= T(0.0);
    const T peak = where(sharp, p.V_th, p.V_peak);
    T spikes(0.0), refractory = s.refractory;
    const auto rhs = [&](const Dynamic<T>& y) {
      const auto held = refractory > T(0.0);
      const T V = where(held, p.V_reset, min(y.V_m, p.V_peak));
      const T I_spike = where(sharp, T(0.0), p.g_L * c.slope_factor * exp((V - p.V_th) * c.sharpness));
      const T I_syn = y.ex.g * (V - p.E_ex) + y.in.g * (V - p.E_in);
      const T slope = (p.I_e + s.I_stim - p.g_L * (V - p.E_L) - y.w + I_spike - I_syn) * c.per_C;
      return Dynamic<T>{where(held, T(0.0), slope), K::slope(y.ex, c.rate_ex), K::slope(y.in, c.rate_in), (p.a * (V - p.E_L) - y.w) * c.rate_w};
    };
    // Spikes are found after every sub-step: with t_ref = 0 there can be several in a step.
    const auto after = [&](Dynamic<T>& y, const auto& done) {
      const auto held = refractory > T(0.0);
      y.V_m = where(done && held, p.V_reset, y.V_m);
      const T z = where(done && !held, env.spike(y.V_m - peak), T(0.0));
      y.V_m = env.jump(z, y.V_m, p.V_reset);
      y.w = y.w + p.b * env.resetting(z);
      refractory = where(z > T(0.0), detach(c.steps), refractory);
      spikes = spikes + z;
    };
    integrate<T>(s.y, s.substep, Tolerance<T>{p.gsl_error_tol, p.gsl_error_tol, 0.0, 1.0}, env, rhs, after);
    s.refractory = max(refractory - 1.0, T(0.0));
    K::receive(s.y.ex, x.ex, p.tau_syn_ex);
    K::receive(s.y.in, -x.in, p.tau_syn_in);
    s.I_stim = x.I;
    return spikes;
  }
};

}  // namespace synaptorch::models
