#pragma once
// What recorders hold. Each thread appends to its own store; stores are joined when they are read.
#include <string>
#include <vector>

#include "network/array.h"
#include "network/clock.h"

namespace synaptorch::network {

/// Samples that a multimeter takes: stamps that are multiples of interval (+ offset), start < stamp <= stop.
struct SamplePlan {
  int64_t interval = 10, offset = 0, start = 0, stop = never;
  bool at(int64_t stamp) const {
    return stamp > start && stamp <= stop && stamp >= offset && (stamp - offset) % interval == 0;
  }
};

/// Samples of the neurons of one population and thread: per variable rows of all its neurons.
struct alignas(cache_line) SampleStore {
  std::vector<int64_t> neurons;               ///< ascending
  std::vector<std::vector<double>> values;    ///< [variable][sample * neurons + k]
};

/// A multimeter seen by devices: the signal of each, sampled after every call of `simulate`.
struct DeviceProbe {
  int recorder = -1, group = -1;
  std::vector<int64_t> nodes;
  std::vector<double> values;                 ///< [sample][node]
};

/// A multimeter seen by a population.
struct Probe {
  int recorder = -1;
  SamplePlan plan;
  std::vector<int> variables;                 ///< state numbers
  std::vector<SampleStore> stores;            ///< per thread
};

struct RecordedSpike {
  int64_t step;                               ///< time stamp
  std::int32_t neuron;
  std::int32_t multiplicity;
  double offset;
};

/// A spike recorder seen by a population.
struct SpikeProbe {
  int recorder = -1;
  int64_t start = 0, stop = never;            ///< start < stamp <= stop
  std::vector<std::uint8_t> selected;         ///< per neuron; empty: all
  std::vector<ThreadList<RecordedSpike>> stores;   ///< per thread
};

}  // namespace synaptorch::network
