#pragma once
#include "synaptorch/models/parts/current_lists.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with any number of exponential synaptic currents.
struct iaf_psc_exp_multisynapse : IafMultisynapse<ExpCurrents> {
  static constexpr Info info{"iaf_psc_exp_multisynapse", Tier::nest, "Leaky integrate-and-fire neuron with any number of exponential synaptic currents.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (sum_k I_syn_k + I_e + I)/C_m;  dI_syn_k/dt = -I_syn_k/tau_syn_k",
                             "Rotter & Diesmann (1999) Biol. Cybern. 81, 381-402"};
  template <class T> struct Params { T C_m, E_L, I_e, V_reset, V_th, t_ref, tau_m; };
  static constexpr Params<Field> params{rows::C_m, rows::E_L, rows::I_e, rows::V_reset, rows::V_th, rows::t_ref, rows::tau_m};

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<ExpCurrents, T>& currents) {
    const auto free = s.refractory <= T(0.0);
    s.V_m = where(free, advance(s, x, p, c, env.dt, currents), s.V_m);
    return fire(s.V_m, s.refractory, p.V_th, p.V_reset, c.steps, env);
  }
};

}  // namespace synaptorch::models
