#pragma once
#include "synaptorch/models/parts/eprop_iaf_2020.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with adaptive threshold that learns by e-prop once in an update interval.
struct eprop_iaf_adapt_bsshslm_2020 : EpropIaf2020<true> {
  static constexpr Info info{"eprop_iaf_adapt_bsshslm_2020", Tier::nest, "Leaky integrate-and-fire neuron with adaptive threshold that learns by e-prop once in an update interval.", "eprop_iaf_bsshslm_2020;  V_th_adapt = V_th + adapt_beta A;  A decays with adapt_tau, A += 1 on a spike", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
};

}  // namespace synaptorch::models
