#pragma once
#include "synaptorch/models/parts/eprop_iaf_2020.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron that learns by e-prop once in an update interval.
struct eprop_iaf_bsshslm_2020 : EpropIaf2020<false> {
  static constexpr Info info{"eprop_iaf_bsshslm_2020", Tier::nest, "Leaky integrate-and-fire neuron that learns by e-prop once in an update interval.", "V_m' decays to E_L, jumps by the weights, V_th - E_L is subtracted after a spike", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
};

}  // namespace synaptorch::models
