#pragma once
#include "synaptorch/models/parts/gif.h"

namespace synaptorch::models {

/// Gif with an absolute refractory period.
struct GifRef : brainpy::Refractory<GifOf<false>> {
  static constexpr Info info{"GifRef", Tier::brainpy, "Generalised integrate-and-fire neuron with a refractory period.",
                             "Gif, but V sees I_j as they are at the beginning of a step;  after a spike the states keep their reset values for tau_ref and no spike is reported",
                             GifOf<false>::paper};
  static constexpr Params<Field> params = params_with(1.7);
};

}  // namespace synaptorch::models
