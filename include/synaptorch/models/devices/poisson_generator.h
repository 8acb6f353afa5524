#pragma once
#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Poisson spikes, independent for every target.
struct poisson_generator {
  static constexpr Info info{"poisson_generator", Tier::nest, "Poisson spikes, independent for every target.",
                             "P(n spikes in a step) = (rate h)^n exp(-rate h) / n!"};
  static constexpr DeviceRole role = DeviceRole::random_trains;
  static constexpr ActiveWindow window{1, 0};
  template <class T> struct Params { T rate, start, stop, origin; };
  static constexpr Params<Field> params{.rate = {"rate", 0.0, "1/s", "mean firing rate", nonnegative},
                                        .start = device_start, .stop = device_stop, .origin = device_origin};

  /// Mean number of spikes in a step of h ms.
  static double mean(const Params<double>& p, double h) { return p.rate * 1e-3 * h; }
};

}  // namespace synaptorch::models
