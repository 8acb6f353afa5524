#pragma once
#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Samples state variables of neurons at multiples of an interval: those with start < time <= stop.
struct multimeter {
  static constexpr Info info{"multimeter", Tier::nest, "Samples state variables of neurons."};
  static constexpr DeviceRole role = DeviceRole::multimeter;
  static constexpr ActiveWindow window{0, -1};
  template <class T> struct Params { T interval, offset, start, stop, origin; };
  static constexpr Params<Field> params{.interval = {"interval", 1.0, "ms", "time between samples", positive},
                                        .offset = {"offset", 0.0, "ms", "shift of the sampling times", nonnegative},
                                        .start = device_start, .stop = device_stop, .origin = device_origin};
};

}  // namespace synaptorch::models
