#pragma once
#include "synaptorch/models/parts/hodgkin_huxley.h"

namespace synaptorch::models {

/// Fast spiking interneuron with two kinds of potassium channels, alpha-shaped synaptic currents and gap junctions.
struct hh_psc_alpha_gap : HodgkinHuxley<InterneuronChannels, CurrentPair<AlphaConductance>, NoTraces, GapCoupling> {
  static constexpr Info info{"hh_psc_alpha_gap", Tier::nest, "Hodgkin-Huxley neuron with two potassium channels, alpha-shaped currents and gap junctions.",
                             "C_m dV_m/dt = -g_Na m^3 h (V_m - E_Na) - (g_Kv1 n^4 + g_Kv3 p^2) (V_m - E_K) - g_L (V_m - E_L) + I_ex + I_in + I_gap + I_e + I",
                             "Mancilla et al. (2007) J. Neurosci. 27, 2058-2073; Hahne et al. (2015) Front. Neuroinform. 9, 22"};
  static constexpr Params<Field> params = [] {
    Params<Field> p = HodgkinHuxley::params;
    p.C_m.value = 40.0, p.E_L.value = -70.0, p.g_L.value = 10.0;
    return p;
  }();
  static constexpr State<Field> state = [] {
    State<Field> s = HodgkinHuxley::state;
    s.y.V_m.value = -69.60401191631222;
    return s;
  }();
};

}  // namespace synaptorch::models
