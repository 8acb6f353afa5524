#pragma once
// What NEST's generalised leaky integrate-and-fire (GLIF) neurons share: reset rules, after-spike currents and the two
// components of the threshold, of which the five levels of Teeter et al. switch on some.
#include "synaptorch/core/lists.h"
#include "synaptorch/integrate/exp_euler.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Currents that jump at a spike of the neuron and decay; in a step they act with their mean.
struct AfterSpikeCurrents {
  static constexpr ListInfo list{"", 2};
  template <class T> struct Params { T amps, decay, init, r; };
  template <class T> struct State { T I; };
  template <class T> struct Input {};
  template <class T> struct Coeffs { T mean, decay, keep, add; };
  static constexpr Params<Field> params{
      {"asc_amps", -9.18, "pA", "jump of an after-spike current at a spike"}, {"asc_decay", 0.003, "1/ms", "rate at which it decays", positive},
      {"asc_init", 0.0, "pA", "its initial value as NEST lists it, without effect (as there): set ASCurrents"},
      {"asc_r", 1.0, "1", "fraction of it that outlasts a spike", unit_interval}};
  static constexpr Params<double> standard[] = {{-9.18, 0.003, 0.0, 1.0}, {-198.94, 0.1, 0.0, 1.0}};
  static constexpr State<Field> state{{"ASCurrents", 0.0, "pA", "after-spike current"}};
  static constexpr Input<Port> input{};

  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P& p, double dt) {
    const auto on = p.glif.after_spike_currents > T(0.5);
    return {.mean = where(on, exprel(-dt * e.decay), T(0.0)), .decay = where(on, exp(-dt * e.decay), T(1.0)),
            .keep = where(on, e.r * exp(-e.decay * p.glif.t_ref), T(1.0)), .add = where(on, e.amps, T(0.0))};
  }
};

namespace detail {
constexpr Field mechanism(const char* name, const char* doc) { return {name, 0.0, "1", doc, any_value, Type::boolean}; }
}  // namespace detail

struct Glif {
  static constexpr const char* paper = "Teeter, Iyer, Menon, Gouwens, Feng, Berg, Szafer, Cain, Zeng, Hawrylycz, Koch & Mihalas (2018) Nat. Commun. 9, 709";
  template <class T> struct Params {
    T C_m, E_L, V_reset, V_th, adapting_threshold, after_spike_currents, spike_dependent_threshold, t_ref, th_spike_add, th_spike_decay,
        th_voltage_decay, th_voltage_index, voltage_reset_add, voltage_reset_fraction;
  };
  template <class T> struct State { T threshold, threshold_spike, threshold_voltage, ASCurrents_sum, I, refractory; };
  template <class T> struct Coeffs { T steps, P_spike, P_spike_ref, add_spike, P_voltage, from_V, from_rest; };

  static constexpr Field V_m{"V_m", -78.85, "mV", "membrane potential"};
  static constexpr Params<Field> params{
      {"C_m", 58.72, "pF", "membrane capacitance", positive}, {"E_L", -78.85, "mV", "resting potential"}, {"V_reset", -78.85, "mV", "reset potential"},
      {"V_th", -51.68, "mV", "threshold without its components"}, detail::mechanism("adapting_threshold", "whether the threshold follows V_m; needs the two others"),
      detail::mechanism("after_spike_currents", "whether spikes bring after-spike currents"),
      detail::mechanism("spike_dependent_threshold", "whether the threshold jumps at spikes and the reset depends on V_m"),
      {"t_ref", 3.75, "ms", "refractory period", positive}, {"th_spike_add", 0.37, "mV", "jump of the threshold at a spike"},
      {"th_spike_decay", 0.009, "1/ms", "rate at which the jumps decay"}, {"th_voltage_decay", 0.09, "1/ms", "rate at which the component that follows V_m decays"},
      {"th_voltage_index", 0.005, "1/ms", "how strongly it follows V_m"}, {"voltage_reset_add", 18.51, "mV", "what a reset adds"},
      {"voltage_reset_fraction", 0.2, "1", "part of V_m - E_L that a reset keeps"}};
  static constexpr State<Field> state{{"threshold", -51.68, "mV", "spike threshold"}, {"threshold_spike", 0.0, "mV", "component of the threshold that jumps at spikes"},
                                      {"threshold_voltage", 0.0, "mV", "component of the threshold that follows V_m"},
                                      {"ASCurrents_sum", 0.0, "pA", "sum of the after-spike currents, their mean over the step"},
                                      {"I", 0.0, "pA", "input current that acts in the next step"}, rows::refractory};

