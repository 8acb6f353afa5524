#pragma once
// Learning by eligibility propagation: the history that neurons keep, and the driver of the e-prop synapses (docs/design/eprop.md).
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "network/plastic.h"
#include "synaptorch/network/eprop.h"

namespace synaptorch::network {

/// What one neuron has archived, step by step, for the synapses onto it.
class EpropHistory {
 public:
  void push(std::int64_t step, const EpropEntry& entry);
  /// The entry of a step, or nullptr if it is gone.
  EpropEntry* find(std::int64_t step) { return step < stored_ || step >= end() ? nullptr : &entries_[std::size_t(step - stored_)]; }
  /// Whether a step has not been forgotten.
  bool remembers(std::int64_t step) const { return step >= stored_ && step < end() && !gone_[std::size_t(step - stored_)]; }
  /// Steps that NEST would have kept.
  std::int64_t kept() const { return kept_; }

  /// A synapse that was up to date until entry `before` (negative: was not in use) now is until entry `now`. Entries go when the last
  /// synapse that needs them has passed; those `cutoff` and more steps after a spike are needed by none.
  void pass(std::int64_t before, std::int64_t now, std::int64_t cutoff);
  /// Forgets the entries of [from, to).
  void forget(std::int64_t from, std::int64_t to);
  /// Entries are only needed from the first pass on: older ones count as kept, but are not stored.
  void drop_unread();
  std::int64_t begin() const { return begin_; }
  std::int64_t end() const { return stored_ + std::int64_t(entries_.size()); }

 private:
  struct Pass { std::int64_t step, synapses; };
  std::deque<EpropEntry> entries_;    ///< of steps stored_, stored_ + 1, ...
  std::deque<char> gone_;             ///< alike: forgotten although older ones are kept
  std::int64_t begin_ = 0, stored_ = 0, kept_ = 0;
  std::vector<Pass> passes_;          ///< by step: synapses that are up to date until there
};

/// Rate regularisation of an update interval, and the synapses that are up to date until its beginning.
struct EpropInterval { std::int64_t begin, synapses; double reg; };

/// The archive of a population that e-prop synapses end at.
struct EpropArchive {
  EpropArchive(const Model& model, Cells& cells, double dt);
  const EpropRole& role() const { return model->eprop.role; }
  /// A synapse onto that neuron has been made.
  void add_synapse(std::int64_t neuron);
  /// Arrived learning signals of neurons [begin, end) belong to an earlier step.
  void learn(Range neurons, std::int64_t step, const double* signals);
  /// Before and after a step is run.
  void open(Range neurons, std::int64_t step);
  void close(Range neurons, std::int64_t step);
  /// Interval entry of that beginning, made if need be.
  EpropInterval& interval(std::int64_t neuron, std::int64_t begin);

  const Model* model;
  Cells* cells;
  double dt;
  int slope = -1, reg = -1, duration = -1;           ///< states
  std::int64_t cutoff = 0, update = 0, window = 0;   ///< steps
  bool resets = false;
  std::vector<std::int64_t> synapses;                ///< per neuron
  std::vector<EpropHistory> neurons;
  std::vector<std::vector<EpropInterval>> intervals;

 private:
  void forget_intervals(std::int64_t neuron);
};

/// The rule of an e-prop synapse model with that table; `intervals`: weights change once in an update interval.
std::unique_ptr<PlasticRule> make_eprop_rule(const Info& info, std::vector<Field> params, bool intervals);

}  // namespace synaptorch::network
