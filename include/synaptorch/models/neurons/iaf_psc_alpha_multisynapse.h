#pragma once
#include "synaptorch/models/parts/current_lists.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with any number of alpha-shaped synaptic currents.
struct iaf_psc_alpha_multisynapse : IafMultisynapse<AlphaCurrents> {
  static constexpr Info info{"iaf_psc_alpha_multisynapse", Tier::nest, "Leaky integrate-and-fire neuron with any number of alpha-shaped synaptic currents.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (sum_k I_syn_k + I_e + I)/C_m;  I_syn_k(t) = w e t/tau_syn_k exp(-t/tau_syn_k)",
                             "Rotter & Diesmann (1999) Biol. Cybern. 81, 381-402"};
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m; };
  static constexpr Params<Field> params{rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, rows::t_ref, rows::tau_m};

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<AlphaCurrents, T>& currents) {
    const auto free = s.refractory <= T(0.0);
    s.V_m = where(free, max(advance(s, x, p, c, env.dt, currents), p.V_min), s.V_m);
    return fire(s.V_m, s.refractory, p.V_th, p.V_reset, c.steps, env);
  }
};

}  // namespace synaptorch::models
