#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/conductance.h"
#include "synaptorch/models/parts/hh_rates.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Hodgkin-Huxley neuron with alpha-shaped synaptic currents.
struct hh_psc_alpha {
  static constexpr Info info{"hh_psc_alpha", Tier::nest, "Hodgkin-Huxley neuron with alpha-shaped synaptic currents.",
                             "C_m dV_m/dt = -g_Na m^3 h (V_m - E_Na) - g_K n^4 (V_m - E_K) - g_L (V_m - E_L) + I_ex + I_in + I_e + I",
                             "Hodgkin & Huxley (1952) J. Physiol. 117, 500-544"};
  using K = AlphaConductance;
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 1024;
  template <class T> struct Params { T C_m, E_K, E_L, E_Na, I_e, g_K, g_L, g_Na, t_ref, tau_syn_ex, tau_syn_in; };
  template <class T> struct Dynamic { T V_m, m, h, n; K::State<T> ex, in; };
  template <class T> struct State { Dynamic<T> y; T I_stim, refractory, substep; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { T steps, per_C, rate_ex, rate_in; };

  static constexpr Params<Field> params{
      {"C_m", 100.0, "pF", "membrane capacitance", positive}, {"E_K", -77.0, "mV", "potassium reversal potential"}, {"E_L", -54.402, "mV", "leak reversal potential"},
      {"E_Na", 50.0, "mV", "sodium reversal potential"}, rows::I_e, {"g_K", 3600.0, "nS", "potassium conductance", nonnegative},
      {"g_L", 30.0, "nS", "leak conductance", nonnegative}, {"g_Na", 12000.0, "nS", "sodium conductance", nonnegative}, rows::t_ref,
      {"tau_syn_ex", 0.2, "ms", "rise time of the excitatory current", positive}, {"tau_syn_in", 2.0, "ms", "rise time of the inhibitory current", positive}};
  static constexpr State<Field> state{
      .y = {{"V_m", -65.0, "mV", "membrane potential"}, {"Act_m", 0.05293248525724958, "1", "sodium activation"},
            {"Inact_h", 0.5961207535084603, "1", "sodium inactivation"}, {"Act_n", 0.3176769140606974, "1", "potassium activation"},
            K::rows("dI_syn_ex", "I_syn_ex", "pA", "excitatory current"), K::rows("dI_syn_in", "I_syn_in", "pA", "inhibitory current")},
      .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {steps_covering(p.t_ref, dt), 1.0 / p.C_m, 1.0 / p.tau_syn_ex, 1.0 / p.tau_syn_in}; }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T before = s.y.V_m;
    const auto rhs = [&](const Dynamic<T>& y) {
      const HHRates<T> r(y.V_m);
      const T I_Na = p.g_Na * (y.m * y.m * y.m * y.h) * (y.V_m - p.E_Na), n2 = y.n * y.n, I_K = p.g_K * (n2 * n2) * (y.V_m - p.E_K);
      return Dynamic<T>{(y.ex.g + y.in.g + s.I_stim + p.I_e - I_Na - I_K - p.g_L * (y.V_m - p.E_L)) * c.per_C,
                        r.a_m * (1.0 - y.m) - r.b_m * y.m, r.a_h * (1.0 - y.h) - r.b_h * y.h, r.a_n * (1.0 - y.n) - r.b_n * y.n,
                        K::slope(y.ex, c.rate_ex), K::slope(y.in, c.rate_in)};
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    K::receive(s.y.ex, x.ex, p.tau_syn_ex);
    K::receive(s.y.in, x.in, p.tau_syn_in);
    s.I_stim = x.I;
    // A spike is a maximum above 0 mV; the potential is not reset.
    const auto peak = s.refractory <= T(0.0) && before > s.y.V_m;
    const T z = where(peak, env.spike(s.y.V_m), T(0.0));
    s.refractory = where(z > T(0.0), detach(c.steps), max(s.refractory - 1.0, T(0.0)));
    return z;
  }
};

}  // namespace synaptorch::models
