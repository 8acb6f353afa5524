#pragma once
#include <algorithm>
#include <cmath>

#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Spikes at given times: what spike_generator and spike_train_injector share.
struct SpikeSchedule {
  static constexpr ActiveWindow window{0, -1};
  template <class T> struct Params { T precise_times, allow_offgrid_times, shift_now_spikes, start, stop, origin; };
  static constexpr Params<Field> params{
      .precise_times = {"precise_times", 0.0, "1", "keep times between grid points", any_value, Type::boolean},
      .allow_offgrid_times = {"allow_offgrid_times", 0.0, "1", "move times to the end of their step", any_value, Type::boolean},
      .shift_now_spikes = {"shift_now_spikes", 0.0, "1", "move spikes at the current time one step later", any_value, Type::boolean},
      .start = device_start, .stop = device_stop, .origin = device_origin};
  static constexpr Field spike_times{"spike_times", 0.0, "ms", "times of the spikes, ascending, relative to origin", nonnegative};
  static constexpr Field spike_multiplicities{"spike_multiplicities", 1.0, "1", "numbers of coincident spikes; none: 1", nonnegative, Type::integer};

  using Array = std::vector<double>;
  static const char* check(const Params<double>& p, const Array& times, const Array& multiplicities) {
    if (!std::is_sorted(times.begin(), times.end())) return "spike_times must ascend";
    if (!multiplicities.empty() && multiplicities.size() != times.size()) return "spike_multiplicities must be as many as spike_times, or none";
    if (p.precise_times != 0.0 && (p.allow_offgrid_times != 0.0 || p.shift_now_spikes != 0.0))
      return "precise_times excludes allow_offgrid_times and shift_now_spikes";
    return nullptr;
  }

  /// The spikes on a grid of h ms; nullptr, or why a time is refused. Arrays of weights and multiplicities may be empty.
  static const char* schedule(const Params<double>& p, const Array& times, const Array& weights, const Array& multiplicities, double h,
                              std::vector<ScheduledSpike>& out) {
    for (std::size_t k = 0; k < times.size(); ++k) {
      const double t = times[k] + p.origin, nearest = std::round(t / h);
      const bool on_grid = std::abs(nearest * h - t) < 1e-6;
      if (!on_grid && p.precise_times == 0.0 && p.allow_offgrid_times == 0.0)
        return "a spike time is not a multiple of the resolution; set allow_offgrid_times or precise_times";
      std::int64_t stamp = std::int64_t(on_grid ? nearest : std::ceil(t / h));
      const double offset = p.precise_times != 0.0 && !on_grid ? double(stamp) * h - t : 0.0;
      if (stamp == 0 && p.shift_now_spikes == 0.0) return "a spike at time 0 needs shift_now_spikes";
      if (stamp == 0) stamp = 1;
      out.push_back({stamp - 1, offset, weights.empty() ? 1.0 : weights[k], multiplicities.empty() ? 1 : std::int32_t(multiplicities[k])});
    }
    return nullptr;
  }
};

}  // namespace synaptorch::models
