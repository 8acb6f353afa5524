#pragma once
#include "synaptorch/network/device.h"

namespace synaptorch::models {

/// Collects the spikes of neurons: those with start < time <= stop.
struct spike_recorder {
  static constexpr Info info{"spike_recorder", Tier::nest, "Collects the spikes of neurons."};
  static constexpr DeviceRole role = DeviceRole::spike_recorder;
  static constexpr ActiveWindow window{0, -1};
  template <class T> struct Params { T start, stop, origin; };
  static constexpr Params<Field> params{.start = device_start, .stop = device_stop, .origin = device_origin};
};

}  // namespace synaptorch::models
