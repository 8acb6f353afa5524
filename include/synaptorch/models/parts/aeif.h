#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/synaptic_input.h"

namespace synaptorch::models {

/// Membrane with exponential spike initiation and adaptation: what all aeif_* neurons share.
struct AeifMembrane {
  template <class T> struct Params { T C_m, Delta_T, E_L, I_e, V_peak, V_reset, V_th, a, b, g_L, gsl_error_tol, t_ref, tau_w; };
  /// held: refractory steps; per_*: reciprocals; drive: g_L Delta_T, 0 where the threshold is sharp.
  template <class T> struct Coeffs { T held, per_C, per_tau_w, per_slope, drive, peak; };
  static constexpr Params<Field> params{
      {"C_m", 281.0, "pF", "membrane capacitance", positive}, {"Delta_T", 2.0, "mV", "slope factor of the spike initiation, 0: sharp threshold", nonnegative},
      {"E_L", -70.6, "mV", "leak reversal potential"}, rows::I_e, {"V_peak", 0.0, "mV", "potential at which a spike is detected"},
      {"V_reset", -60.0, "mV", "reset potential"}, {"V_th", -50.4, "mV", "threshold of spike initiation"}, {"a", 4.0, "nS", "subthreshold adaptation"},
      {"b", 80.5, "pA", "adaptation per spike"}, {"g_L", 30.0, "nS", "leak conductance"},
      {"gsl_error_tol", 1e-6, "1", "error tolerance of the adaptive solver", positive}, {"t_ref", 0.0, "ms", "refractory period", nonnegative},
      {"tau_w", 144.0, "ms", "time constant of the adaptation", positive}};
  static constexpr Field V_m{"V_m", -70.6, "mV", "membrane potential"}, w{"w", 0.0, "pA", "adaptation current"};

  template <class T> static constexpr const char* check(const Params<T>& p) {
    if (p.V_peak.x < p.V_th.x) return "V_peak must not be below V_th";
    return p.V_reset.x < p.V_peak.x ? nullptr : "V_reset must be below V_peak";
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const auto sharp = p.Delta_T <= T(0.0);
    return {.held = where(p.t_ref > T(0.0), steps_covering(p.t_ref, dt) + 1.0, T(0.0)),   // the step in which the spike falls counts as one more
            .per_C = 1.0 / p.C_m, .per_tau_w = 1.0 / p.tau_w, .per_slope = where(sharp, T(0.0), 1.0 / where(sharp, T(1.0), p.Delta_T)),
            .drive = where(sharp, T(0.0), p.g_L * p.Delta_T), .peak = where(sharp, p.V_th, p.V_peak)};
  }
  template <class T> SYNAPTORCH_FN static Tolerance<T> tolerance(const Params<T>& p) { return {p.gsl_error_tol, p.gsl_error_tol, 0.0, 1.0}; }

  /// dV/dt of a neuron that is not held; I: all other currents.
  template <class T> SYNAPTORCH_FN static T slope(const T& V, const T& V_th, const T& I, const Params<T>& p, const Coeffs<T>& c) {
    return (p.g_L * (p.E_L - V) + c.drive * exp((V - V_th) * c.per_slope) + I) * c.per_C;
  }
  template <class T> SYNAPTORCH_FN static T adaptation(const T& V, const T& w, const Params<T>& p, const Coeffs<T>& c) {
    return (p.a * (V - p.E_L) - w) * c.per_tau_w;
  }
  /// After each sub-step (with t_ref = 0 there can be several spikes in a step): holds V, or resets where a spike is found; returns the spikes.
  template <class T, class M, class E>
  SYNAPTORCH_FN static T spike(T& V, T& w, T& refractory, const M& done, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto held = refractory > T(0.0);
    V = where(done && held, p.V_reset, V);
    const T z = where(done && !held, env.spike(V - c.peak), T(0.0));
    V = env.jump(z, V, p.V_reset);
    w = w + p.b * env.resetting(z);
    refractory = where(z > T(0.0), detach(c.held), refractory);
    return z;
  }
};

/// The same with synaptic input S of a time course of its own.
template <class S> struct Aeif {
  using Membrane = AeifMembrane;
  static constexpr bool adaptive = true, multiple = true;
  static constexpr int tape_capacity = 1024;
  template <class T> struct Params { Membrane::Params<T> membrane; typename S::template Params<T> synapses; };
  template <class T> struct Dynamic { T V_m; typename S::template State<T> synapses; T w; };
  template <class T> struct State { Dynamic<T> y; T I_stim, refractory, substep; };
  template <class T> struct Input { typename S::template Input<T> synapses; T I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; typename S::template Coeffs<T> synapses; };

  static constexpr Params<Field> params{Membrane::params, S::params};
  static constexpr State<Field> state{.y = {Membrane::V_m, S::state, Membrane::w}, .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{S::input, rows::current};

  template <class P> static constexpr const char* check(const P& p) { return Membrane::check(p.membrane); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {Membrane::prepare(p.membrane, dt), S::prepare(p.synapses)}; }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const Membrane::Params<T>& m = p.membrane;
    T spikes(0.0), refractory = s.refractory;
    const auto rhs = [&](const Dynamic<T>& y) {
      const auto held = refractory > T(0.0);
      const T V = where(held, m.V_reset, min(y.V_m, m.V_peak));
      const T I = m.I_e + s.I_stim - y.w + S::current(y.synapses, V, p.synapses);
      return Dynamic<T>{where(held, T(0.0), Membrane::slope(V, m.V_th, I, m, c.membrane)), S::rhs(y.synapses, c.synapses), Membrane::adaptation(V, y.w, m, c.membrane)};
    };
    const auto after = [&](Dynamic<T>& y, const auto& done) { spikes = spikes + Membrane::spike(y.V_m, y.w, refractory, done, m, c.membrane, env); };
    integrate<T>(s.y, s.substep, Membrane::tolerance(m), env, rhs, after);
    s.refractory = max(refractory - 1.0, T(0.0));
    S::receive(s.y.synapses, x.synapses, c.synapses);
    s.I_stim = x.I;
    return spikes;
  }
};

}  // namespace synaptorch::models
