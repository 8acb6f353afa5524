#pragma once
#include "synaptorch/models/parts/eprop.h"

namespace synaptorch::models {

/// Recurrent neurons of e-prop whose weights change once in an update interval, as in the paper of 2020.
template <bool Adaptive> struct EpropIaf2020 {
  static constexpr EpropRole eprop_role{.slope = "surrogate_gradient", .reg = "firing_rate_reg", .shift = 2, .learning_lag = 3};
  template <class T> struct Arrival { T regular; };
  template <class T> struct Params : eprop::Common<T>, eprop::Intervals<T>, Arrival<T>, eprop::Maybe<Adaptive, eprop::Adaptation<T>, T, 0> {};
  template <class T> struct State : eprop::Learning<T>, eprop::Maybe<Adaptive, eprop::Adapting<T>, T, 0> { T z, spikes; };
  template <class T> using Input = eprop::Input<T>;
  template <class T> struct Coeffs { T P_VV, P_VI, P_Vz, adapt_decay, steps, interval, offset, update, target; };

  static constexpr Params<Field> make_params() {
    Params<Field> p{};
    static_cast<eprop::Common<Field>&>(p) = eprop::common;
    static_cast<eprop::Intervals<Field>&>(p) = eprop::intervals;
    p.regular = eprop::regular_spike_arrival;
    if constexpr (Adaptive) static_cast<eprop::Adaptation<Field>&>(p) = eprop::adaptation;
    return p;
  }
  static constexpr State<Field> make_state() {
    State<Field> s{};
    static_cast<eprop::Learning<Field>&>(s) = eprop::learning;
    if constexpr (Adaptive) static_cast<eprop::Adapting<Field>&>(s) = eprop::adapting;
    s.z = {"z", 0.0, "1", "spike of the step before, to be subtracted", any_value, Type::real, Role::hidden};
    s.spikes = {"spikes", 0.0, "1", "spikes in the update interval", any_value, Type::real, Role::hidden};
    return s;
  }
  static constexpr Params<Field> params = make_params();
  static constexpr State<Field> state = make_state();
  static constexpr Input<Port> input = eprop::input;

  template <class P> static constexpr const char* check(const P& p) { return p.V_th.x < p.V_min.x ? "V_th must not be below V_min" : nullptr; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T P = exp(-dt / p.tau_m);
    T adapt(0.0);
    if constexpr (Adaptive) adapt = exp(-dt / p.adapt_tau);
    return {P, propagate_constant(p.tau_m, p.C_m, dt), where(p.regular > T(0.0), T(1.0), 1.0 - P), adapt, steps_covering(p.t_ref, dt),
            round(p.interval / dt), round(p.offset / dt), round(p.update_interval / dt), p.f_target * (1e-3 * dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T place = eprop::modulo(s.clock - double(eprop_role.shift), c.update);   // of the step in the update interval
    const auto anew = place < T(0.5) && p.reset_neurons > T(0.0);
    s.V_m = where(anew, p.E_L, s.V_m);
    s.z = where(anew, T(0.0), s.z);
    s.refractory = where(anew, T(0.0), s.refractory);
    const T V = max(p.E_L + c.P_VV * (s.V_m - p.E_L) + c.P_VI * s.I_stim + c.P_Vz * x.spikes - (p.V_th - p.E_L) * env.resetting(s.z), p.V_min);
    T threshold = p.V_th;
    if constexpr (Adaptive) {
      s.adaptation = c.adapt_decay * where(anew, T(0.0), s.adaptation) + s.z;
      threshold = s.V_th_adapt = p.V_th + p.adapt_beta * s.adaptation;
    }
    const auto free = s.refractory <= T(0.0);
    s.surrogate_gradient = where(free, eprop::surrogate(p.surrogate, V - threshold, p.height, p.width), T(0.0));
    s.clock = s.clock + 1.0;
    const T drive = drive_unless(p.ignore, V - threshold, s.clock, c.offset, c.interval);
    s.z = where(free, env.spike(drive), T(0.0));
    s.V_m = V;
    s.refractory = max(where(s.z > T(0.0), detach(c.steps), s.refractory) - 1.0, T(0.0));
    s.spikes = s.spikes + s.z;
    if (const auto last = place > c.update - 1.5; some<T>(last)) {
      s.firing_rate_reg = where(last, p.c_reg * (s.spikes / c.update - c.target) / c.update, s.firing_rate_reg);
      s.spikes = where(last, T(0.0), s.spikes);
    }
    s.learning_signal = x.learning;
    s.I_stim = x.I + p.I_e;
    return s.z;
  }

  /// The regularisation is the same for all steps of an interval: e_reg collects what multiplies it.
  static double gradient(EpropTrace& t, double z, const EpropEntry& h, double kappa, const Params<double>& p, const Coeffs<double>& c) {
    double beta = 0.0;
    if constexpr (Adaptive) beta = p.adapt_beta;
    const double e = eprop::eligibility(t, c.P_Vz * z, h.slope, c.P_VV, beta, c.adapt_decay);
    t.e_bar = kappa * t.e_bar + (1.0 - kappa) * e;
    t.e_reg += e;
    return h.learning * t.e_bar;
  }
};

}  // namespace synaptorch::models
