#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/hh_rates.h"
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

/// Sodium, potassium and leak channels with gates G, synaptic input S and traces A of the potential.
template <class G, class S, class A = NoTraces> struct HodgkinHuxley {
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 1024;
  template <class T> struct Params {
    T C_m, E_K, E_L, E_Na, I_e, g_K, g_L, g_Na, t_ref;
    [[no_unique_address]] typename G::template Params<T> gates;
    typename S::template Params<T> synapses;
    [[no_unique_address]] typename A::template Params<T> traces;
  };
  template <class T> struct Dynamic { T V_m, m, h, n; typename S::template State<T> synapses; [[no_unique_address]] typename A::template State<T> traces; };
  template <class T> struct State { Dynamic<T> y; T I_stim, refractory, substep; };
  template <class T> struct Input { typename S::template Input<T> synapses; T I; };
  template <class T> struct Coeffs { T steps, per_C; typename S::template Coeffs<T> synapses; [[no_unique_address]] typename A::template Coeffs<T> traces; };

  static constexpr Params<Field> params{
      {"C_m", 100.0, "pF", "membrane capacitance", positive}, {"E_K", -77.0, "mV", "potassium reversal potential"}, {"E_L", -54.402, "mV", "leak reversal potential"},
      {"E_Na", 50.0, "mV", "sodium reversal potential"}, rows::I_e, {"g_K", 3600.0, "nS", "potassium conductance", nonnegative},
      {"g_L", 30.0, "nS", "leak conductance", nonnegative}, {"g_Na", 12000.0, "nS", "sodium conductance", nonnegative}, rows::t_ref, G::params, S::params, A::params};
  static constexpr State<Field> state{
      .y = {{"V_m", -65.0, "mV", "membrane potential"}, {"Act_m", 0.05293248525724958, "1", "sodium activation"},
            {"Inact_h", 0.5961207535084603, "1", "sodium inactivation"}, {"Act_n", 0.3176769140606974, "1", "potassium activation"}, S::state, A::state},
      .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{S::input, rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {steps_covering(p.t_ref, dt), 1.0 / p.C_m, S::prepare(p.synapses), A::prepare(p.traces)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T before = s.y.V_m;
    const auto rhs = [&](const Dynamic<T>& y) {
      const auto r = G::rates(y.V_m, p.gates);
      const T I_Na = p.g_Na * (y.m * y.m * y.m * y.h) * (y.V_m - p.E_Na), n2 = y.n * y.n, I_K = p.g_K * (n2 * n2) * (y.V_m - p.E_K);
      const T I = S::current(y.synapses, y.V_m, p.synapses) + s.I_stim + p.I_e - I_Na - I_K - p.g_L * (y.V_m - p.E_L);
      return Dynamic<T>{I * c.per_C, r.a_m * (1.0 - y.m) - r.b_m * y.m, r.a_h * (1.0 - y.h) - r.b_h * y.h, r.a_n * (1.0 - y.n) - r.b_n * y.n,
                        S::rhs(y.synapses, c.synapses), A::rhs(y.traces, y.V_m, c.traces)};
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    S::receive(s.y.synapses, x.synapses, c.synapses);
    s.I_stim = x.I;
    // A spike is a maximum of sufficient height; the potential is not reset.
    const auto peak = s.refractory <= T(0.0) && before > s.y.V_m;
    const T z = where(peak, env.spike(G::height(s.y.V_m, p.gates)), T(0.0));
    s.refractory = where(z > T(0.0), detach(c.steps), max(s.refractory - 1.0, T(0.0)));
    return z;
  }
};

}  // namespace synaptorch::models
