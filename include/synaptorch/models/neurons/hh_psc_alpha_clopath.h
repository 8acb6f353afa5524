#pragma once
#include "synaptorch/models/parts/clopath.h"
#include "synaptorch/models/parts/hodgkin_huxley.h"

namespace synaptorch::models {

/// hh_psc_alpha with the filtered potentials that clopath_synapse reads.
struct hh_psc_alpha_clopath : HodgkinHuxley<SodiumPotassium<HHGates>, CurrentPair<AlphaConductance>, ClopathTraces> {
  static constexpr Info info{"hh_psc_alpha_clopath", Tier::nest, "Hodgkin-Huxley neuron with alpha-shaped synaptic currents and filtered potentials for voltage-based plasticity.",
                             "C_m dV_m/dt = -g_Na m^3 h (V_m - E_Na) - g_K n^4 (V_m - E_K) - g_L (V_m - E_L) + I_ex + I_in + I_e + I;  "
                             "tau_u_bar_x du_bar_x/dt = V_m - u_bar_x, x = plus, minus;  tau_u_bar_bar du_bar_bar/dt = u_bar_minus - u_bar_bar",
                             "Clopath et al. (2010) Nature Neuroscience 13, 344-352"};
  static constexpr Params<Field> params = [] {
    Params<Field> p = HodgkinHuxley::params;
    p.traces.tau_u_bar_plus.value = 114.0;
    return p;
  }();
};

}  // namespace synaptorch::models
