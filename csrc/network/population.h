#pragma once
// Population: neurons of one model; their states, inputs and spikes.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "network/archive.h"
#include "network/columns.h"
#include "network/recorder.h"
#include "network/ring.h"
#include "network/spikes.h"
#include "registry/registry.h"
#include "synaptorch/network/connection.h"

namespace synaptorch::network {

/// Elements of one model: parameters, coefficients made from them, and states.
class Cells {
 public:
  Cells(const Model& model, int64_t n, const Values& values, double dt);

  const Model& model() const { return *model_; }
  int64_t size() const { return n_; }
  bool knows(std::string_view name) const;
  std::vector<std::string> names() const;
  std::vector<double> get(std::string_view name) const;
  /// Checks everything first; on an error nothing has changed.
  void set(const Values& values, const std::vector<int64_t>& index);
  double state(int k, int64_t i) const { return states_[k][i]; }
  double* state_data(int k) { return states_[k].data(); }

  /// Points a kernel call at the states, parameters and coefficients.
  void bind(Forward& call, std::vector<Operand>& store);

 private:
  void validate(const std::vector<Column>& params) const;
  void prepare(double dt);

  const Model* model_;
  int64_t n_;
  double dt_;
  std::vector<Column> params_, coeffs_, states_;
};

/// One input that connections can reach.
struct InputPort {
  Port port;
  std::string receptor;      ///< name of the receptor that was added, or empty
  InputRing ring;
  std::vector<std::vector<double>> sequences = {};   ///< of a port of that kind: one for all neurons, or one for each
};

/// A postsynaptic receptor model, stepped on its own, and how its conductance drives the neurons: by an output that is linear in V, or
/// that is linearised at V in every step.
struct Receptor {
  Receptor(std::string name, Cells cells, int first_port, Cells output);

  std::string name;
  Cells cells;
  int first_port;                        ///< of its inputs in Population::ports
  Cells output;
  double into_x = 0.0, into_g = 0.0;     ///< what a unit of conductance adds to ports x and g, where that is linear
  bool linear() const { return output.model().output == OutputKind::linear; }
};

struct Projection;

class Population {
 public:
  Population(const Model& model, int64_t n, const Values& values, double dt, std::uint64_t key, int threads);
  ~Population();

  Cells cells;
  std::vector<InputPort> ports;            ///< of the model, then of the receptors
  std::vector<std::unique_ptr<Receptor>> receptors;
  std::vector<Probe> probes;
  std::vector<SpikeProbe> spike_probes;
  /// Of an injector: appends the spikes of its neurons in steps [first, first + steps), instead of a model.
  std::function<void(Range, int64_t first, int64_t steps, SpikeBuffer&)> injected;
  double tau_minus = 20.0;                 ///< ms; of the trace of a neuron's own spikes
  std::unique_ptr<Archive> archive;        ///< if plastic projections read its spikes

  int64_t size() const { return cells.size(); }
  std::string name() const { return cells.model().info.name; }
  Range part(int thread) const { return part_of(size(), thread, int(spikes_[0].size())); }
  /// State that rate neurons send, or -1.
  int rate_output() const { return rate_output_; }
  /// Values a rate neuron sends in a slice: at the start of each step, [step][neuron]; the last row is the end.
  const double* rates(int parity, int64_t step) const { return rates_[parity].data() + step * size(); }
  /// Do its spikes lie between grid points?
  bool precise() const { return cells.model().precise != nullptr; }
  /// Queues a spike for a precise neuron of `thread`.
  void receive(int thread, const PreciseEvent& event) { arriving_[thread].push_back(event); }
  /// Gives a port of kind `sequence` its values, one a step from the start of the simulation on; 0 after its end.
  void set_sequence(std::string_view port, const std::vector<double>& values, const std::vector<int64_t>& index);
  const std::vector<double>& sequence(std::string_view port, int64_t neuron) const;
  /// Adds a receptor; throws WrongType where the neurons cannot take its current, and what the parameters of both models throw.
  void add_receptor(const std::string& name, const Model& model, const Values& values, const Model& output, const Values& output_values);
  /// Keeps the spike history that the synapses of a plastic projection read.
  void archive_for(const Projection& p);
  /// Can a neuron emit several spikes in a step?
  bool multiple() const { return cells.model().stochastic || relays(); }
  bool relays() const;
  /// Is it binary: are two coincident spikes one event (Note [Transitions])?
  bool binary() const;

  /// Makes room for what rate neurons send in slices of that length.
  void prepare_rates(int64_t slice);
  /// Runs steps [first, first + steps) of the neurons of `thread`. `slot` is the ring slot of `first`; `slice` the
  /// number of steps of the slice that have been run before.
  void update(int thread, int parity, int64_t first, int64_t steps, int64_t slot, int64_t slice);
  SpikeBuffer& spikes(int parity, int thread) { return *spikes_[parity][thread]; }

 private:
  struct Scratch;
  void update_block(int thread, Range block, int64_t first, int64_t steps, int64_t slot, SpikeBuffer& out, double* rates);
  void keep_rates(const Scratch& s, Range block, int64_t steps, double* to) const;
  void read_sequence(const InputPort& port, Range block, int64_t first, int64_t steps, double* rows) const;
  // receptors.cpp
  void run_receptors(Scratch& s, Range block, int64_t first, int64_t steps);
  void run_by_step(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer& out);
  const double* potential_after_reset(Scratch& s, Range block, int64_t first);
  void linearise(Scratch& s, Range block, const double* V, int64_t step, int64_t steps);
  void sample(int thread, Range block, int64_t first, int64_t steps, const Scratch& s);
  void run_kernel(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer& out);
  // precise.cpp
  void collect_events(int thread, int64_t end);
  void run_precise(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer& out);
  void archive_spikes(const SpikeBuffer& spikes, int64_t from, int64_t first);
  void record_spikes(int thread, const SpikeBuffer& spikes, int64_t from, int64_t first);

  std::uint64_t key_;
  double dt_;
  std::vector<std::unique_ptr<SpikeBuffer>> spikes_[2];
  std::vector<std::unique_ptr<Scratch>> scratch_;
  int rate_output_ = -1, payload_ = -1;               ///< states that are sent, or -1
  std::vector<double> rates_[2];                      ///< one per set of spike buffers
  std::vector<std::vector<PreciseEvent>> arriving_;   ///< per thread
};

}  // namespace synaptorch::network
