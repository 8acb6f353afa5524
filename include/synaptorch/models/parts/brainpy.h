#pragma once
// What the integrate-and-fire neurons of the BrainPy tier share: rows of their tables, the scaled
// threshold distance, the refractory rule.
#include "synaptorch/core/env.h"
#include "synaptorch/integrate/exp_euler.h"

namespace synaptorch::models::brainpy {

constexpr Field R{"R", 1.0, "ohm", "membrane resistance"};
constexpr Field tau(double ms) { return {"tau", ms, "ms", "membrane time constant", positive}; }
constexpr Field V_th(double mV) { return {"V_th", mV, "mV", "spike threshold"}; }
constexpr Field V_reset(double mV) { return {"V_reset", mV, "mV", "reset potential"}; }
constexpr Field V_rest(double mV) { return {"V_rest", mV, "mV", "resting potential"}; }
constexpr Field V(double mV) { return {"V", mV, "mV", "membrane potential"}; }
constexpr Field tau_ref(double ms) { return {"tau_ref", ms, "ms", "refractory period", nonnegative}; }
constexpr Field refractory{"refractory", 0.0, "1", "refractory steps left", nonnegative, Type::integer, Role::hidden};
constexpr Port current{"x", "mA", "input current", PortKind::current};
constexpr Port conductance{"g", "S", "conductance: the current is x - g V", PortKind::conductance};
constexpr Port delta{"delta", "mV", "jump of the potential", PortKind::spikes};

/// Steps after a spike in which the neuron is held: those that begin earlier than tau_ref after it.
template <class T> SYNAPTORCH_FN T steps_held(const T& tau_ref, double dt) {
  return max(ceil(tau_ref / dt - 1e-6) - 1.0, T(0.0));
}

/// While refractory the potential keeps its value after the reset and no spike is reported.
template <class T> SYNAPTORCH_FN T hold(const T& z, T& refractory, const T& steps) {
  const auto held = refractory > T(0.0);
  const T spike = z - where(held, detach(z), T(0.0));   // silent; the surrogate gradient stays
  refractory = where(spike > T(0.0), detach(steps), max(refractory - 1.0, T(0.0)));
  return spike;
}

}  // namespace synaptorch::models::brainpy
