#pragma once
#include "synaptorch/models/parts/iaf_cond.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with exponential conductances.
struct iaf_cond_exp : IafCond<ConductancePair<ExpConductance>> {
  static constexpr Info info{"iaf_cond_exp", Tier::nest, "Leaky integrate-and-fire neuron with exponentially decaying conductances.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - g_ex (V_m - E_ex) - g_in (V_m - E_in) + I_e + I;  dg/dt = -g/tau_syn",
                             "Meffin, Burkitt & Grayden (2004) J. Comput. Neurosci. 16, 159-175"};
};

}  // namespace synaptorch::models
