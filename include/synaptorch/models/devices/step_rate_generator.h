#pragma once
#include "synaptorch/models/parts/step_signal.h"

namespace synaptorch::models {

/// Piecewise constant signal for rate neurons.
struct step_rate_generator : StepSignal {
  static constexpr Info info{"step_rate_generator", Tier::nest, "Piecewise constant signal for rate neurons."};
  static constexpr DeviceRole role = DeviceRole::rate;
  static constexpr Arrays<Field> arrays = in_unit("1/s");
};

}  // namespace synaptorch::models