  template <class P> static constexpr const char* check(const P& p) {
    const bool spike = p.spike_dependent_threshold.x != 0.0, adapting = p.adapting_threshold.x != 0.0;
    if (adapting && !(spike && p.after_spike_currents.x != 0.0)) return "adapting_threshold needs spike_dependent_threshold and after_spike_currents";
    if (spike && !(p.th_spike_decay.x > 0.0)) return "th_spike_decay must be > 0 with spike_dependent_threshold";
    if (spike && !(p.voltage_reset_fraction.x >= 0.0 && p.voltage_reset_fraction.x <= 1.0)) return "voltage_reset_fraction must be in [0, 1] with spike_dependent_threshold";
    if (adapting && !(p.th_voltage_decay.x > 0.0)) return "th_voltage_decay must be > 0 with adapting_threshold";
    return reset_below_threshold(p);
  }
  /// g: leak conductance.
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, const T& g, double dt) {
    const auto spike = p.spike_dependent_threshold > T(0.5), adapting = p.adapting_threshold > T(0.5);
    const T rate = g / p.C_m, b = p.th_voltage_decay, a = where(adapting, p.th_voltage_index, T(0.0));
    return {.steps = steps_covering(p.t_ref, dt), .P_spike = where(spike, exp(-dt * p.th_spike_decay), T(1.0)),
            .P_spike_ref = where(spike, exp(-p.th_spike_decay * p.t_ref), T(1.0)), .add_spike = where(spike, p.th_spike_add, T(0.0)),
            .P_voltage = where(adapting, exp(-dt * b), T(1.0)), .from_V = a * dt * exp(-dt * rate) * exprel(dt * (rate - b)), .from_rest = a * dt * exprel(-dt * b)};
  }

  /// In the steps of a free neuron after-spike currents act and, like the spike component of the threshold, decay.
  template <class T, class M> SYNAPTORCH_FN static void adapt(State<T>& s, const M& free, const Coeffs<T>& c, const Elements<AfterSpikeCurrents, T>& currents) {
    T sum(0.0);
    for (auto e : currents) {
      sum = sum + e.c.mean * e.s.I;
      e.s.I = where(free, e.c.decay * e.s.I, e.s.I);
    }
    s.ASCurrents_sum = where(free, sum, s.ASCurrents_sum);
    s.threshold_spike = where(free, c.P_spike * s.threshold_spike, s.threshold_spike);
  }
  /// Threshold test of free neurons and the reset. before: V before the step; rest: where the leak and the currents take V - E_L to.
  template <class T, class M, class E>
  SYNAPTORCH_FN static T fire(T& V, const T& before, const T& rest, State<T>& s, const M& free, const Params<T>& p, const Coeffs<T>& c, const E& env,
                              const Elements<AfterSpikeCurrents, T>& currents) {
    s.threshold_voltage = where(free, c.P_voltage * s.threshold_voltage + c.from_V * (before - p.E_L - rest) + c.from_rest * rest, s.threshold_voltage);
    const T above = V - (p.V_th + s.threshold_spike + s.threshold_voltage);
    const T z = env.spike(where(free, above - where(above > T(0.0), T(0.0), T(1e-30)), T(-1.0)));   // at the threshold there is no spike yet
    V = env.jump(z, V, where(p.spike_dependent_threshold > T(0.5), p.E_L + p.voltage_reset_fraction * (before - p.E_L) + p.voltage_reset_add, p.V_reset));
    for (auto e : currents) e.s.I = env.jump(z, e.s.I, e.c.add + e.c.keep * e.s.I);
    s.threshold_spike = env.jump(z, s.threshold_spike, c.P_spike_ref * s.threshold_spike + c.add_spike);
    s.threshold = p.V_th + s.threshold_spike + s.threshold_voltage;
    s.refractory = where(z > T(0.0), detach(c.steps), max(s.refractory - 1.0, T(0.0)));
    return z;
  }
};

}  // namespace synaptorch::models
