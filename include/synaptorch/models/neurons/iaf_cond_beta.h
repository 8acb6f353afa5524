#pragma once
#include "synaptorch/models/parts/iaf_cond.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with beta-shaped conductances.
struct iaf_cond_beta : IafCond<ConductancePair<BetaConductance>, true> {
  static constexpr Info info{"iaf_cond_beta", Tier::nest, "Leaky integrate-and-fire neuron with beta-shaped conductances.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - g_ex (V_m - E_ex) - g_in (V_m - E_in) + I_e + I;  g(t) = w (exp(-t/tau_decay) - exp(-t/tau_rise))/max",
                             "Meffin, Burkitt & Grayden (2004) J. Comput. Neurosci. 16, 159-175; Roth & van Rossum (2010) Modeling synapses, MIT Press"};
};

}  // namespace synaptorch::models
