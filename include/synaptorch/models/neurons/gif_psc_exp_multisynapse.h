#pragma once
#include "synaptorch/models/neurons/gif_psc_exp.h"
#include "synaptorch/models/parts/current_lists.h"

namespace synaptorch::models {

/// Generalised integrate-and-fire neuron with any number of exponential synaptic currents.
struct gif_psc_exp_multisynapse {
  using Membrane = GifPscMembrane;
  static constexpr Info info{"gif_psc_exp_multisynapse", Tier::nest,
                             "Generalised integrate-and-fire neuron: escape noise, adaptation, any number of exponential synaptic currents.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - I_stc + sum_k I_syn_k + I_e + I;  else as gif_psc_exp", Membrane::paper};
  struct Currents {
    static constexpr ListInfo list{"n_receptors"};
    template <class T> struct Params { T tau_syn; };
    template <class T> struct State { T I_syn; };
    template <class T> struct Input { T spikes; };
    template <class T> struct Coeffs { T P, P_V; };
    static constexpr Params<Field> params{rows::tau_syn("tau_syn", "decay time of a current")};
    static constexpr State<Field> state{{"I_syn", 0.0, "pA", "current of a receptor", any_value, Type::real, Role::hidden}};
    static constexpr Input<Port> input{rows::numbered_spikes};
    template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P& p, double dt) {
      return {exp(-dt / e.tau_syn), Membrane::propagate_syn(e.tau_syn, p.membrane, dt)};
    }
  };
  using Lists = ListsOf<Currents, ThresholdTerms, CurrentTerms>;
  static constexpr bool stochastic = true;
  template <class T> struct Params { Membrane::Params<T> membrane; };
  template <class T> struct State { T V_m; Membrane::State<T> membrane; };
  template <class T> struct Input { T I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; };
  static constexpr Params<Field> params{Membrane::params};
  static constexpr State<Field> state{rows::V_m, Membrane::state};
  static constexpr Input<Port> input{rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {Membrane::prepare(p.membrane, dt)}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<Currents, T>& currents,
                              const Elements<ThresholdTerms, T>& sfa, const Elements<CurrentTerms, T>& stc) {
    Membrane::adapt(s.membrane, p.membrane, sfa, stc);
    T V_syn(0.0);
    for (auto e : currents) {
      V_syn = V_syn + e.c.P_V * e.s.I_syn;   // unlike in gif_psc_exp a spike acts on V in the next step
      e.s.I_syn = e.c.P * e.s.I_syn + e.x.spikes;
    }
    s.V_m = Membrane::advance(s.V_m, V_syn, s.membrane, p.membrane, c.membrane);
    s.membrane.I_stim = x.I;
    return Membrane::fire(s.V_m, s.membrane, p.membrane, c.membrane.steps, env, sfa, stc);
  }
};

}  // namespace synaptorch::models
