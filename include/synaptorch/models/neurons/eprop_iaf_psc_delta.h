#pragma once
#include "synaptorch/models/parts/eprop_iaf.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with reset that learns by e-prop.
struct eprop_iaf_psc_delta : EpropIaf<false, true> {
  static constexpr Info info{"eprop_iaf_psc_delta", Tier::nest, "Leaky integrate-and-fire neuron with reset that learns by e-prop.", "eprop_iaf;  V_m = V_reset for t_ref after a spike", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
};

}  // namespace synaptorch::models
