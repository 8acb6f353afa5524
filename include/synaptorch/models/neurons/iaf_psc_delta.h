#pragma once
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron whose potential jumps with each spike, exact on the grid.
struct iaf_psc_delta {
  static constexpr Info info{"iaf_psc_delta", Tier::nest, "Leaky integrate-and-fire neuron with delta-shaped synaptic currents.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_e + I)/C_m;  V_m += w on a spike",
                             "Rotter & Diesmann (1999) Biol. Cybern. 81, 381-402"};
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, ignore, interval, offset, refractory_input, t_ref, tau_m; };
  template <class T> struct State { T V_m, I_stim, refractory, stored, clock; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Coeffs { T P_VV, P_VI, rate, steps, interval, offset; };

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th,
      rows::ignore_and_spike, rows::ignore_and_spike_interval, rows::ignore_and_spike_offset, rows::refractory_input, rows::t_ref, rows::tau_m};
  static constexpr State<Field> state{.V_m = rows::V_m, .I_stim = rows::I_stim, .refractory = rows::refractory, .stored = rows::stored,
                                      .clock = rows::clock};
  static constexpr Input<Port> input{rows::jumps, rows::current};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {.P_VV = exp(-dt / p.tau_m), .P_VI = propagate_constant(p.tau_m, p.C_m, dt), .rate = -dt / p.tau_m, .steps = steps_covering(p.t_ref, dt),
            .interval = round(p.interval / dt), .offset = round(p.offset / dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto free = s.refractory <= T(0.0);
    const T V = p.E_L + c.P_VV * (s.V_m - p.E_L) + c.P_VI * (s.I_stim + p.I_e) + x.spikes + s.stored;
    s.stored = keep_input(s.stored, x.spikes, p.refractory_input, s.refractory, c.rate);
    s.V_m = where(free, max(V, p.V_min), s.V_m);
    s.I_stim = x.I;
    s.clock = s.clock + 1.0;
    const T drive = drive_unless(p.ignore, s.V_m - p.V_th, s.clock, c.offset, c.interval);
    return fire_if(drive, s.V_m, s.refractory, p.V_reset, c.steps, env);
  }
};

}  // namespace synaptorch::models
