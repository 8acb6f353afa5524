#pragma once
#include "synaptorch/models/parts/eprop_iaf.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with reset and adaptive threshold that learns by e-prop.
struct eprop_iaf_psc_delta_adapt : EpropIaf<true, true> {
  static constexpr Info info{"eprop_iaf_psc_delta_adapt", Tier::nest, "Leaky integrate-and-fire neuron with reset and adaptive threshold that learns by e-prop.", "eprop_iaf_psc_delta;  V_th_adapt = V_th + adapt_beta A;  A decays with adapt_tau, A += 1 on a spike", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
};

}  // namespace synaptorch::models
