#pragma once
#include "synaptorch/models/parts/precise_exp.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with exponential synaptic currents and spikes in continuous time.
struct iaf_psc_exp_ps : PreciseExp<iaf_psc_exp_ps> {
  static constexpr Info info{"iaf_psc_exp_ps", Tier::nest, "Leaky integrate-and-fire neuron with exponential currents and spikes in continuous time.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_syn_ex + I_syn_in + I_e + I)/C_m;  V_m reaches V_th: spike, V_reset for t_ref",
                             "Hanuschkin et al. (2010) Front. Neuroinform. 4, 113"};
  template <class T> struct State { Membrane<T> m; T I_syn_ex, I_syn_in; };
  static constexpr Params<Field> params = rows_with(t_ref);
  static constexpr State<Field> state{membrane(), rows::I_syn("I_syn_ex", "excitatory current"), rows::I_syn("I_syn_in", "inhibitory current")};
};

}  // namespace synaptorch::models
