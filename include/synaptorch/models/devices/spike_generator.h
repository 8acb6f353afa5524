#pragma once
#include "synaptorch/models/parts/spike_schedule.h"

namespace synaptorch::models {

/// Spikes at given times.
struct spike_generator : SpikeSchedule {
  static constexpr Info info{"spike_generator", Tier::nest, "Spikes at given times."};
  static constexpr DeviceRole role = DeviceRole::scheduled;
  template <class T> struct Arrays { T spike_times, spike_weights, spike_multiplicities; };
  static constexpr Arrays<Field> arrays{
      .spike_times = SpikeSchedule::spike_times,
      .spike_weights = {"spike_weights", 1.0, "1", "factors of the weight of the connection; none: 1"},
      .spike_multiplicities = SpikeSchedule::spike_multiplicities};

  static const char* check(const Params<double>& p, const DeviceArrays& a) {
    if (!a[1].empty() && a[1].size() != a[0].size()) return "spike_weights must be as many as spike_times, or none";
    return SpikeSchedule::check(p, a[0], a[2]);
  }
  static const char* schedule(const Params<double>& p, const DeviceArrays& a, double h, std::vector<ScheduledSpike>& out) {
    return SpikeSchedule::schedule(p, a[0], a[1], a[2], h, out);
  }
};

}  // namespace synaptorch::models
