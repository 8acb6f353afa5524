#pragma once
#include "synaptorch/models/parts/spike_schedule.h"

namespace synaptorch::models {

/// Spikes at given times that are those of a neuron: they can be recorded and take plastic synapses.
struct spike_train_injector : SpikeSchedule {
  static constexpr Info info{"spike_train_injector", Tier::nest, "Neuron that spikes at given times."};
  static constexpr DeviceRole role = DeviceRole::injector;
  template <class T> struct Arrays { T spike_times, spike_multiplicities; };
  static constexpr Arrays<Field> arrays{.spike_times = SpikeSchedule::spike_times, .spike_multiplicities = SpikeSchedule::spike_multiplicities};

  static const char* check(const Params<double>& p, const DeviceArrays& a) { return SpikeSchedule::check(p, a[0], a[1]); }
  static const char* schedule(const Params<double>& p, const DeviceArrays& a, double h, std::vector<ScheduledSpike>& out) {
    return SpikeSchedule::schedule(p, a[0], {}, a[1], h, out);
  }
};

}  // namespace synaptorch::models
