#pragma once
// Moving spikes and device output into the input rings of the neurons of one thread.
#include <span>

#include "network/device.h"
#include "network/poisson.h"

namespace synaptorch::network {

/// Where a projection delivers to: the ring slots of one thread's neurons.
struct Sink {
  Population* post;
  Range mine;                ///< neurons of the thread
  int64_t slots;             ///< of every ring
  int thread;
};

/// What leaves a source towards neurons that take spikes one by one.
struct Departure {
  double factor;             ///< of the weights
  std::int32_t multiplicity;
  double offset;             ///< ms to the time stamp
};
/// Queues a spike, emitted in `step`, at the target of synapse k.
void queue_spike(const Projection& p, const Part& part, const Sink& to, int64_t k, int64_t step, const Departure& spike);
/// The same at all targets of `source`.
void queue_row(const Projection& p, const Part& part, const Sink& to, int64_t source, int64_t step, const Departure& spike);

/// The spikes of a population in a slice, by step, then neuron.
struct alignas(cache_line) SliceSpikes {
  std::vector<Spike> spikes;
  std::vector<double> offsets;   ///< of precise neurons, else empty
  std::vector<double> payloads;  ///< of neurons that send one, else empty
  std::vector<int64_t> next;     ///< of each thread, while they are joined
  /// The payload of spike `s` where the port takes it, else 1.
  double scale(const Projection& p, std::size_t s) const { return p.port == PortKind::payload ? payloads[s] : 1.0; }
};

/// Notes a transmission for those who record weights; `t`: time stamp of the spike, `target`: in its population.
inline void record_transmission(WeightData& to, double t, double weight, int64_t source, int64_t target) {
  to.times.push_back(t);
  to.weights.push_back(weight);
  to.sources.push_back(source);
  to.targets.push_back(target);
}

/// Delivers spikes of a static projection, emitted in steps first + spike.step, in their order.
void deliver(const Projection& p, const Part& part, const Sink& to, const SliceSpikes& slice, int64_t first);

/// Rows of the port of a weight. A function, as GCC 12 with -fsanitize=undefined computes the index of `(w < 0 ? a : b)[i]` for one of the two alone.
inline double* port_of(double w, double* positive, double* negative) { return w < 0.0 ? negative : positive; }

/// Records what `deliver` transmits, for projections that record their weights.
void record_transmissions(Projection& p, int thread, const Sink& to, const SliceSpikes& slice, int64_t first, const Clock& clock);

/// Adds weight * factor of every synapse of source `source`, emitted in `step`.
void add_row(const Projection& p, const Part& part, const Sink& to, int64_t source, int64_t step, double factor);

/// Sends the value of a signal, of step `step`, along every synapse of a source (signal.cpp).
void add_value(const Projection& p, int thread, const Sink& to, int64_t source, int64_t step, double value);

/// Counters of the random draws of the synapses of a part whose targets begin at `begin`: functions of the synapse alone.
std::vector<std::uint32_t> draw_counters(const Part& part, int64_t begin);

/// Gaussian currents on the synapses of a thread.
class NoiseCurrents {
 public:
  /// `key` is that of the projection.
  NoiseCurrents(const Part& part, std::uint64_t key, int64_t begin) : key_(key), counters_(draw_counters(part, begin)), drawn_(part.size()), numbers_(part.first.size(), -1) {}
  /// Emits step `step` of all sources.
  void emit(const Projection& p, const Part& part, const Sink& to, const Devices& devices, int64_t step);
  /// Sum over the synapses of a source of what is emitted in a step.
  double sum(const Part& part, const Devices& devices, int64_t source, int64_t step);

 private:
  const double* draw(const Part& part, const Devices& devices, int64_t source, int64_t step);
  std::uint64_t key_;
  std::vector<std::uint32_t> counters_;
  std::vector<double> drawn_;                ///< standard normal numbers
  std::vector<int64_t> numbers_;             ///< per source: number of the draw
};

/// Independent Poisson trains on the synapses of a thread.
class alignas(cache_line) RandomTrains {
 public:
  /// `key` is that of the projection.
  RandomTrains(const Part& part, std::uint64_t key, int64_t begin);
  /// Emits step `step` of all sources.
  void emit(const Projection& p, const Part& part, const Sink& to, const Devices& devices, std::span<const PoissonLaw> laws,
            int64_t step);
  /// Draws again even if the step belongs to the block drawn last: a rate has changed.
  void forget() { block_ = -1; }

 private:
  std::uint64_t key_;
  std::vector<std::uint32_t> elements_;      ///< counter of each synapse
  std::vector<std::uint16_t> drawn_;         ///< per source [step of the block][synapse of the row]
  int64_t block_ = -1;
};

}  // namespace synaptorch::network
