#pragma once
#include "synaptorch/models/parts/glif_psc.h"

namespace synaptorch::models {

/// Generalised leaky integrate-and-fire neuron of five levels with any number of alpha-shaped currents.
struct glif_psc : GlifPsc<GlifAlphaCurrents> {
  static constexpr Info info{
      "glif_psc", Tier::nest, "Generalised leaky integrate-and-fire neuron (GLIF, five levels) with any number of alpha-shaped currents.",
      "C_m dV_m/dt = -g (V_m - E_L) + sum_k I_syn_k + sum_j ASCurrents_j + I;  dASCurrents_j/dt = -asc_decay_j ASCurrents_j;  "
      "spike where V_m > V_th + threshold_spike + threshold_voltage;  dthreshold_spike/dt = -th_spike_decay threshold_spike;  "
      "dthreshold_voltage/dt = th_voltage_index (V_m - E_L) - th_voltage_decay threshold_voltage;  "
      "at a spike ASCurrents_j = asc_amps_j + asc_r_j ASCurrents_j, and either V_m = V_reset or (spike_dependent_threshold) "
      "V_m = E_L + voltage_reset_fraction (V_m - E_L) + voltage_reset_add and threshold_spike += th_spike_add",
      Glif::paper};
};

}  // namespace synaptorch::models
