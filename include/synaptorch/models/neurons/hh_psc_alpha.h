#pragma once
#include "synaptorch/models/parts/hodgkin_huxley.h"

namespace synaptorch::models {

/// Hodgkin-Huxley neuron with alpha-shaped synaptic currents.
struct hh_psc_alpha : HodgkinHuxley<SodiumPotassium<HHGates>, CurrentPair<AlphaConductance>> {
  static constexpr Info info{"hh_psc_alpha", Tier::nest, "Hodgkin-Huxley neuron with alpha-shaped synaptic currents.",
                             "C_m dV_m/dt = -g_Na m^3 h (V_m - E_Na) - g_K n^4 (V_m - E_K) - g_L (V_m - E_L) + I_ex + I_in + I_e + I",
                             "Hodgkin & Huxley (1952) J. Physiol. 117, 500-544"};
};

}  // namespace synaptorch::models
