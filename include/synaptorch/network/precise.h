#pragma once
// Neurons whose spikes lie between the points of the grid (docs/design/precise.md).
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/arriving.h"
#include "synaptorch/core/constants.h"

namespace synaptorch {

/// A spike that leaves: in `step` of the call, `offset` ms before its end.
struct PreciseSpike {
  std::uint32_t neuron;
  std::int32_t step, multiplicity;
  double offset;
};

/// A call of the driver: neurons [begin, end), steps [first_step, first_step + steps).
struct PreciseCall {
  std::int64_t steps = 0, begin = 0, end = 0, first_step = 0;
  double dt = 0.1;
  double* const* state = nullptr;              ///< one array per state
  const double* const* param = nullptr;
  const std::int64_t* param_stride = nullptr;  ///< 0: the same value for all
  const double* current = nullptr;             ///< [step][neuron - begin], or nullptr
  std::int64_t current_stride = 0;
  double* const* trace = nullptr;              ///< [state]: [step][neuron - begin], single ones may be nullptr
  std::int64_t trace_stride = 0;
  const ArrivingSpike *events = nullptr, *events_end = nullptr;   ///< by neuron, then time
  std::vector<PreciseSpike>* spikes = nullptr; ///< by neuron, then time
};
using PreciseKernel = void (*)(const PreciseCall&);

}  // namespace synaptorch
