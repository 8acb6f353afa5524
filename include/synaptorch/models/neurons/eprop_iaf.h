#pragma once
#include "synaptorch/models/parts/eprop_iaf.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron that learns by e-prop.
struct eprop_iaf : EpropIaf<false, false> {
  static constexpr Info info{"eprop_iaf", Tier::nest, "Leaky integrate-and-fire neuron that learns by e-prop.", "V_m' decays to E_L, jumps by the weights, V_th - E_L is subtracted on a spike", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
};

}  // namespace synaptorch::models
