#pragma once
// Lists of synaptic currents that act on a leaky membrane, each with its own time constant (Note [Lists]).
#include "synaptorch/core/lists.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

namespace rows {
inline constexpr Port numbered_spikes{"spikes", "pA", "weights of the spikes that reach a receptor", PortKind::spikes, Sign::both, 1};
}  // namespace rows

/// Currents that jump by the weight and decay exponentially.
struct ExpCurrents {
  static constexpr ListInfo list{"n_synapses"};
  template <class T> struct Params { T tau_syn; };
  template <class T> struct State { T I_syn; };
  template <class T> struct Input { T spikes; };
  template <class T> struct Coeffs { T P, P_V; };
  static constexpr Params<Field> params{rows::tau_syn("tau_syn", "decay time of a current")};
  static constexpr State<Field> state{rows::I_syn("I_syn", "current of a receptor")};
  static constexpr Input<Port> input{rows::numbered_spikes};

  template <class T, class P> static const char* check(const Params<T>& e, const P& p) {
    return e.tau_syn.x == p.tau_m.x ? "tau_syn must differ from tau_m" : nullptr;
  }
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P& p, double dt) {
    return {.P = exp(-dt / e.tau_syn), .P_V = propagate_exp(e.tau_syn, p.tau_m, p.C_m, dt)};
  }
  /// What the current of the last step adds to V; the current then decays and receives its spikes.
  template <class T> SYNAPTORCH_FN static T step(const Element<ExpCurrents, T>& e, double) {
    const T V = e.c.P_V * e.s.I_syn;
    e.s.I_syn = e.c.P * e.s.I_syn + e.x.spikes;
    return V;
  }
};

/// Alpha-shaped currents of peak w.
struct AlphaCurrents {
  static constexpr ListInfo list{"n_synapses"};
  template <class T> struct Params { T tau_syn; };
  template <class T> struct State { T I_syn, dI; };
  template <class T> struct Input { T spikes; };
  template <class T> struct Coeffs { T P, P_V, P_Vd, jump; };
  static constexpr Params<Field> params{rows::tau_syn("tau_syn", "rise time of a current")};
  static constexpr State<Field> state{rows::I_syn("I_syn", "current of a receptor"),
                                      {"dI_syn", 0.0, "pA/ms", "derivative variable of I_syn", any_value, Type::real, Role::hidden}};
  static constexpr Input<Port> input{rows::numbered_spikes};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const T& tau_syn, const T& tau_m, const T& C_m, double dt) {
    return {.P = exp(-dt / tau_syn), .P_V = propagate_exp(tau_syn, tau_m, C_m, dt), .P_Vd = propagate_alpha(tau_syn, tau_m, C_m, dt),
            .jump = 2.718281828459045 / tau_syn};
  }
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P& p, double dt) { return prepare(e.tau_syn, p.tau_m, p.C_m, dt); }
  template <class T> SYNAPTORCH_FN static T advance(State<T>& s, const Coeffs<T>& c, const T& spikes, double dt) {
    const T V = c.P_Vd * s.dI + c.P_V * s.I_syn;
    s.I_syn = c.P * (dt * s.dI + s.I_syn);
    s.dI = c.P * s.dI + c.jump * spikes;
    return V;
  }
  template <class T> SYNAPTORCH_FN static T step(const Element<AlphaCurrents, T>& e, double dt) { return advance(e.s, e.c, e.x.spikes, dt); }
};

/// Leaky integrate-and-fire neuron with a list of currents: what iaf_psc_*_multisynapse share.
template <class Currents> struct IafMultisynapse {
  using Lists = ListsOf<Currents>;
  template <class T> struct State { T V_m, I_syn, I_stim, refractory; };
  template <class T> struct Input { T I; };
  template <class T> struct Coeffs { T P_VV, P_VI, steps; };
  static constexpr State<Field> state{.V_m = rows::V_m, .I_syn = rows::I_syn("I_syn", "sum of the synaptic currents"),
                                      .I_stim = rows::I_stim, .refractory = rows::refractory};
  static constexpr Input<Port> input{rows::current};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }
  template <template <class> class P, class T> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    return {.P_VV = exp(-dt / p.tau_m), .P_VI = propagate_constant(p.tau_m, p.C_m, dt), .steps = steps_covering(p.t_ref, dt)};
  }

  /// V at the end of the step if the neuron is free; the currents advance.
  template <class T, class P>
  SYNAPTORCH_FN static T advance(State<T>& s, const Input<T>& x, const P& p, const Coeffs<T>& c, double dt, const Elements<Currents, T>& currents) {
    T V = p.E_L + c.P_VV * (s.V_m - p.E_L) + c.P_VI * (s.I_stim + p.I_e);
    s.I_syn = T(0.0);
    for (auto e : currents) {
      V = V + Currents::step(e, dt);
      s.I_syn = s.I_syn + e.s.I_syn;
    }
    s.I_stim = x.I;
    return V;
  }
};

}  // namespace synaptorch::models
