#pragma once
// What plastic synapses that read more than the spikes of their targets find there: Note [Rules that read the target].
#include <vector>

#include "network/archive.h"
#include "synaptorch/network/plasticity.h"

namespace synaptorch::network {

class Cells;
class PlasticRule;

/// The steps of the neurons of a population, as one rule sees them.
class StepArchive {
 public:
  /// Throws WrongType if the neurons lack what the rule reads.
  StepArchive(const PlasticRule& rule, const Cells& cells, double dt);

  const PlasticRule& rule() const { return *rule_; }
  /// States that must be traced for `observe`.
  const std::vector<int>& states() const { return states_; }
  /// One more synapse with this delay (steps) onto a neuron.
  void add_reader(int64_t neuron, int delay);
  bool read(int64_t neuron) const { return readers_[neuron] > 0; }

  /// The end of a step; `states` in the order of `states()`.
  void observe(int64_t neuron, int64_t stamp, const double* states, int spikes);
  /// Parameters and present states of a neuron in the order of the rule's names.
  void present(int64_t neuron, double* values) const;
  /// Calls f(t, sum) for the steps with after < t <= until that have a sum.
  template <class F> void visit(int64_t neuron, double after, double until, F&& f) {
    sums_[neuron].visit(after, until, [&](const Passage::Entry& e) { f(e.t, e.value); });
  }
  double point(int64_t neuron, int64_t stamp) const;

 private:
  struct Source { bool state; int index; };
  /// Places the states in `values` as they were when the delay began, zero before the start.
  void delayed(int64_t neuron, int64_t stamp, const double* states, double delay, std::vector<double>& values);

  const PlasticRule* rule_;
  const Cells* cells_;
  double dt_;
  std::vector<Source> sources_;            ///< of each value that the rule reads
  std::vector<int> states_;
  std::vector<int64_t> readers_;
  std::vector<Passage> sums_;
  int64_t slots_ = 0;                      ///< length of the rings of points
  std::vector<std::vector<double>> points_, past_;   ///< rings, by neuron
};

}  // namespace synaptorch::network
