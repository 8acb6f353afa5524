#pragma once
// What recorders hold. Each thread appends to its own store; stores are joined when they are read.
#include <string>
#include <vector>

#include "network/clock.h"
#include "registry/registry.h"

namespace synaptorch::network {

/// Samples that a multimeter takes: stamps that are multiples of interval (+ offset), start < stamp <= stop.
struct SamplePlan {
  int64_t interval = 10, offset = 0, start = 0, stop = never;
  bool at(int64_t stamp) const {
    return stamp > start && stamp <= stop && stamp >= offset && (stamp - offset) % interval == 0;
  }
};

/// Samples of the neurons of one population and thread: per variable rows of all its neurons.
struct SampleStore {
  std::vector<int64_t> neurons;               ///< ascending
  std::vector<std::vector<double>> values;    ///< [variable][sample * neurons + k]
};

/// What a recordable name stands for: a state (-1: none) and a factor.
struct Recordable {
  int state;
  double factor;
};
/// The states that are not hidden, and t_ref_remaining: the refractory steps left, in ms.
inline Recordable recordable(const Model& model, std::string_view name, double resolution) {
  if (name == "t_ref_remaining") return {model.find_state("refractory"), resolution};
  const int k = model.find_state(name);
  return {k >= 0 && model.state[k].role != Role::hidden ? k : -1, 1.0};
}

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
  std::vector<double> factors;                ///< of the values, per variable
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
  std::vector<std::vector<RecordedSpike>> stores;   ///< per thread
};

}  // namespace synaptorch::network
