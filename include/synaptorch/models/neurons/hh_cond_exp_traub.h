#pragma once
#include "synaptorch/models/parts/hodgkin_huxley.h"

namespace synaptorch::models {

/// Hippocampal pyramidal neuron of Traub with exponentially decaying conductances.
struct hh_cond_exp_traub : HodgkinHuxley<SodiumPotassium<TraubGates>, ConductancePair<ExpConductance>> {
  static constexpr Info info{"hh_cond_exp_traub", Tier::nest, "Hodgkin-Huxley neuron with channels of Traub and exponentially decaying conductances.",
                             "C_m dV_m/dt = -g_Na m^3 h (V_m - E_Na) - g_K n^4 (V_m - E_K) - g_L (V_m - E_L) - g_ex (V_m - E_ex) - g_in (V_m - E_in) + I_e + I",
                             "Traub & Miles (1991) Neuronal Networks of the Hippocampus, Cambridge University Press; Brette et al. (2007) J. Comput. Neurosci. 23, 349-398"};
  static constexpr Params<Field> params = [] {
    Params<Field> p = HodgkinHuxley::params;
    p.C_m.value = 200.0, p.E_L.value = -60.0, p.g_L.value = 10.0;
    p.channels.E_K.value = -90.0, p.channels.g_K.value = 6000.0, p.channels.g_Na.value = 20000.0;
    p.channels.g_K.bound = p.g_L.bound = p.channels.g_Na.bound = any_value;
    p.synapses.coupling.E_in.value = -80.0, p.synapses.ex.tau.value = 5.0, p.synapses.in.tau.value = 10.0;
    return p;
  }();
  static constexpr State<Field> state = [] {
    State<Field> s = HodgkinHuxley::state;
    s.y.V_m.value = -60.0, s.y.gates.m.value = 9.895563096746586e-09, s.y.gates.h.value = 0.999999999106396, s.y.gates.n.value = 2.551577051602551e-07;
    return s;
  }();
};

}  // namespace synaptorch::models
