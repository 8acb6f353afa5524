#pragma once
// Time courses of synaptic conductances (or currents), as parts of ODE neurons: parameters, state, its
// derivative, and what a spike of weight w does. prepare() takes the divisions out of the derivative.
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Names and defaults of one synapse in a neuron's tables.
struct SynapseRows {
  const char *tau, *tau_rise, *tau_decay, *derivative, *value, *unit, *unit_per_ms, *what;
  double ms;      ///< default of its time constants
};
namespace rows {
inline constexpr SynapseRows g_ex{"tau_syn_ex", "tau_rise_ex", "tau_decay_ex", "dg_ex", "g_ex", "nS", "nS/ms", "excitatory conductance", 0.2};
inline constexpr SynapseRows g_in{"tau_syn_in", "tau_rise_in", "tau_decay_in", "dg_in", "g_in", "nS", "nS/ms", "inhibitory conductance", 2.0};
inline constexpr SynapseRows I_syn_ex{"tau_syn_ex", "tau_rise_ex", "tau_decay_ex", "dI_syn_ex", "I_syn_ex", "pA", "pA/ms", "excitatory current", 0.2};
inline constexpr SynapseRows I_syn_in{"tau_syn_in", "tau_rise_in", "tau_decay_in", "dI_syn_in", "I_syn_in", "pA", "pA/ms", "inhibitory current", 2.0};
constexpr Field derivative(const char* name, const char* unit) { return {name, 0.0, unit, "derivative variable", any_value, Type::real, Role::hidden}; }
}  // namespace rows

/// g jumps by w and decays.
struct ExpConductance {
  template <class T> struct Params { T tau; };
  template <class T> struct State { T g; };
  template <class T> struct Coeffs { T rate; };
  static constexpr Params<Field> params(const SynapseRows& r) { return {{r.tau, r.ms, "ms", "decay time constant of the synapse", positive}}; }
  static constexpr State<Field> state(const SynapseRows& r) { return {{r.value, 0.0, r.unit, r.what}}; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return {1.0 / p.tau}; }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const Coeffs<T>& c) { return {-(s.g * c.rate)}; }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const T& w, const Coeffs<T>&) { s.g = s.g + w; }
};

/// What rises and decays: a derivative variable jumps and feeds g.
struct RisingConductance {
  template <class T> struct State { T dg, g; };
  static constexpr State<Field> state(const SynapseRows& r) { return {rows::derivative(r.derivative, r.unit_per_ms), {r.value, 0.0, r.unit, r.what}}; }
  template <class T, class C> SYNAPTORCH_FN static void receive(State<T>& s, const T& w, const C& c) { s.dg = s.dg + c.jump * w; }
};

/// g is an alpha function of peak w.
struct AlphaConductance : RisingConductance {
  template <class T> struct Params { T tau; };
  template <class T> struct Coeffs { T rate, jump; };
  static constexpr Params<Field> params(const SynapseRows& r) { return {{r.tau, r.ms, "ms", "rise time of the synapse", positive}}; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return {1.0 / p.tau, 2.718281828459045 / p.tau}; }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const Coeffs<T>& c) { return {-(s.dg * c.rate), s.dg - s.g * c.rate}; }
};

/// ln(1 + q)/q with its limit 1 at q = 0; near there by the series of artanh s, s = q/(2 + q), whose derivative does not cancel.
template <class T> SYNAPTORCH_FN T log1prel(const T& q) {
  const auto small = abs(q) < T(0.1);
  const T near = where(small, q, T(0.0)), s = near / (2.0 + near), s2 = s * s;
  T series(1.0 / 13);
  for (const double c : {1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0}) series = series * s2 + c;
  return where(small, 2.0 / (2.0 + near) * series, log1p(q) / where(small, T(1.0), q));
}

/// g is a difference of exponentials of peak w. The derivative variable jumps by r^(1/(r - 1))/tau_rise, r =
/// tau_decay/tau_rise, which tends to e/tau_rise where the time constants meet.
struct BetaConductance : RisingConductance {
  template <class T> struct Params { T tau_rise, tau_decay; };
  template <class T> struct Coeffs { T tau_rise, tau_decay, jump; };
  static constexpr Params<Field> params(const SynapseRows& r) {
    return {{r.tau_rise, r.ms, "ms", "rise time constant of the synapse", positive}, {r.tau_decay, r.ms, "ms", "decay time constant of the synapse", positive}};
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) {
    return {p.tau_rise, p.tau_decay, 2.718281828459045 / p.tau_rise * exp(log1prel(p.tau_decay * (1.0 / p.tau_rise) - 1.0) - 1.0)};
  }
  /// Divides: a reciprocal is off by half a unit in the last place, which coarse steps (five time constants) multiply by 1e8.
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const Coeffs<T>& c) { return {-(s.dg / c.tau_decay), s.dg - s.g / c.tau_rise}; }
};

}  // namespace synaptorch::models
