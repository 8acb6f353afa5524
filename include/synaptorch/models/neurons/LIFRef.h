#pragma once
#include "synaptorch/models/neurons/LIF.h"

namespace synaptorch::models {

/// LIF with an absolute refractory period.
struct LIFRef : brainpy::Refractory<LIF> {
  static constexpr Info info{"LIFRef", Tier::brainpy, "Leaky integrate-and-fire neuron with a refractory period.",
                             "LIF;  after a spike the states keep their reset values for tau_ref and no spike is reported", LIF::info.reference};
  static constexpr Params<Field> params = params_with(5.0);
};

}  // namespace synaptorch::models
