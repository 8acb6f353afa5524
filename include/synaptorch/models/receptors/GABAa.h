#pragma once
#include "synaptorch/models/parts/kinetic.h"

namespace synaptorch::models {

/// GABA_A receptor; the output is g.
struct GABAa : kinetic::FirstOrder {
  static constexpr Info info{"GABAa", Tier::brainpy, "Conductance of a GABA_A synapse, first-order kinetics.",
                             "dg/dt = alpha [T] (1 - g) - beta g;  [T] = T for T_dur from a spike on, else 0", kinetic::paper};
  static constexpr Params<Field> params = params_with(0.53, 0.18, 1.0, 1.0);
};

}  // namespace synaptorch::models
