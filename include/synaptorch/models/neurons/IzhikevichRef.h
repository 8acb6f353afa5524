#pragma once
#include "synaptorch/models/neurons/Izhikevich.h"

namespace synaptorch::models {

/// Izhikevich with an absolute refractory period.
struct IzhikevichRef : brainpy::Refractory<Izhikevich> {
  static constexpr Info info{"IzhikevichRef", Tier::brainpy, "Izhikevich neuron with a refractory period.",
                             "Izhikevich;  after a spike the states keep their reset values for tau_ref and no spike is reported", Izhikevich::info.reference};
  static constexpr Params<Field> params = params_with(0.0);
};

}  // namespace synaptorch::models
