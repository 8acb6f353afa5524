#pragma once
#include "synaptorch/integrate/joined.h"
#include "synaptorch/models/parts/nest_gif.h"

namespace synaptorch::models {

/// Generalised integrate-and-fire neuron with any number of exponential conductances.
struct gif_cond_exp_multisynapse {
  using Membrane = GifCondMembrane;
  static constexpr Info info{"gif_cond_exp_multisynapse", Tier::nest,
                             "Generalised integrate-and-fire neuron: escape noise, adaptation, any number of exponential conductances.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - I_stc - sum_k g_k (V_m - E_rev_k) + I_e + I;  else as gif_cond_exp", Membrane::paper};
  struct Conductances {
    static constexpr ListInfo list{"n_receptors"};
    template <class T> struct Params { T E_rev, tau_syn; };
    template <class T> struct State { T g; };
    template <class T> struct Input { T spikes; };
    template <class T> struct Coeffs { T rate; };
    static constexpr Params<Field> params{{"E_rev", 0.0, "mV", "reversal potential of a receptor"}, rows::tau_syn("tau_syn", "decay time of a conductance")};
    static constexpr State<Field> state{{"g", 0.0, "nS", "conductance of a receptor", any_value, Type::real, Role::hidden}};
    static constexpr Input<Port> input{{"spikes", "nS", "weights of the spikes that reach a receptor", PortKind::spikes, Sign::positive, 1}};
    template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P&, double) { return {1.0 / e.tau_syn}; }
  };
  using Lists = ListsOf<Conductances, ThresholdTerms, CurrentTerms>;
  static constexpr bool stochastic = true, adaptive = true;
  template <class T> struct Params { Membrane::Params<T> membrane; T gsl_error_tol; };
  template <class T> struct State { T V_m; Membrane::State<T> membrane; T substep; };
  template <class T> struct Input { T I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; };
  static constexpr Params<Field> params{Membrane::params, Membrane::gsl_error_tol};
  static constexpr State<Field> state{rows::V_m, Membrane::state, substep_field};
  static constexpr Input<Port> input{rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {Membrane::prepare(p.membrane, dt)}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<Conductances, T>& receptors,
                              const Elements<ThresholdTerms, T>& sfa, const Elements<CurrentTerms, T>& stc) {
    Membrane::adapt(s.membrane, p.membrane, sfa, stc);
    using Y = Joined<T, T, Conductances::State<T>>;
    Y y(s.V_m, receptors);
    const auto rhs = [&](const Y& y) {
      Y d = blank_like(y);
      T I_syn(0.0);
      for (int k = 0; k < receptors.size(); ++k) {
        const T& g = y.element(k).g;
        I_syn = I_syn + g * (receptors[k].p.E_rev - y.own());
        d.element(k).g = -(g * receptors[k].c.rate);
      }
      d.own() = Membrane::slope(y.own(), I_syn, s.membrane, p.membrane, c.membrane);
      return d;
    };
    integrate<T>(y, s.substep, Membrane::tolerance(p.gsl_error_tol), env, rhs, [](auto&, const auto&) {});
    y.split(s.V_m, receptors);
    for (auto r : receptors) r.s.g = r.s.g + r.x.spikes;
    s.membrane.I_stim = x.I;
    return Membrane::fire(s.V_m, s.membrane, p.membrane, c.membrane.steps, env, sfa, stc);
  }
};

}  // namespace synaptorch::models
