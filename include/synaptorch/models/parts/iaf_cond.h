#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Leaky membrane with two conductances of shape K: everything the iaf_cond_* neurons share. Some of
/// them also report the refractory time that is left.
template <class K, bool ReportsRefractory = false> struct IafCond {
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 512;
  template <class T> struct Params { T C_m, E_L, E_ex, E_in, I_e, V_reset, V_th, g_L, t_ref, tau_syn_ex, tau_syn_in; };
  template <class T> struct Dynamic { T V_m; typename K::template State<T> ex, in; };
  template <class T> struct State { Dynamic<T> y; T t_ref_remaining, I_stim, refractory, substep; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { T steps, per_C, rate_ex, rate_in; };

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, {"E_ex", 0.0, "mV", "excitatory reversal potential"}, {"E_in", -85.0, "mV", "inhibitory reversal potential"}, rows::I_e,
      {"V_reset", -60.0, "mV", "reset potential"}, rows::V_th, {"g_L", 16.6667, "nS", "leak conductance", nonnegative}, rows::t_ref,
      {"tau_syn_ex", 0.2, "ms", "time constant of the excitatory conductance", positive},
      {"tau_syn_in", 2.0, "ms", "time constant of the inhibitory conductance", positive}};
  static constexpr State<Field> state{
      .y = {rows::V_m, K::rows("dg_ex", "g_ex", "nS", "excitatory conductance"), K::rows("dg_in", "g_in", "nS", "inhibitory conductance")},
      .t_ref_remaining = {"t_ref_remaining", 0.0, "ms", "refractory time left", nonnegative, Type::real, ReportsRefractory ? Role::normal : Role::hidden},
      .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{rows::spikes("ex", "nS", Sign::positive), rows::spikes("in", "nS", Sign::negative), rows::current};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {steps_covering(p.t_ref, dt), 1.0 / p.C_m, 1.0 / p.tau_syn_ex, 1.0 / p.tau_syn_in}; }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto held = s.refractory > T(0.0);
    const auto rhs = [&](const Dynamic<T>& y) {
      const T V = where(held, p.V_reset, min(y.V_m, p.V_th));
      const T I_syn = y.ex.g * (V - p.E_ex) + y.in.g * (V - p.E_in);
      const T slope = (p.I_e + s.I_stim - p.g_L * (V - p.E_L) - I_syn) * c.per_C;
      return Dynamic<T>{where(held, T(0.0), slope), K::slope(y.ex, c.rate_ex), K::slope(y.in, c.rate_in)};
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    s.y.V_m = where(held, p.V_reset, s.y.V_m);
    K::receive(s.y.ex, x.ex, p.tau_syn_ex);
    K::receive(s.y.in, -x.in, p.tau_syn_in);
    s.I_stim = x.I;
    const T z = fire(s.y.V_m, s.refractory, p.V_th, p.V_reset, c.steps, env);
    s.t_ref_remaining = env.dt * s.refractory;
    return z;
  }
};

}  // namespace synaptorch::models
