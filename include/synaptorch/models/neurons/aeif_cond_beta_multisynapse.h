#pragma once
#include "synaptorch/models/parts/aeif_multisynapse.h"

namespace synaptorch::models {

/// Here the derivative variable has the rise time and g the decay time: the same g, but other error estimates of the adaptive solver.
struct RiseFirstConductance : BetaConductance {
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) {
    const Coeffs<T> c = BetaConductance::prepare(p);
    return {.tau_rise = c.tau_decay, .tau_decay = c.tau_rise, .jump = c.jump};
  }
};

/// Adaptive exponential integrate-and-fire neuron with any number of double-exponential conductances.
struct aeif_cond_beta_multisynapse : AeifMultisynapse<RiseFirstConductance> {
  static constexpr Info info{"aeif_cond_beta_multisynapse", Tier::nest, "Adaptive exponential integrate-and-fire neuron with any number of double-exponential conductances.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th)/Delta_T) - sum_k g_k (V_m - E_rev_k) - w + I_e + I;  "
                             "tau_w dw/dt = a (V_m - E_L) - w",
                             "Brette & Gerstner (2005) J. Neurophysiol. 94, 3637-3642"};
};

}  // namespace synaptorch::models
