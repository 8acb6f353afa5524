#pragma once
#include "synaptorch/models/parts/step_signal.h"

namespace synaptorch::models {

/// Piecewise constant current.
struct step_current_generator : StepSignal {
  static constexpr Info info{"step_current_generator", Tier::nest, "Piecewise constant current."};
  static constexpr DeviceRole role = DeviceRole::current;
  static constexpr Arrays<Field> arrays = in_unit("pA");
};

}  // namespace synaptorch::models
