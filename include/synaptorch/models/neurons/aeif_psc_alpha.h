#pragma once
#include "synaptorch/models/parts/aeif.h"

namespace synaptorch::models {

/// Adaptive exponential integrate-and-fire neuron with alpha-shaped currents.
struct aeif_psc_alpha : Aeif<CurrentPair<AlphaConductance, true>> {
  static constexpr Info info{"aeif_psc_alpha", Tier::nest, "Adaptive exponential integrate-and-fire neuron with alpha-shaped currents.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th)/Delta_T) + I_syn_ex - I_syn_in - w + I_e + I;  "
                             "tau_w dw/dt = a (V_m - E_L) - w",
                             "Brette & Gerstner (2005) J. Neurophysiol. 94, 3637-3642"};
};

}  // namespace synaptorch::models
