#pragma once
#include <algorithm>
#include <cmath>

#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Spikes at given times.
struct spike_generator {
  static constexpr Info info{"spike_generator", Tier::nest, "Spikes at given times."};
  static constexpr DeviceRole role = DeviceRole::scheduled;
  static constexpr ActiveWindow window{0, -1};
  template <class T> struct Params { T precise_times, allow_offgrid_times, shift_now_spikes, start, stop, origin; };
  template <class T> struct Arrays { T spike_times, spike_weights, spike_multiplicities; };
  static constexpr Params<Field> params{
      .precise_times = {"precise_times", 0.0, "1", "keep times between grid points", any_value, Type::boolean},
      .allow_offgrid_times = {"allow_offgrid_times", 0.0, "1", "move times to the end of their step", any_value, Type::boolean},
      .shift_now_spikes = {"shift_now_spikes", 0.0, "1", "move spikes at the current time one step later", any_value, Type::boolean},
      .start = device_start, .stop = device_stop, .origin = device_origin};
  static constexpr Arrays<Field> arrays{
      .spike_times = {"spike_times", 0.0, "ms", "times of the spikes, ascending, relative to origin", nonnegative},
      .spike_weights = {"spike_weights", 1.0, "1", "factors of the weight of the connection; none: 1"},
      .spike_multiplicities = {"spike_multiplicities", 1.0, "1", "numbers of coincident spikes; none: 1", nonnegative, Type::integer}};

  static const char* check(const Params<double>& p, const DeviceArrays& a) {
    if (!std::is_sorted(a[0].begin(), a[0].end())) return "spike_times must ascend";
    if (!a[1].empty() && a[1].size() != a[0].size()) return "spike_weights must be as many as spike_times, or none";
    if (!a[2].empty() && a[2].size() != a[0].size()) return "spike_multiplicities must be as many as spike_times, or none";
    if (p.precise_times != 0.0 && (p.allow_offgrid_times != 0.0 || p.shift_now_spikes != 0.0))
      return "precise_times excludes allow_offgrid_times and shift_now_spikes";
    return nullptr;
  }

  /// The spikes on a grid of h ms; nullptr, or why a time is refused.
  static const char* schedule(const Params<double>& p, const DeviceArrays& a, double h, std::vector<ScheduledSpike>& out) {
    for (std::size_t k = 0; k < a[0].size(); ++k) {
      const double t = a[0][k] + p.origin, nearest = std::round(t / h);
      const bool on_grid = std::abs(nearest * h - t) < 1e-6;
      if (!on_grid && p.precise_times == 0.0 && p.allow_offgrid_times == 0.0)
        return "a spike time is not a multiple of the resolution; set allow_offgrid_times or precise_times";
      std::int64_t stamp = std::int64_t(on_grid ? nearest : std::ceil(t / h));
      const double offset = p.precise_times != 0.0 && !on_grid ? double(stamp) * h - t : 0.0;
      if (stamp == 0 && p.shift_now_spikes == 0.0) return "a spike at time 0 needs shift_now_spikes";
      if (stamp == 0) stamp = 1;
      out.push_back({stamp - 1, offset, a[1].empty() ? 1.0 : a[1][k], a[2].empty() ? 1 : std::int32_t(a[2][k])});
    }
    return nullptr;
  }
};

}  // namespace synaptorch::models
