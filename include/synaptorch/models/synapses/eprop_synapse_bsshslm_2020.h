#pragma once
#include "synaptorch/models/parts/eprop_optimizer.h"

namespace synaptorch::models {

/// Learns by e-prop once in an update interval, at the first presynaptic spike after its end.
struct eprop_synapse_bsshslm_2020 {
  static constexpr Info info{"eprop_synapse_bsshslm_2020", Tier::nest, "Synapse that learns by e-prop once in an update interval.",
                             "gradient = sum over steps of L e_bar + c_reg (f - f_target) sum of e", "Bellec et al. (2020) Nat. Commun. 11, 3625"};
  static constexpr bool eprop_intervals = true;
  template <class T> struct Params : eprop::Optimizer<T> { T tau_m_readout, average_gradient; };
  static constexpr Params<Field> params{eprop::optimizer, {"tau_m_readout", 10.0, "ms", "membrane time constant of the readouts: filter of the eligibility", positive},
                                        {"average_gradient", 0.0, "1", "whether gradients are divided by the length of the learning window", any_value, Type::boolean}};
};

}  // namespace synaptorch::models
