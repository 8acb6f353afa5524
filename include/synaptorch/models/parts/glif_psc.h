#pragma once
// GLIF neurons with synaptic currents, exact on the grid.
#include "synaptorch/models/parts/current_lists.h"
#include "synaptorch/models/parts/glif.h"

namespace synaptorch::models {

/// Alpha-shaped currents into the membrane of a GLIF neuron.
struct GlifAlphaCurrents : AlphaCurrents {
  static constexpr ListInfo list{""};
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P& p, double dt) {
    return AlphaCurrents::prepare(e.tau_syn, p.glif.C_m / p.g, p.glif.C_m, dt);
  }
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s) { return s.I_syn; }
  template <class T> SYNAPTORCH_FN static T step(const Element<GlifAlphaCurrents, T>& e, double dt) { return advance(e.s, e.c, e.x.spikes, dt); }
};

/// A fast alpha-shaped current and a slow one for every spike.
struct GlifDoubleAlphaCurrents {
  using Alpha = AlphaCurrents;
  static constexpr ListInfo list{""};
  template <class T> struct Params { T amp_slow, tau_fast, tau_slow; };
  template <class T> struct State { Alpha::State<T> fast, slow; };
  template <class T> struct Input { T spikes; };
  template <class T> struct Coeffs { Alpha::Coeffs<T> fast, slow; };
  static constexpr Params<Field> params{{"amp_slow", 0.3, "1", "peak of the slow current, relative to the fast one"},
                                        {"tau_syn_fast", 2.0, "ms", "rise time of the fast current", positive},
                                        {"tau_syn_slow", 6.0, "ms", "rise time of the slow current", positive}};
  static constexpr State<Field> state{{rows::I_syn("I_syn_fast", "fast current of a receptor"), rows::dI_syn("dI_syn_fast", "derivative variable of I_syn_fast")},
                                      {rows::I_syn("I_syn_slow", "slow current of a receptor"), rows::dI_syn("dI_syn_slow", "derivative variable of I_syn_slow")}};
  static constexpr Input<Port> input{rows::numbered_spikes};
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P& p, double dt) {
    const T tau_m = p.glif.C_m / p.g;
    return {Alpha::prepare(e.tau_fast, tau_m, p.glif.C_m, dt), Alpha::prepare(e.tau_slow, tau_m, p.glif.C_m, dt)};
  }
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s) { return s.fast.I_syn + s.slow.I_syn; }
  template <class T> SYNAPTORCH_FN static T step(const Element<GlifDoubleAlphaCurrents, T>& e, double dt) {
    return Alpha::advance(e.s.fast, e.c.fast, e.x.spikes, dt) + Alpha::advance(e.s.slow, e.c.slow, e.p.amp_slow * e.x.spikes, dt);
  }
};

template <class Currents> struct GlifPsc {
  using Lists = ListsOf<Currents, AfterSpikeCurrents>;
  template <class T> struct Params { Glif::Params<T> glif; T g; };
  template <class T> struct State { T V_m, I_syn; Glif::State<T> glif; };
  template <class T> struct Input { T I; };
  template <class T> struct Coeffs { Glif::Coeffs<T> glif; T P_VV, P_VI; };
  static constexpr Params<Field> params{Glif::params, {"g", 9.43, "nS", "leak conductance", positive}};
  static constexpr State<Field> state{Glif::V_m, rows::I_syn("I_syn", "sum of the synaptic currents that act in the step"), Glif::state};
  static constexpr Input<Port> input{rows::current};

  template <class P> static constexpr const char* check(const P& p) { return Glif::check(p.glif); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T tau_m = p.glif.C_m / p.g;
    return {Glif::prepare(p.glif, p.g, dt), exp(-dt / tau_m), propagate_constant(tau_m, p.glif.C_m, dt)};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<Currents, T>& currents,
                              const Elements<AfterSpikeCurrents, T>& after_spike) {
    const auto free = s.glif.refractory <= T(0.0);
    const T before = s.V_m;
    Glif::adapt(s.glif, free, c.glif, after_spike);
    const T I = s.glif.I + s.glif.ASCurrents_sum;
    T V = p.glif.E_L + c.P_VV * (before - p.glif.E_L) + c.P_VI * I, I_syn(0.0);
    for (auto e : currents) {
      I_syn = I_syn + Currents::current(e.s);
      V = V + Currents::step(e, env.dt);
    }
    s.V_m = where(free, V, before);
    s.I_syn = where(free, I_syn, s.I_syn);
    const T z = Glif::fire(s.V_m, before, I / p.g, s.glif, free, p.glif, c.glif, env, after_spike);
    s.glif.I = x.I;
    return z;
  }
};

}  // namespace synaptorch::models
