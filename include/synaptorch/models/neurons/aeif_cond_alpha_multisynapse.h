#pragma once
#include "synaptorch/models/parts/aeif_multisynapse.h"

namespace synaptorch::models {

/// Adaptive exponential integrate-and-fire neuron with any number of alpha-shaped conductances.
struct aeif_cond_alpha_multisynapse : AeifMultisynapse<AlphaConductance> {
  static constexpr Info info{"aeif_cond_alpha_multisynapse", Tier::nest, "Adaptive exponential integrate-and-fire neuron with any number of alpha-shaped conductances.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th)/Delta_T) - sum_k g_k (V_m - E_rev_k) - w + I_e + I;  "
                             "tau_w dw/dt = a (V_m - E_L) - w",
                             "Brette & Gerstner (2005) J. Neurophysiol. 94, 3637-3642"};
};

}  // namespace synaptorch::models
