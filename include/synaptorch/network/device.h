#pragma once
// What a device header in models/devices supplies; each role has one generic driver.
#include <cstdint>
#include <limits>
#include <vector>

#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/field.h"

namespace synaptorch {

enum class DeviceRole {
  random_trains,    ///< independent Poisson numbers of spikes for every target: `mean`
  scheduled,        ///< a list of spikes that is known beforehand: `schedule`
  injector,         ///< the same, but its spikes are those of a neuron: they take plastic synapses and can be recorded
  current,          ///< a current for each step: `value`
  noise,            ///< a Gaussian current for each target, drawn anew every `period` steps: mean `value`, `deviation`
  rate,             ///< a continuous signal for each step: `value`
  spike_recorder,
  multimeter,
};

/// Steps in which a device is active: from start + first to stop + last, both included. A spike emitted in step k
/// has the time stamp k + 1.
struct ActiveWindow {
  int first, last;
};

/// A spike of a schedule.
struct ScheduledSpike {
  std::int64_t step;          ///< in which it is emitted
  double offset;              ///< ms before the time stamp
  double weight;              ///< factor of the weight of the connection
  std::int32_t multiplicity;
};

/// Array parameters of one device, in the order of its `arrays` table.
using DeviceArrays = std::vector<std::vector<double>>;

/// The parameters every device has.
inline constexpr Field device_start{"start", 0.0, "ms", "active after this time, relative to origin"};
inline constexpr Field device_stop{"stop", std::numeric_limits<double>::max(), "ms", "active until this time, relative to origin"};
inline constexpr Field device_origin{"origin", 0.0, "ms", "reference of start and stop"};

}  // namespace synaptorch
