#pragma once
#include "synaptorch/models/parts/nest_gif.h"

namespace synaptorch::models {

/// Generalised integrate-and-fire neuron with exponential synaptic currents.
struct gif_psc_exp {
  using Membrane = GifPscMembrane;
  static constexpr Info info{"gif_psc_exp", Tier::nest, "Generalised integrate-and-fire neuron: escape noise, adaptation, exponential synaptic currents.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - I_stc + I_ex + I_in + I_e + I;  spike with rate lambda_0 exp((V_m - E_sfa)/Delta_V);  "
                             "E_sfa = V_T_star + sum_k of terms that jump by q_sfa_k;  I_stc = sum_k of terms that jump by q_stc_k", Membrane::paper};
  using Lists = ListsOf<ThresholdTerms, CurrentTerms>;
  static constexpr bool stochastic = true;
  template <class T> struct Params { Membrane::Params<T> membrane; T tau_syn_ex, tau_syn_in; };
  template <class T> struct State { T V_m, I_syn_ex, I_syn_in; Membrane::State<T> membrane; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; T P_ex, P_in, P_Vex, P_Vin; };
  static constexpr Params<Field> params{Membrane::params, rows::tau_syn("tau_syn_ex", "decay time of the excitatory current"),
                                        rows::tau_syn("tau_syn_in", "decay time of the inhibitory current")};
  static constexpr State<Field> state{rows::V_m, rows::I_syn("I_syn_ex", "excitatory current"), rows::I_syn("I_syn_in", "inhibitory current"), Membrane::state};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {Membrane::prepare(p.membrane, dt), exp(-dt / p.tau_syn_ex), exp(-dt / p.tau_syn_in),
            Membrane::propagate_syn(p.tau_syn_ex, p.membrane, dt), Membrane::propagate_syn(p.tau_syn_in, p.membrane, dt)};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env,
                              const Elements<ThresholdTerms, T>& sfa, const Elements<CurrentTerms, T>& stc) {
    Membrane::adapt(s.membrane, p.membrane, sfa, stc);
    s.I_syn_ex = c.P_ex * s.I_syn_ex + x.ex;   // a spike acts on V in the step in which it arrives
    s.I_syn_in = c.P_in * s.I_syn_in + x.in;
    s.V_m = Membrane::advance(s.V_m, c.P_Vex * s.I_syn_ex + c.P_Vin * s.I_syn_in, s.membrane, p.membrane, c.membrane);
    s.membrane.I_stim = x.I;
    return Membrane::fire(s.V_m, s.membrane, p.membrane, c.membrane.steps, env, sfa, stc);
  }
};

}  // namespace synaptorch::models
