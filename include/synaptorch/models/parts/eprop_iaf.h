#pragma once
#include "synaptorch/models/parts/eprop.h"

namespace synaptorch::models {

/// Recurrent neurons of e-prop whose weights may change at every spike. Adaptive: threshold adaptation. Delta: reset to V_reset and
/// clamped while refractory (psc_delta), else V_th is subtracted.
template <bool Adaptive, bool Delta> struct EpropIaf {
  template <class T> struct Resetting { T V_reset, refractory_input; };
  template <class T> struct Storing { T stored; };
  template <class T> struct Params : eprop::Common<T>, eprop::Filters<T>, eprop::Maybe<Adaptive, eprop::Adaptation<T>, T, 0>, eprop::Maybe<Delta, Resetting<T>, T, 1> {};
  template <class T> struct State : eprop::Learning<T>, eprop::Maybe<Adaptive, eprop::Adapting<T>, T, 0>, eprop::Maybe<Delta, Storing<T>, T, 1> { T rate; };
  template <class T> using Input = eprop::Input<T>;
  template <class T> struct Coeffs { T P_VV, P_VI, decay_rate, adapt_decay, steps, interval, offset, per_step, target; };

  static constexpr Params<Field> make_params() {
    Params<Field> p{};
    static_cast<eprop::Common<Field>&>(p) = eprop::common;
    static_cast<eprop::Filters<Field>&>(p) = eprop::filters;
    if constexpr (Adaptive) static_cast<eprop::Adaptation<Field>&>(p) = eprop::adaptation;
    if constexpr (Delta) static_cast<Resetting<Field>&>(p) = {rows::V_reset, rows::refractory_input};
    return p;
  }
  static constexpr State<Field> make_state() {
    State<Field> s{};
    static_cast<eprop::Learning<Field>&>(s) = eprop::learning;
    if constexpr (Adaptive) static_cast<eprop::Adapting<Field>&>(s) = eprop::adapting;
    if constexpr (Delta) s.stored = rows::stored;
    s.rate = {"rate", 0.0, "1/ms", "filtered firing rate", any_value, Type::real, Role::hidden};
    return s;
  }
  static constexpr Params<Field> params = make_params();
  static constexpr State<Field> state = make_state();
  static constexpr Input<Port> input = eprop::input;
  static constexpr EpropRole eprop_role{.slope = "surrogate_gradient", .reg = "firing_rate_reg", .learning_lag = 2};

  template <class P> static constexpr const char* check(const P& p) {
    if (p.V_th.x < p.V_min.x) return "V_th must not be below V_min";
    if constexpr (Delta) {
      if (p.V_reset.x < p.V_min.x) return "V_reset must not be below V_min";
      return reset_below_threshold(p);
    }
    return nullptr;
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    T adapt(0.0);
    if constexpr (Adaptive) adapt = exp(-dt / p.adapt_tau);
    return {exp(-dt / p.tau_m), propagate_constant(p.tau_m, p.C_m, dt), -dt / p.tau_m, adapt, steps_covering(p.t_ref, dt), round(p.interval / dt),
            round(p.offset / dt), (1.0 - p.kappa_reg) / dt, p.f_target * (1e-3 * dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    T V = p.E_L + c.P_VV * (s.V_m - p.E_L) + c.P_VI * s.I_stim + x.spikes;
    T left = s.refractory;   // steps in which the neuron may not spike
    if constexpr (Delta) {
      const auto held = s.refractory > T(0.0);
      V = V + c.P_VI * p.I_e + s.stored;
      s.stored = keep_input(s.stored, x.spikes, p.refractory_input, s.refractory, c.decay_rate);
      V = where(held, s.V_m, max(V, p.V_min));
      left = max(s.refractory - 1.0, T(0.0));
      s.I_stim = x.I;
    } else {
      V = max(V, p.V_min);
      s.I_stim = x.I + p.I_e;
    }
    T threshold = p.V_th;
    if constexpr (Adaptive) {
      s.adaptation = c.adapt_decay * s.adaptation + s.spiked;
      threshold = s.V_th_adapt = p.V_th + p.adapt_beta * s.adaptation;
    }
    const auto free = left <= T(0.0);
    s.surrogate_gradient = where(free, eprop::surrogate(p.surrogate, V - threshold, p.height, p.width), T(0.0));
    s.clock = s.clock + 1.0;
    const T drive = drive_unless(p.ignore, V - threshold, s.clock, c.offset, c.interval);
    const T z = where(free, env.spike(drive), T(0.0));
    const auto fired = z > T(0.0);
    if constexpr (Delta) {
      s.V_m = env.jump(z, V, p.V_reset);
      s.refractory = where(fired, detach(c.steps), left);
    } else {
      s.V_m = V - (p.V_th - p.E_L) * env.resetting(z);
      s.refractory = max(where(fired, detach(c.steps), s.refractory) - 1.0, T(0.0));
    }
    if constexpr (Adaptive) s.spiked = Delta ? where(c.steps > T(0.0), T(0.0), z) : z;
    s.rate = p.kappa_reg * s.rate + c.per_step * z;
    s.firing_rate_reg = p.c_reg * (s.rate - c.target);
    s.learning_signal = x.learning;
    return z;
  }

  static double gradient(EpropTrace& t, double z, const EpropEntry& h, double, const Params<double>& p, const Coeffs<double>& c) {
    const double e = eligibility(t, z, h.slope, p, c);
    t.e_bar = p.kappa * t.e_bar + e;
    t.e_reg = p.kappa_reg * t.e_reg + (1.0 - p.kappa_reg) * e;
    return h.learning * t.e_bar + h.reg * t.e_reg;
  }
  static void skip(EpropTrace& t, double steps, const Params<double>& p, const Coeffs<double>& c) {
    t.z_bar *= std::pow(c.P_VV, steps);
    t.e_bar *= std::pow(p.kappa, steps);
    t.e_reg *= std::pow(p.kappa_reg, steps);
    t.epsilon *= std::pow(c.adapt_decay, steps);
  }

 private:
  static double eligibility(EpropTrace& t, double z, double slope, const Params<double>& p, const Coeffs<double>& c) {
    if constexpr (Adaptive) return eprop::eligibility(t, z, slope, c.P_VV, p.adapt_beta, c.adapt_decay);
    else return eprop::eligibility(t, z, slope, c.P_VV, 0.0, 0.0);
  }
};

}  // namespace synaptorch::models
