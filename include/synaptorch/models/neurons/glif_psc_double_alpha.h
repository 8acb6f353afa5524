#pragma once
#include "synaptorch/models/parts/glif_psc.h"

namespace synaptorch::models {

/// Generalised leaky integrate-and-fire neuron of five levels with any number of sums of two alpha-shaped currents.
struct glif_psc_double_alpha : GlifPsc<GlifDoubleAlphaCurrents> {
  static constexpr Info info{"glif_psc_double_alpha", Tier::nest,
                             "Generalised leaky integrate-and-fire neuron (GLIF, five levels) whose receptors bring a fast and a slow alpha-shaped current.",
                             "as glif_psc, with I_syn_k(t) = w (e t/tau_syn_fast_k exp(-t/tau_syn_fast_k) + amp_slow_k e t/tau_syn_slow_k exp(-t/tau_syn_slow_k))", Glif::paper};
};

}  // namespace synaptorch::models
