#pragma once
#include "synaptorch/models/parts/eprop_readout.h"

namespace synaptorch::models {

/// Leaky readout of e-prop: sends its deviation from a target to the recurrent neurons.
struct eprop_readout {
  static constexpr Info info{"eprop_readout", Tier::nest, "Leaky readout neuron that sends its error as learning signal.",
                             "tau_m dV_m/dt = -(V_m - E_L) + I;  error = (V_m - target) window", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
  static constexpr Signal sends{SignalKind::learning, "error_signal", true};
  static constexpr EpropRole eprop_role{.slope = "error_signal"};
  template <class T> struct Params : eprop::ReadoutParams<T> { T cutoff; };
  template <class T> using State = eprop::ReadoutState<T>;
  template <class T> using Input = eprop::ReadoutInput<T>;
  template <class T> struct Coeffs { T P_VV, P_VI; };

  static constexpr Params<Field> params{eprop::readout_params, eprop::cutoff};
  static constexpr State<Field> state = eprop::readout_state;
  static constexpr Input<Port> input = eprop::readout_input("eprop_learning_window", "where learning is on");

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {exp(-dt / p.tau_m), propagate_constant(p.tau_m, p.C_m, dt)}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E&) {
    s.V_m = max(p.E_L + c.P_VV * (s.V_m - p.E_L) + c.P_VI * s.I_stim + x.spikes, p.V_min);
    s.readout_signal = s.V_m * x.first;
    s.target_signal = x.target * x.first;
    s.error_signal = s.readout_signal - s.target_signal;
    s.I_stim = x.I + p.I_e;
    return T(0.0) * s.V_m;
  }
  static double gradient(EpropTrace& t, double z, const EpropEntry& h, double, const Params<double>&, const Coeffs<double>& c) {
    t.z_bar = c.P_VV * t.z_bar + z;
    return h.slope * t.z_bar;
  }
  static void skip(EpropTrace& t, double steps, const Params<double>&, const Coeffs<double>& c) { t.z_bar *= std::pow(c.P_VV, steps); }
};

}  // namespace synaptorch::models
