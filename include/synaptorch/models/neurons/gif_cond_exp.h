#pragma once
#include "synaptorch/models/parts/nest_gif.h"

namespace synaptorch::models {

/// Generalised integrate-and-fire neuron with exponential conductances.
struct gif_cond_exp {
  using Membrane = GifCondMembrane;
  static constexpr Info info{"gif_cond_exp", Tier::nest, "Generalised integrate-and-fire neuron: escape noise, adaptation, exponential conductances.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - I_stc - g_ex (V_m - E_ex) - g_in (V_m - E_in) + I_e + I;  spike with rate lambda_0 exp((V_m - E_sfa)/Delta_V);  "
                             "E_sfa = V_T_star + sum_k of terms that jump by q_sfa_k;  I_stc = sum_k of terms that jump by q_stc_k", Membrane::paper};
  using Lists = ListsOf<ThresholdTerms, CurrentTerms>;
  static constexpr bool stochastic = true, adaptive = true;
  template <class T> struct Params { Membrane::Params<T> membrane; T E_ex, E_in, gsl_error_tol, tau_syn_ex, tau_syn_in; };
  template <class T> struct Dynamic { T V_m, g_ex, g_in; };
  template <class T> struct State { Dynamic<T> y; Membrane::State<T> membrane; T substep; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; T rate_ex, rate_in; };
  static constexpr Params<Field> params{Membrane::params, {"E_ex", 0.0, "mV", "excitatory reversal potential"}, {"E_in", -85.0, "mV", "inhibitory reversal potential"},
                                        Membrane::gsl_error_tol, rows::tau_syn("tau_syn_ex", "decay time of the excitatory conductance"),
                                        rows::tau_syn("tau_syn_in", "decay time of the inhibitory conductance")};
  static constexpr State<Field> state{{rows::V_m, {"g_ex", 0.0, "nS", "excitatory conductance"}, {"g_in", 0.0, "nS", "inhibitory conductance"}}, Membrane::state, substep_field};
  static constexpr Input<Port> input{rows::spikes("ex", "nS", Sign::positive), rows::spikes("in", "nS", Sign::negative), rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {Membrane::prepare(p.membrane, dt), 1.0 / p.tau_syn_ex, 1.0 / p.tau_syn_in};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env,
                              const Elements<ThresholdTerms, T>& sfa, const Elements<CurrentTerms, T>& stc) {
    Membrane::adapt(s.membrane, p.membrane, sfa, stc);
    const auto rhs = [&](const Dynamic<T>& y) {
      const T I_syn = y.g_ex * (p.E_ex - y.V_m) + y.g_in * (p.E_in - y.V_m);
      return Dynamic<T>{Membrane::slope(y.V_m, I_syn, s.membrane, p.membrane, c.membrane), -(y.g_ex * c.rate_ex), -(y.g_in * c.rate_in)};
    };
    integrate<T>(s.y, s.substep, Membrane::tolerance(p.gsl_error_tol), env, rhs, [](auto&, const auto&) {});
    s.y.g_ex = s.y.g_ex + x.ex;
    s.y.g_in = s.y.g_in - x.in;
    s.membrane.I_stim = x.I;
    return Membrane::fire(s.y.V_m, s.membrane, p.membrane, c.membrane.steps, env, sfa, stc);
  }
};

}  // namespace synaptorch::models
