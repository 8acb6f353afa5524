#pragma once
#include <algorithm>
#include <cmath>

#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// A signal that is constant between given times: what step_current_generator and step_rate_generator share.
struct StepSignal {
  static constexpr ActiveWindow window{-1, -2};
  template <class T> struct Params { T allow_offgrid_times, start, stop, origin; };
  template <class T> struct Arrays { T amplitude_times, amplitude_values; };
  static constexpr Params<Field> params{
      .allow_offgrid_times = {"allow_offgrid_times", 0.0, "1", "round times up to the grid", any_value, Type::boolean},
      .start = device_start, .stop = device_stop, .origin = device_origin};
  static constexpr Arrays<Field> in_unit(const char* unit) {
    return {.amplitude_times = {"amplitude_times", 0.0, "ms", "times from which a value holds", positive}, .amplitude_values = {"amplitude_values", 0.0, unit, "values"}};
  }

  static const char* check(const Params<double>& p, const DeviceArrays& a, double h) {
    if (a[0].size() != a[1].size()) return "amplitude_times and amplitude_values must have the same length";
    if (!std::is_sorted(a[0].begin(), a[0].end(), std::less_equal<>())) return "amplitude_times must increase strictly";
    const auto off_grid = [h](double t) { return std::abs(std::round(t / h) * h - t) > 1e-6; };
    if (p.allow_offgrid_times == 0.0 && std::any_of(a[0].begin(), a[0].end(), off_grid))
      return "a time is not a multiple of the resolution; set allow_offgrid_times";
    return nullptr;
  }
  /// The value at time t: the entry at or before t, 0 before the first.
  static double value(const Params<double>&, const DeviceArrays& a, double t) {
    const auto after = std::upper_bound(a[0].begin(), a[0].end(), t + 1e-9) - a[0].begin();
    return after ? a[1][after - 1] : 0.0;
  }
};

}  // namespace synaptorch::models
