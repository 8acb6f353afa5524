#pragma once
#include "synaptorch/models/parts/kinetic.h"

namespace synaptorch::models {

/// AMPA receptor; the output is g.
struct AMPA : kinetic::FirstOrder {
  static constexpr Info info{"AMPA", Tier::brainpy, "Conductance of an AMPA synapse, first-order kinetics.",
                             "dg/dt = alpha [T] (1 - g) - beta g;  [T] = T for T_dur from a spike on, else 0", kinetic::paper};
  static constexpr Params<Field> params = params_with(0.98, 0.18, 0.5, 0.5);
};

}  // namespace synaptorch::models
