#pragma once
#include <cmath>
#include <numbers>

#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Gaussian current, drawn anew every dt for each target.
struct noise_generator {
  static constexpr Info info{"noise_generator", Tier::nest, "Gaussian current, drawn anew every dt for each target.",
                             "I = mean + xi sqrt(std^2 + std_mod^2 sin(2 pi frequency t + phase))"};
  static constexpr DeviceRole role = DeviceRole::noise;
  static constexpr ActiveWindow window{-1, -2};
  template <class T> struct Params { T mean, std, std_mod, dt, frequency, phase, start, stop, origin; };
  static constexpr Params<Field> params{
      .mean = {"mean", 0.0, "pA", "mean current"}, .std = {"std", 0.0, "pA", "standard deviation", nonnegative},
      .std_mod = {"std_mod", 0.0, "pA", "modulation of the standard deviation", nonnegative},
      .dt = {"dt", 1.0, "ms", "interval between draws, a multiple of the resolution", positive},
      .frequency = {"frequency", 0.0, "1/s", "frequency of the modulation"}, .phase = {"phase", 0.0, "degree", "phase of the modulation at time 0"},
      .start = device_start, .stop = device_stop, .origin = device_origin};

  static const char* check(const Params<double>& p, const DeviceArrays&, double h) {
    if (p.std_mod > p.std) return "std_mod must not exceed std";
    return std::abs(std::round(p.dt / h) * h - p.dt) > 1e-6 || p.dt < 0.5 * h ? "dt must be a multiple of the resolution" : nullptr;
  }
  static double value(const Params<double>& p, const DeviceArrays&, double) { return p.mean; }
  /// Standard deviation of what is drawn at t.
  static double deviation(const Params<double>& p, double t) {
    const double phase = 2.0 * std::numbers::pi * (p.frequency * t / 1000.0 + p.phase / 360.0);
    return std::sqrt(p.std * p.std + p.std_mod * p.std_mod * std::sin(phase));
  }
  /// Steps between draws.
  static double period(const Params<double>& p, double h) { return std::round(p.dt / h); }
};

}  // namespace synaptorch::models
