#pragma once
// Population: neurons of one model; their states, inputs and spikes.
#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "network/archive.h"
#include "network/columns.h"
#include "network/recorder.h"
#include "network/ring.h"
#include "network/spikes.h"
#include "network/step_archive.h"
#include "registry/registry.h"
#include "synaptorch/network/connection.h"

namespace synaptorch::network {

/// Elements of one model: parameters, coefficients made from them, and states.
class Cells {
 public:
  Cells(const Model& model, int64_t n, const Values& values, double dt);

  const Model& model() const { return *model_; }
  int64_t size() const { return n_; }
  std::vector<std::string> names() const;
  /// One value per neuron; for an array all values of the first neuron, then those of the next.
  std::vector<double> get(std::string_view name) const;
  /// The model, with the lists that it has after `set(values)`. Throws WrongShape.
  const Model& model_with(const Values& values) const;
  /// Checks everything first; on an error nothing has changed. Arrays of another length change the lists of all.
  void set(const Values& values, const std::vector<int64_t>& index);
  /// Appends elements to the list whose elements are connections, so that it has at least `length` (Note [Connections as elements]).
  void extend(std::int32_t length);
  /// Sets the weights of these elements: each(set) calls set(neuron, element, weight).
  template <class Each> void set_weights(Each&& each) {
    const auto first = params_.end() - model_->connections();
    each([&](int64_t neuron, int64_t element, double weight) {
      Column& column = first[element];
      column.expand(n_);
      column.data()[neuron] = weight;
    });
    std::for_each(first, params_.end(), [](Column& c) { c.narrow(); });
    prepare(dt_);
  }
  double state(int k, int64_t i) const { return states_[k][i]; }
  double param(int k, int64_t i) const { return params_[k][i]; }
  /// All parameters, or coefficients, of an element; `to` has room for them.
  void params_of(int64_t i, double* to) const { row(params_, i, to); }
  void coeffs_of(int64_t i, double* to) const { row(coeffs_, i, to); }
  /// Are the parameters of all elements the same?
  bool uniform() const { return std::all_of(params_.begin(), params_.end(), [](const Column& c) { return c.uniform(); }); }
  double* state_data(int k) { return states_[k].data(); }

  /// Points a kernel call at the states, parameters and coefficients.
  void bind(Forward& call, std::vector<Operand>& store);

 private:
  void assign(const Values& values, const std::vector<int64_t>& index);
  Cells resized(const Values& values) const;
  const Model& decided() const;
  static void row(const std::vector<Column>& columns, int64_t i, double* to) {
    for (const Column& c : columns) *to++ = c[i];
  }
  void validate(const std::vector<Column>& columns, ValueRule rule) const;
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
struct EpropArchive;

/// What neurons do to a signal that reaches them: nothing, all the same, or each its own.
enum class Arrival { unchanged, alike, individual };

/// What a population keeps for waveform relaxation (relax.cpp).
struct Relaxation {
  int width = 1;                            ///< coefficients of the polynomials it sends
  std::vector<double> sent[2];              ///< [step][coefficient][neuron], of the last two passes
  std::vector<double> compared;             ///< [step][neuron] of the last pass
  std::vector<std::vector<double>> input;   ///< per port: [step][neuron] without delay, or empty
  std::vector<std::vector<double>> held;    ///< per port: current of the last step, or empty
};
struct RelaxationOptions { double tolerance; int order; };

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
  Solver solver = Solver::rkf45;           ///< of a model that is a differential equation
  std::unique_ptr<Archive> archive;        ///< if plastic projections read its spikes
  std::unique_ptr<EpropArchive> eprop;     ///< if e-prop synapses end at it
  int64_t flush_interval = never;          ///< steps of silence after which a neuron sends a flush event (see eprop.h)
  std::vector<StepArchive> step_archives;  ///< of rules that read more than that

