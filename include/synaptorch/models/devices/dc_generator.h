#pragma once
#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Constant current between start and stop.
struct dc_generator {
  static constexpr Info info{"dc_generator", Tier::nest, "Constant current between start and stop."};
  static constexpr DeviceRole role = DeviceRole::current;
  static constexpr ActiveWindow window{-1, -2};
  template <class T> struct Params { T amplitude, start, stop, origin; };
  static constexpr Params<Field> params{.amplitude = {"amplitude", 0.0, "pA", "current"},
                                        .start = device_start, .stop = device_stop, .origin = device_origin};

  static double value(const Params<double>& p, const DeviceArrays&, double) { return p.amplitude; }
};

}  // namespace synaptorch::models
