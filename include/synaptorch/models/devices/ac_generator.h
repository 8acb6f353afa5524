#pragma once
#include <cmath>
#include <numbers>

#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Sinusoidal current with an offset. The phase runs from time 0 on, whether the device is active or not.
struct ac_generator {
  static constexpr Info info{"ac_generator", Tier::nest, "Sinusoidal current with an offset.", "I(t) = offset + amplitude sin(2 pi frequency t + phase)"};
  static constexpr DeviceRole role = DeviceRole::current;
  static constexpr ActiveWindow window{-1, -2};
  template <class T> struct Params { T amplitude, offset, frequency, phase, start, stop, origin; };
  static constexpr Params<Field> params{
      .amplitude = {"amplitude", 0.0, "pA", "amplitude of the sine"}, .offset = {"offset", 0.0, "pA", "mean current"},
      .frequency = {"frequency", 0.0, "1/s", "frequency"}, .phase = {"phase", 0.0, "degree", "phase at time 0"},
      .start = device_start, .stop = device_stop, .origin = device_origin};

  static double value(const Params<double>& p, const DeviceArrays&, double t) {
    return p.offset + p.amplitude * std::sin(2.0 * std::numbers::pi * (p.frequency * t / 1000.0 + p.phase / 360.0));
  }
};

}  // namespace synaptorch::models
