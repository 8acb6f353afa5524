#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "synaptorch/core/constants.h"
#include "synaptorch/network/connection.h"

namespace synaptorch {

struct NetworkOptions {
  double resolution = 0.1;    ///< ms; a whole number of microseconds
  std::uint64_t seed = 1;     ///< all random numbers of a run follow from it
  int threads = 0;            ///< 0: as many as LibTorch uses. The results do not depend on it
  Solver solver = Solver::rkf45;   ///< of neurons that are differential equations: NEST's, which adapts its sub-steps, or one with a fixed step
  // Coupling without delay (gap junctions, instantaneous rates):
  bool use_wfr = true;              ///< by waveform relaxation; else one step later
  double wfr_comm_interval = 1.0;   ///< ms; longest slice that is relaxed
  double wfr_tol = 1e-4;            ///< largest change of a value in the last pass, in units of the value
  int wfr_max_iterations = 15;      ///< passes over a slice
  int wfr_interpolation_order = 3;  ///< of potentials within a step: 0, 1 or 3
};

/// Spikes of a spike recorder, ordered by time, then sender. A spike of multiplicity m stands m times.
struct SpikeData {
  std::vector<double> times;            ///< ms
  std::vector<std::int64_t> steps;      ///< time stamp in steps
  std::vector<double> offsets;          ///< ms before the stamp; empty unless a sender is a precise neuron
  std::vector<int> groups;              ///< population of the sender
  std::vector<std::int64_t> senders;    ///< index within the population
};

/// Samples of a multimeter.
struct SampleData {
  std::vector<double> times;                ///< ms
  std::vector<int> groups;                  ///< population of each recorded neuron
  std::vector<std::int64_t> senders;        ///< index of each recorded neuron
  std::vector<std::string> variables;
  std::vector<std::vector<double>> values;  ///< per variable: [sample][neuron], row-major
};

/// Transmitted weights of a projection, in order of transmission for each source.
struct WeightData {
  std::vector<double> times, weights;       ///< time stamp of the presynaptic spike, ms
  std::vector<std::int64_t> sources, targets;
};

/// A network of populations, devices and projections, and its simulation.
///
/// A group is a population or `n` devices of one kind; it is named by the number that `create` returns.
/// Everything is double precision, in ms, mV, pA, nS, pF. Results depend on neither the number of
/// threads nor the division of a simulation into several calls. Errors: core/error.h; a call that
/// throws leaves the network as it was, except `simulate`.
class Network {
 public:
  explicit Network(NetworkOptions options = {});
  ~Network();
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;

  /// Adds `n` nodes of a neuron, device or recorder model. Values: parameters and initial states, one
  /// value or `n`; array parameters of devices (spike_times, ...) belong to every node of the group.
  int create(std::string_view model, std::int64_t n = 1, const Values& values = {});
  /// Adds a postsynaptic receptor to a population: a receptor model (Expon, AMPA, ...) whose conductance g
  /// drives the neurons through an output: COBA {E}: g (E - V), CUBA {scale}: scale g, or MgBlock, which is
  /// linearised at V in every step. Spikes reach it through connections that name it.
  void add_receptor(int population, const std::string& name, std::string_view model, const Values& values,
                    std::string_view output, const Values& output_values);

  /// Connects nodes; returns the number of the projection. Connecting a recorder records: a multimeter
  /// is the source, a spike recorder the target.
  int connect(const Selection& pre, const Selection& post, const Rule& rule = {}, const Synapse& synapse = {});
  int connect(int pre, int post, const Rule& rule = {}, const Synapse& synapse = {});

  /// Simulates `ms` milliseconds, a whole number of steps. `progress` is told the current time about ten times a
  /// second and may return false to stop after the current slice.
  void simulate(double ms, const std::function<bool(double)>& progress = {});
  double time() const;          ///< ms simulated so far
  double resolution() const;
  int threads() const;
  /// Slices whose relaxation ended at wfr_max_iterations before it had come to rest.
  std::int64_t unsettled() const;
  double min_delay() const;     ///< ms; of all projections, those without delay counting as wfr_comm_interval or a step
  double max_delay() const;

  int groups() const;
  std::int64_t size(int group) const;
  const std::string& model(int group) const;
  /// Names that `get` and `set` know; of a population: parameters, then states.
  std::vector<std::string> names(int group) const;
  /// Values of a parameter or state: one per node, or the whole array of an array parameter of device `node`.
  std::vector<double> get(int group, std::string_view name, std::int64_t node = 0) const;
  /// Sets parameters and states of all or some nodes.
  void set(int group, const Values& values, const std::vector<std::int64_t>& index = {});
  /// Variables a multimeter samples: set before the first run.
  void record_from(int multimeter, const std::vector<std::string>& variables);

  SpikeData spikes(int recorder) const;
  SampleData samples(int multimeter) const;
  /// Forgets what a recorder holds.
  void clear(int recorder);

  int projections() const;
  std::int64_t connections_count(int projection) const;
  Connections connections(int projection) const;
  /// A quantity of every connection ("weight", "delay", parameters and states of the synapse model),
  /// in the order of `connections`.
  std::vector<double> get_connections(int projection, std::string_view name) const;
  /// Sets weights, parameters or states of the connections: one value or one per connection.
  void set_connections(int projection, const Values& values);
  /// Starts recording the weight of every transmission of a projection.
  void record_weights(int projection);
  WeightData weights(int projection) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace synaptorch
