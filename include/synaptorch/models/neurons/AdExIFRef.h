#pragma once
#include "synaptorch/models/neurons/AdExIF.h"

namespace synaptorch::models {

/// AdExIF with an absolute refractory period.
struct AdExIFRef : brainpy::Refractory<AdExIF> {
  static constexpr Info info{"AdExIFRef", Tier::brainpy, "Adaptive exponential integrate-and-fire neuron with a refractory period.",
                             "AdExIF;  after a spike the states keep their reset values for tau_ref and no spike is reported", AdExIF::info.reference};
  static constexpr Params<Field> params = params_with(1.7);
};

}  // namespace synaptorch::models
