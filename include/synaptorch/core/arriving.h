#pragma once
// A spike on its way to a neuron that takes its spikes one by one.
#include <cstdint>

namespace synaptorch {

/// It arrives in `step`, `offset` ms before its end, at a receptor, or at that element of a list (Note [Connections as elements]).
struct ArrivingSpike {
  std::int64_t step;
  double offset, weight;
  std::uint32_t neuron;
  std::int32_t multiplicity;
  std::int32_t receptor;
};

}  // namespace synaptorch