  int64_t size() const { return cells.size(); }
  double dt() const { return dt_; }
  /// Hands learning signals that have arrived for a step to the history they belong to.
  void take_learning_signals(int thread, int64_t step, int64_t slot);
  std::string name() const { return cells.model().info.name; }
  Range part(int thread) const { return part_of(size(), thread, int(spikes_[0].size())); }
  /// What the neurons send in a step of a slice, and its value after the step.
  const double* signal(int set, int64_t step, int which) const {
    return signals_[which][set].data() + (step + (which ? cells.model().sends_too : cells.model().sends).made_in_step) * size();
  }
  const double* signal_after(int set, int64_t step) const { return signals_[0][set].data() + (step + 1) * size(); }
  Arrival arrival() const { return arrival_; }
  /// What becomes of a signal of that value that reaches a neuron.
  double arriving(int64_t neuron, double value) const;
  std::unique_ptr<Relaxation> relaxation;  ///< if it takes part in waveform relaxation
  /// Do its spikes lie between grid points?
  bool precise() const { return cells.model().kind == Kind::precise; }
  /// Queues a spike for a neuron of `thread` that takes spikes one by one.
  void receive(int thread, const ArrivingSpike& spike) { arriving_[thread].push_back(spike); }
  /// The port that stands for all elements that are connections (Note [Connections as elements]), or -1.
  int connection_port() const { return cells.model().has_connections() ? int(cells.model().inputs.size()) - cells.model().connections() : -1; }
  /// Makes the synapses of projections to that port elements of their targets, and tells these the weights.
  void take_connections(const std::vector<Projection*>& projections);
  /// Gives a port of kind `sequence` its values, one a step from the start of the simulation on; 0 after its end.
  void set_sequence(std::string_view port, const std::vector<double>& values, const std::vector<int64_t>& index);
  const std::vector<double>& sequence(std::string_view port, int64_t neuron) const;
  /// Adds a receptor; throws WrongType where the neurons cannot take its current, and what the parameters of both models throw.
  void add_receptor(const std::string& name, const Model& model, const Values& values, const Model& output, const Values& output_values);
  /// Follows lists of another length: ports are added and removed. Returns the new place of each port, -1 if it is gone.
  std::vector<int> renew_ports();
  /// Keeps the spike history that the synapses of a plastic projection read.
  void archive_for(const Projection& p);
  /// Keeps what the rule of a plastic projection reads of its steps. Throws WrongType if it has not what that needs.
  void archive_steps_for(const Projection& p);
  StepArchive* find_steps(const PlasticRule& rule);
  /// Can a neuron emit several spikes in a step?
  bool multiple() const { return cells.model().multiple || relays(); }
  bool relays() const;
  /// Is it binary: are two coincident spikes one event (Note [Transitions])?
  bool binary() const;

  /// Makes room for what the neurons send in slices of that length, if anyone listens; their present values count as those
  /// after the last slice.
  void plan_signals(int64_t slice, bool sends);
  void plan_arrival();
  /// Runs a pass of waveform relaxation over a slice; tells whether a value moved by more than the tolerance.
  bool relax(int thread, int pass, int64_t first, int64_t steps, int64_t slot, const RelaxationOptions& options);
  /// Runs steps [first, first + steps) of the neurons of `thread`. `slot` is the ring slot of `first`; `slice` the
  /// number of steps of the slice that have been run before.
  void update(int thread, int parity, int64_t first, int64_t steps, int64_t slot, int64_t slice);
  SpikeBuffer& spikes(int parity, int thread) { return *spikes_[parity][thread]; }

 private:
  struct Scratch;
  void update_block(int thread, Range block, int64_t first, int64_t steps, int64_t slot, int64_t slice, SpikeBuffer& out, int set);
  void take_inputs(Scratch& s, Range block, int64_t first, int64_t steps, int64_t slot, int64_t slice);
  void show_learning_signals(Range mine, int64_t step, int64_t slot);
  void push_flushes(int thread, SpikeBuffer& out, int64_t before, int64_t first, int64_t steps);
  void keep_signal(const double* trace, Range block, int64_t steps, double* to) const;
  void read_sequence(const InputPort& port, Range block, int64_t first, int64_t steps, double* rows) const;
  void number_elements(Projection& p);
  void find_ports();
  // relax.cpp
  bool relax_block(Scratch& s, Range block, int pass, int64_t first, int64_t steps, int64_t slot, const RelaxationOptions& options);
  void peek_inputs(Scratch& s, Range block, int64_t steps, int64_t slot);
  void make_polynomials(const Scratch& s, Range block, int pass, int64_t steps, int order);
  // receptors.cpp
  void run_receptors(Scratch& s, Range block, int64_t first, int64_t steps);
  void run_by_step(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer& out);
  const double* potential_after_reset(Scratch& s, Range block, int64_t first);
  void linearise(Scratch& s, Range block, const double* V, int64_t step, int64_t steps);
  void sample(int thread, Range block, int64_t first, int64_t steps, const Scratch& s);
  void run_kernel(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer* out);
  void collect_arriving(int thread, int64_t end);
  void archive_spikes(const SpikeBuffer& spikes, int64_t from, int64_t first);
  void archive_steps(Scratch& s, Range block, int64_t first, int64_t steps, const SpikeBuffer& spikes, int64_t from);
  void record_spikes(int thread, const SpikeBuffer& spikes, int64_t from, int64_t first);

  std::uint64_t key_;
  double dt_;
  std::vector<std::unique_ptr<SpikeBuffer>> spikes_[2];
  std::vector<std::unique_ptr<Scratch>> scratch_;
  int sent_states_[2] = {-1, -1};                     ///< of its signals, if anyone listens
  Arrival arrival_ = Arrival::unchanged;
  int linear_ = -1;                                   ///< parameter that lets signals arrive unchanged
  std::vector<double> signals_[2][2];                 ///< per signal and set of spike buffers: [step][neuron], the first row before the slice
  std::vector<int64_t> last_event_;                   ///< step of the last spike or flush of each neuron
  int payload_ = -1, offset_ = -1;                    ///< states that spikes carry, or -1
  int current_ = -1, conductance_ = -1;               ///< ports x and g that receptors drive (Note [Coupled input]), or -1
  std::vector<ThreadList<ArrivingSpike>> arriving_;  ///< per thread
  std::vector<std::int32_t> connections_;             ///< of each neuron that are elements
};

}  // namespace synaptorch::network
