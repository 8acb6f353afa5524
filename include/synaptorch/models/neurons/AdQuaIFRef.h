#pragma once
#include "synaptorch/models/neurons/AdQuaIF.h"

namespace synaptorch::models {

/// AdQuaIF with an absolute refractory period.
struct AdQuaIFRef : brainpy::Refractory<AdQuaIF> {
  static constexpr Info info{"AdQuaIFRef", Tier::brainpy, "Adaptive quadratic integrate-and-fire neuron with a refractory period.",
                             "AdQuaIF;  after a spike the states keep their reset values for tau_ref and no spike is reported", AdQuaIF::info.reference};
  static constexpr Params<Field> params = params_with(1.7);
};

}  // namespace synaptorch::models
