#pragma once
#include "synaptorch/models/parts/eprop_readout.h"

namespace synaptorch::models {

/// Leaky readout of e-prop with update intervals, for regression (mean squared error) or classification (cross entropy).
struct eprop_readout_bsshslm_2020 {
  static constexpr Info info{"eprop_readout_bsshslm_2020", Tier::nest, "Leaky readout neuron that sends its error as learning signal, with update intervals.",
                             "tau_m dV_m/dt = -(V_m - E_L) + I;  readout = V_m or exp(V_m) / sum exp(V_m);  error = readout - target",
                             "Bellec et al. (2020) Nat. Commun. 11, 3625"};
  static constexpr Signal sends{SignalKind::learning, "error_signal", true};
  static constexpr Signal sends_too{SignalKind::rate, "readout_signal_unnorm", true};
  static constexpr EpropRole eprop_role{.slope = "error_signal", .shift = 3, .entry_shift = 1};
  template <class T> struct Params : eprop::ReadoutParams<T>, eprop::Intervals<T> { T loss, regular; };
  template <class T> struct State : eprop::ReadoutState<T> { T unnorm, clock; };
  template <class T> using Input = eprop::ReadoutInput<T>;
  template <class T> struct Coeffs { T P_VV, P_VI, P_Vz, update, silent; };

  static constexpr Params<Field> params{eprop::readout_params, eprop::intervals,
                                        choice("loss", "mean_squared_error|cross_entropy", "what the error minimises"), eprop::regular_spike_arrival};
  static constexpr State<Field> state{eprop::readout_state, {"readout_signal_unnorm", 0.0, "mV", "readout before it is normalised, sent to the other readouts"},
                                      rows::clock};
  static constexpr Input<Port> input = eprop::readout_input("readout_signal", "signals of all readouts, this one included");

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T P = exp(-dt / p.tau_m), update = round(p.update_interval / dt);
    return {P, propagate_constant(p.tau_m, p.C_m, dt), where(p.regular > T(0.0), T(1.0), 1.0 - P), update, update - round(p.learning_window / dt)};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E&) {
    const T since = s.clock - double(eprop_role.shift);
    const auto anew = eprop::modulo(since, c.update) < T(0.5) && p.reset_neurons > T(0.0);
    s.V_m = max(p.E_L + c.P_VV * (where(anew, p.E_L, s.V_m) - p.E_L) + c.P_VI * s.I_stim + c.P_Vz * x.spikes, p.V_min);
    // The readouts exchange their signals, so that errors are a step late.
    const auto entropy = p.loss > T(0.5), learns = since > T(0.5) && eprop::modulo(since - 1.0, c.update) > c.silent - 0.5;
    const T others = x.first + s.unnorm;
    const T readout = where(entropy, s.unnorm / where(others > T(0.0), others, T(1.0)), s.unnorm);
    s.readout_signal = where(learns, readout, T(0.0));
    s.target_signal = where(learns, x.target, T(0.0));
    s.error_signal = s.readout_signal - s.target_signal;
    s.unnorm = where(entropy, exp(where(entropy, s.V_m, T(0.0))), s.V_m);   // what is not chosen must not overflow
    s.clock = s.clock + 1.0;
    s.I_stim = x.I + p.I_e;
    return T(0.0) * s.V_m;
  }
  static double gradient(EpropTrace& t, double z, const EpropEntry& h, double, const Params<double>&, const Coeffs<double>& c) {
    t.z_bar = c.P_VV * t.z_bar + c.P_Vz * z;
    return h.slope * t.z_bar;
  }
};

}  // namespace synaptorch::models
