#pragma once
#include <algorithm>

#include "synaptorch/core/error.h"
#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Piecewise constant signal for rate neurons.
struct step_rate_generator {
  static constexpr Info info{"step_rate_generator", Tier::nest, "Piecewise constant signal for rate neurons."};
  static constexpr DeviceRole role = DeviceRole::rate;
  static constexpr ActiveWindow window{-1, -2};
  template <class T> struct Params { T allow_offgrid_times, start, stop, origin; };
  template <class T> struct Arrays { T amplitude_times, amplitude_values; };
  static constexpr Params<Field> params{
      .allow_offgrid_times = {"allow_offgrid_times", 0.0, "1", "round times up to the grid", any_value, Type::boolean},
      .start = device_start, .stop = device_stop, .origin = device_origin};
  static constexpr Arrays<Field> arrays{
      .amplitude_times = {"amplitude_times", 0.0, "ms", "times from which a value holds", positive},
      .amplitude_values = {"amplitude_values", 0.0, "1/s", "values"}};

  static const char* check(const Params<double>&, const DeviceArrays& a) {
    if (a[0].size() != a[1].size()) return "amplitude_times and amplitude_values must have the same length";
    if (!std::is_sorted(a[0].begin(), a[0].end(), std::less_equal<>())) return "amplitude_times must increase strictly";
    return nullptr;
  }
  /// The value at time t: the entry at or before t, 0 before the first.
  static double value(const Params<double>&, const DeviceArrays& a, double t) {
    const auto after = std::upper_bound(a[0].begin(), a[0].end(), t + 1e-9) - a[0].begin();
    return after ? a[1][after - 1] : 0.0;
  }
};

}  // namespace synaptorch::models
