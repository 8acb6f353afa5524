#pragma once
// Synapses of first-order kinetics (Destexhe, Mainen & Sejnowski 1994, Neural Comput. 6, 14-18): a spike releases transmitter for T_dur.
#include "synaptorch/core/env.h"
#include "synaptorch/integrate/exp_euler.h"

namespace synaptorch::models::kinetic {

constexpr const char* paper = "Destexhe, Mainen & Sejnowski (1994) Neural Comput. 6, 14-18";
constexpr Field T(double mM) { return {"T", mM, "mM", "transmitter concentration of a pulse", nonnegative}; }
constexpr Field T_dur(double ms) { return {"T_dur", ms, "ms", "duration of a pulse; the step of the spike is its first", nonnegative}; }
constexpr Field pulse{"pulse", 0.0, "1", "steps of the pulse left", nonnegative, Type::integer, Role::hidden};
template <class V> struct Input { V pre_spike; };
constexpr Input<Port> input{{"pre_spike", "1", "a spike, if above 0; it restarts the pulse, whatever its size", PortKind::spikes, Sign::positive}};

/// Steps that begin earlier than T_dur after the spike.
template <class V> SYNAPTORCH_FN V steps_of(const V& T_dur, double dt) { return max(ceil(T_dur / dt - 1e-6), V(0.0)); }

/// Transmitter in this step, in which spikes may arrive. They are a selection: no gradient flows to them.
template <class V> SYNAPTORCH_FN V transmitter(V& pulse, const V& spike, const V& steps, const V& concentration) {
  pulse = where(spike > V(0.0), detach(steps), pulse);
  const V present = where(pulse > V(0.0), concentration, V(0.0));
  pulse = max(pulse - 1.0, V(0.0));
  return present;
}
/// Fraction y that opens with rate `opening` and closes with rate `closing`, after dt.
template <class V> SYNAPTORCH_FN V open(const V& y, const V& opening, const V& closing, double dt) {
  return exp_euler(y, dt, [&](const auto& v) { return opening * (1.0 - v) - closing * v; });
}

/// One channel that opens with alpha [T]: AMPA and GABAa differ in their parameters.
struct FirstOrder {
  template <class V> struct Params { V alpha, beta, T, T_dur; };
  template <class V> struct State { V g, pulse; };
  template <class V> using Input = kinetic::Input<V>;
  template <class V> struct Coeffs { V steps; };
  static constexpr Params<Field> params_with(double alpha, double beta, double mM, double ms) {
    return {{"alpha", alpha, "1/(ms*mM)", "opening rate per concentration", nonnegative}, {"beta", beta, "1/ms", "closing rate", nonnegative}, T(mM), kinetic::T_dur(ms)};
  }
  static constexpr State<Field> state{{"g", 0.0, "mS", "conductance: the open fraction"}, kinetic::pulse};
  static constexpr Input<Port> input = kinetic::input;

  template <class V> SYNAPTORCH_FN static Coeffs<V> prepare(const Params<V>& p, double dt) { return {steps_of(p.T_dur, dt)}; }
  template <class V, class X, class P, class E>
  SYNAPTORCH_FN static V step(State<V>& s, const X& x, const P& p, const Coeffs<V>& c, const E& env) {
    s.g = open(s.g, p.alpha * transmitter(s.pulse, x.pre_spike, c.steps, p.T), p.beta, env.dt);
    return s.g;
  }
};

}  // namespace synaptorch::models::kinetic
