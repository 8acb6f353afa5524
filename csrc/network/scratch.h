#pragma once
// Working memory of a thread while it runs the blocks of a population.
#include <vector>

#include "network/array.h"
#include "network/population.h"

namespace synaptorch::network {

inline constexpr int64_t block_size = 512;   // a block of neurons and its inputs stay in the caches of a core

struct alignas(cache_line) Population::Scratch {
  Array<double> inputs;                      // [port][step][neuron of the block]
  Array<double> traces;                      // [traced state][step][neuron of the block]; of relaxation: all states
  std::vector<int> place;                    // of each state in `traces`, -1: not traced
  Array<double> saved;                       // [state][neuron of the block] before a pass of relaxation
  Array<double> conductance;                 // [receptor][step][neuron of the block]; one receptor if all are linear
  Array<double> current;                     // [x, slope][neuron of the block] of an output
  Array<double> unused;                      // [state][neuron of the block] that a step of no duration leaves
  std::vector<Operand> operands, input, trace;
  std::vector<Operand> with_elements;        // `input` of a kernel whose last list has inputs of its own
  std::vector<ArrivingSpike> arriving;       // spikes that neurons take one by one, in this call; by neuron, then time
  std::vector<int64_t> count;                // of those of each neuron, while they are sorted

  /// Makes room for the traces of some states (models with lists have thousands) and points `trace` at it.
  void trace_states(const std::vector<int>& traced, std::size_t states, int64_t area, int64_t begin);
  /// Those for the neurons of a block.
  std::pair<const ArrivingSpike*, const ArrivingSpike*> arriving_at(Range block) const;
  const double* traced(int state, int64_t area) const { return traces.data() + place[state] * area; }
};

/// Adds rows [step][neuron] of a whole population, `stride` neurons, to those of a block.
inline void add_rows(const double* from, int64_t stride, Range block, int64_t steps, double* rows) {
  for (int64_t k = 0; k < steps; ++k)
    for (int64_t i = 0; i < block.size(); ++i) rows[k * block_size + i] += from[k * stride + block.begin + i];
}

/// An operand over rows [step][neuron] of a block that starts at neuron `begin`: kernels index by neuron.
inline Operand rows_of(double* data, int64_t begin) { return {data - begin, 1, 0, block_size}; }

}  // namespace synaptorch::network
