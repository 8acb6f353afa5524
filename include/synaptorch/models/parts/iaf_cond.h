#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/synaptic_input.h"

namespace synaptorch::models {

/// Currents that a neuron's own spikes cause: none.
struct NoAdaptation {
  template <class T> struct Params {};
  template <class T> struct State {};
  template <class T> struct Coeffs {};
  static constexpr Params<Field> params{};
  static constexpr State<Field> state{};
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&) { return {}; }
  template <class T> SYNAPTORCH_FN static T add_current(const T& I, const State<T>&, const T&, const Params<T>&) { return I; }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>&, const Coeffs<T>&) { return {}; }
  template <class T> SYNAPTORCH_FN static void spike(State<T>&, const T&, const Params<T>&) {}
};

/// Leaky membrane with synaptic input S and adaptation A: everything the iaf_cond_* neurons share. Some of
/// them also report the refractory time that is left.
template <class S, bool ReportsRefractory = false, class A = NoAdaptation> struct IafCond {
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 512;
  template <class T> struct Params { T C_m, E_L, I_e, V_reset, V_th, g_L, t_ref; typename S::template Params<T> synapses; [[no_unique_address]] typename A::template Params<T> adaptation; };
  template <class T> struct Dynamic { T V_m; typename S::template State<T> synapses; [[no_unique_address]] typename A::template State<T> adaptation; };
  template <class T> struct State { Dynamic<T> y; T t_ref_remaining, I_stim, refractory, substep; };
  template <class T> struct Input { typename S::template Input<T> synapses; T I; };
  template <class T> struct Coeffs { T steps, per_C; typename S::template Coeffs<T> synapses; [[no_unique_address]] typename A::template Coeffs<T> adaptation; };

  static constexpr Params<Field> params{rows::C_m, rows::E_L, rows::I_e, {"V_reset", -60.0, "mV", "reset potential"}, rows::V_th,
                                        {"g_L", 16.6667, "nS", "leak conductance"}, rows::t_ref, S::params, A::params};
  static constexpr State<Field> state = [] {
    State<Field> s{{rows::V_m, S::state, A::state}, rows::t_ref_remaining, rows::I_stim, rows::refractory, substep_field};
    if (!ReportsRefractory) s.t_ref_remaining.role = Role::hidden;
    return s;
  }();
  static constexpr Input<Port> input{S::input, rows::current};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {steps_covering(p.t_ref, dt), 1.0 / p.C_m, S::prepare(p.synapses), A::prepare(p.adaptation)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto held = s.refractory > T(0.0);
    const auto rhs = [&](const Dynamic<T>& y) {
      const T V = where(held, p.V_reset, min(y.V_m, p.V_th));
      const T I = p.I_e + s.I_stim + p.g_L * (p.E_L - V) + S::current(y.synapses, V, p.synapses);
      const T slope = A::add_current(I, y.adaptation, V, p.adaptation) * c.per_C;
      return Dynamic<T>{where(held, T(0.0), slope), S::rhs(y.synapses, c.synapses), A::rhs(y.adaptation, c.adaptation)};
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    s.y.V_m = where(held, p.V_reset, s.y.V_m);
    S::receive(s.y.synapses, x.synapses, c.synapses);
    s.I_stim = x.I;
    const T z = fire(s.y.V_m, s.refractory, p.V_th, p.V_reset, c.steps, env);
    A::spike(s.y.adaptation, env.resetting(z), p.adaptation);
    s.t_ref_remaining = env.dt * s.refractory;
    return z;
  }
};

}  // namespace synaptorch::models
