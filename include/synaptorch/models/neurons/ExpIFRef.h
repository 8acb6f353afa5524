#pragma once
#include "synaptorch/models/neurons/ExpIF.h"

namespace synaptorch::models {

/// ExpIF with an absolute refractory period.
struct ExpIFRef : brainpy::Refractory<ExpIF> {
  static constexpr Info info{"ExpIFRef", Tier::brainpy, "Exponential integrate-and-fire neuron with a refractory period.",
                             "ExpIF;  after a spike the states keep their reset values for tau_ref and no spike is reported", ExpIF::info.reference};
  static constexpr Params<Field> params = params_with(1.7);
};

}  // namespace synaptorch::models
