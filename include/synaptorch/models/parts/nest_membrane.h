#pragma once
// What NEST's integrate-and-fire neurons share: rows of their tables and the refractory rule.
#include "synaptorch/core/env.h"
#include "synaptorch/integrate/propagators.h"

namespace synaptorch::models {

namespace rows {
inline constexpr Field tau_m{"tau_m", 10.0, "ms", "membrane time constant", positive};
inline constexpr Field C_m{"C_m", 250.0, "pF", "membrane capacitance", positive};
inline constexpr Field t_ref{"t_ref", 2.0, "ms", "refractory period", nonnegative};
inline constexpr Field E_L{"E_L", -70.0, "mV", "resting potential"};
inline constexpr Field V_reset{"V_reset", -70.0, "mV", "reset potential"};
inline constexpr Field V_th{"V_th", -55.0, "mV", "spike threshold"};
inline constexpr Field I_e{"I_e", 0.0, "pA", "constant input current"};
inline constexpr Field V_min{"V_min", -std::numeric_limits<double>::infinity(), "mV", "lower bound of the membrane potential"};
inline constexpr Field V_m{"V_m", -70.0, "mV", "membrane potential"};
inline constexpr Field refractory{"refractory", 0.0, "1", "refractory steps left", nonnegative, Type::integer, Role::hidden};
inline constexpr Field t_ref_remaining{"t_ref_remaining", 0.0, "ms", "refractory time left", nonnegative};
inline constexpr Field I_stim{"I_stim", 0.0, "pA", "current that arrived in the last step and acts in the next", any_value, Type::real, Role::hidden};
inline constexpr Field refractory_input{"refractory_input", 0.0, "1", "whether spikes that arrive in the refractory period act, decayed, at its end", any_value, Type::boolean};
inline constexpr Field stored{"refractory_buffer", 0.0, "mV", "input kept for the end of the refractory period", any_value, Type::real, Role::hidden};
inline constexpr Field clock{"clock", 0.0, "1", "steps since the start", nonnegative, Type::integer, Role::hidden};
inline constexpr Port jumps{"spikes", "mV", "weights of the spikes", PortKind::spikes};
inline constexpr Port current{"I", "pA", "input current, acts from the next step on", PortKind::current};
inline constexpr Field ignore_and_spike{"ignore_and_spike", 0.0, "1", "whether the neuron spikes regularly instead of at threshold", any_value, Type::boolean};
inline constexpr Field ignore_and_spike_interval{"ignore_and_spike_interval", 100.0, "ms", "interval of the regular spikes", positive};
inline constexpr Field ignore_and_spike_offset{"ignore_and_spike_offset", 1.0, "ms", "time of the first regular spike", positive};
constexpr Field tau_syn(const char* name, const char* doc) { return {name, 2.0, "ms", doc, positive}; }
constexpr Field I_syn(const char* name, const char* doc) { return {name, 0.0, "pA", doc}; }
constexpr Field dI_syn(const char* name, const char* doc) { return {name, 0.0, "pA/ms", doc, any_value, Type::real, Role::hidden}; }
constexpr Port spikes(const char* name, const char* unit, Sign sign) {
  return {name, unit, sign == Sign::negative ? "weights of inhibitory spikes" : "weights of excitatory spikes", PortKind::spikes, sign};
}
constexpr Port receptor(const char* name, const char* unit, int number) { return {name, unit, "weights of spikes", PortKind::spikes, Sign::both, number}; }
constexpr Port current_to(const char* name, int number) { return {name, "pA", "input current, acts from the next step on", PortKind::current, Sign::both, number}; }
}  // namespace rows

template <class P> constexpr const char* reset_below_threshold(const P& p) {
  return p.V_reset.x < p.V_th.x ? nullptr : "V_reset must be below V_th";
}

/// Input kept for the end of the refractory period where that is wanted, decayed as if it had reached the membrane;
/// rate: its decay in a step, -dt/tau_m.
template <class T> SYNAPTORCH_FN T keep_input(const T& stored, const T& spikes, const T& wanted, const T& refractory, const T& rate) {
  const auto waits = wanted > T(0.0) && refractory > T(0.0);
  if (!some<T>(waits)) return T(0.0);
  return where(waits, stored + spikes * exp(rate * refractory), T(0.0));
}

/// Spike where drive >= 0: reset, and the refractory counter for the next step.
template <class T, class E>
SYNAPTORCH_FN T fire_if(const T& drive, T& V, T& refractory, const T& V_reset, const T& steps, const E& env) {
  const T z = env.spike(drive);
  V = env.jump(z, V, V_reset);
  refractory = where(z > T(0.0), detach(steps), max(refractory - 1.0, T(0.0)));
  return z;
}
/// The same with the threshold test V >= V_th.
template <class T, class E>
SYNAPTORCH_FN T fire(T& V, T& refractory, const T& V_th, const T& V_reset, const T& steps, const E& env) {
  return fire_if(V - V_th, V, refractory, V_reset, steps, env);
}

/// Whether a neuron that spikes every `interval` steps, first in step `offset`, does so in step `clock` (from 1).
template <class T> SYNAPTORCH_FN auto spikes_regularly(const T& clock, const T& offset, const T& interval) {
  const T late = clock - offset, cycles = floor((late + 0.5) / interval);
  return late >= T(0.0) && abs(late - cycles * interval) < T(0.5);
}
/// `drive`, but of neurons that ignore it and spike regularly instead 1 in steps of a spike, else -1.
template <class T> SYNAPTORCH_FN T drive_unless(const T& ignore, const T& drive, const T& clock, const T& offset, const T& interval) {
  const auto regular = ignore > T(0.0);
  if (!some<T>(regular)) return drive;
  return where(regular, where(spikes_regularly(clock, offset, interval), T(1.0), T(-1.0)), drive);
}

}  // namespace synaptorch::models
