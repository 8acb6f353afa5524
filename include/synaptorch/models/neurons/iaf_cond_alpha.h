#pragma once
#include "synaptorch/models/parts/iaf_cond.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with alpha-shaped conductances.
struct iaf_cond_alpha : IafCond<ConductancePair<AlphaConductance>, true> {
  static constexpr Info info{"iaf_cond_alpha", Tier::nest, "Leaky integrate-and-fire neuron with alpha-shaped conductances.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - g_ex (V_m - E_ex) - g_in (V_m - E_in) + I_e + I;  g(t) = w e t/tau exp(-t/tau)",
                             "Meffin, Burkitt & Grayden (2004) J. Comput. Neurosci. 16, 159-175"};
};

}  // namespace synaptorch::models
