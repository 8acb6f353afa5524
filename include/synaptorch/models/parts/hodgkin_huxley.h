#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/gap.h"
#include "synaptorch/models/parts/hh_channels.h"
#include "synaptorch/models/parts/synaptic_input.h"

namespace synaptorch::models {

/// Variables that follow the membrane potential without acting on it: none.
struct NoTraces {
  template <class T> struct Params {};
  template <class T> struct State {};
  template <class T> struct Coeffs {};
  static constexpr Params<Field> params{};
  static constexpr State<Field> state{};
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&) { return {}; }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>&, const T&, const Coeffs<T>&) { return {}; }
};

/// Leak and channels C, synaptic input S, traces A of the potential, gap junctions J.
template <class C, class S, class A = NoTraces, class J = NoGaps> struct HodgkinHuxley {
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 1024;
  static constexpr Signal sends = J::sends;
  template <class T> struct Params {
    T C_m, E_L, I_e, g_L, t_ref;
    typename C::template Params<T> channels;
    typename S::template Params<T> synapses;
    [[no_unique_address]] typename A::template Params<T> traces;
  };
  template <class T> struct Dynamic { T V_m; typename C::template State<T> gates; typename S::template State<T> synapses; [[no_unique_address]] typename A::template State<T> traces; };
  template <class T> struct State { Dynamic<T> y; [[no_unique_address]] typename J::template State<T> gaps; T I_stim, refractory, substep; };
  template <class T> struct Input { typename S::template Input<T> synapses; T I; [[no_unique_address]] typename J::template Input<T> gaps; };
  template <class T> struct Coeffs { T steps, per_C; typename S::template Coeffs<T> synapses; [[no_unique_address]] typename A::template Coeffs<T> traces; };

  static constexpr Params<Field> params{
      {"C_m", 100.0, "pF", "membrane capacitance", positive}, {"E_L", -54.402, "mV", "leak reversal potential"}, rows::I_e,
      {"g_L", 30.0, "nS", "leak conductance", nonnegative}, rows::t_ref, C::params, S::params, A::params};
  static constexpr State<Field> state{.y = {{"V_m", -65.0, "mV", "membrane potential"}, C::state, S::state, A::state}, .gaps = J::state,
                                      .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{S::input, rows::current, J::input};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {steps_covering(p.t_ref, dt), 1.0 / p.C_m, S::prepare(p.synapses), A::prepare(p.traces)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T before = s.y.V_m;
    const auto slope = [&](const Dynamic<T>& y, const T& time) {
      const T I = p.I_e + s.I_stim + S::current(y.synapses, y.V_m, p.synapses) - C::current(y.gates, y.V_m, p.channels) - p.g_L * (y.V_m - p.E_L);
      if constexpr (E::coupled) return (I + J::current(x.gaps, y.V_m, time * (1.0 / env.dt))) * c.per_C;
      else return I * c.per_C;
    };
    const auto rhs = [&](const Dynamic<T>& y, const T& time) {
      return Dynamic<T>{slope(y, time), C::rhs(y.gates, y.V_m, p.channels), S::rhs(y.synapses, c.synapses), A::rhs(y.traces, y.V_m, c.traces)};
    };
    if constexpr (E::coupled) s.gaps.slope_before = slope(s.y, T(0.0));
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(C::tolerance), env, rhs, [](auto&, const auto&) {});
    S::receive(s.y.synapses, x.synapses, c.synapses);
    if constexpr (E::coupled) s.gaps.slope_after = slope(s.y, T(env.dt));
    s.I_stim = x.I;
    // A spike is a maximum of sufficient height; the potential is not reset.
    const auto peak = s.refractory <= T(0.0) && before > s.y.V_m;
    const T z = where(peak, env.spike(C::height(s.y.V_m, p.channels)), T(0.0));
    s.refractory = where(z > T(0.0), detach(c.steps), max(s.refractory - 1.0, T(0.0)));
    return z;
  }
};

}  // namespace synaptorch::models
