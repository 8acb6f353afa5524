#pragma once
#include "synaptorch/models/parts/eprop_optimizer.h"

namespace synaptorch::models {

/// Learns by e-prop: whenever a spike passes, the eligibility since the spike before is set off against the learning signals.
struct eprop_synapse {
  static constexpr Info info{"eprop_synapse", Tier::nest, "Synapse that learns by e-prop at every presynaptic spike.",
                             "gradient = sum over steps of L e_bar + c_reg (f - f_target) e_reg", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
  static constexpr bool eprop_intervals = false;
  template <class T> using Params = eprop::Optimizer<T>;
  static constexpr Params<Field> params = eprop::optimizer;
};

}  // namespace synaptorch::models
