#pragma once
// The postsynaptic spike history that plastic synapses read.
#include <cmath>
#include <vector>

#include "network/clock.h"

namespace synaptorch::network {

/// Spike times within this of each other count as simultaneous, ms.
inline constexpr double simultaneous = 1e-6;

/// Values in order of time that each of a number of readers passes once.
class Passage {
 public:
  struct Entry {
    double t, value;
    std::int64_t reads;    ///< readers that have passed it
  };
  /// Adds an entry and forgets those that all readers have passed and a younger one, earlier than keep_after, replaces.
  void push(double t, double value, std::int64_t readers, double keep_after) {
    std::size_t done = 0;
    while (done + 1 < entries_.size() && entries_[done].reads >= readers && entries_[done + 1].t < keep_after) ++done;
    if (done > 16 || done == entries_.size()) entries_.erase(entries_.begin(), entries_.begin() + done);
    entries_.push_back({t, value, 0});
  }
  /// Calls f(entry) for those with after < t <= until, in order.
  template <class F> void visit(double after, double until, F&& f) {
    auto e = entries_.end();
    while (e != entries_.begin() && (e - 1)->t - after > simultaneous) --e;
    for (; e != entries_.end() && e->t - until <= simultaneous; ++e) { ++e->reads; f(*e); }
  }
  /// The last entry strictly before t, or nullptr.
  const Entry* before(double t) const {
    for (auto e = entries_.rbegin(); e != entries_.rend(); ++e)
      if (t - e->t > simultaneous) return &*e;
    return nullptr;
  }

 private:
  std::vector<Entry> entries_;
};

/// Spikes of a neuron, each with the trace right after it.
class History {
 public:
  void push(double t, double tau, std::int64_t readers, double keep_after) {
    trace_ = trace_ * std::exp((last_ - t) / tau) + 1.0;
    last_ = t;
    spikes_.push(t, trace_, readers, keep_after);
  }
  /// Calls f(t) for the spikes with after < t <= until, in order.
  template <class F> void visit(double after, double until, F&& f) {
    spikes_.visit(after, until, [&](const Passage::Entry& e) { f(e.t); });
  }
  /// Trace at t of the spikes strictly before t.
  double trace_before(double t, double tau) const {
    const Passage::Entry* e = spikes_.before(t);
    return e ? e->value * std::exp((e->t - t) / tau) : 0.0;
  }

 private:
  double last_ = -1.0, trace_ = 0.0;
  Passage spikes_;
};

/// Histories of the neurons of a population that is the target of plastic synapses.
struct Archive {
  double tau_minus = 20.0;                ///< ms
  double keep = 0.0;                      ///< ms; longest delay of a plastic synapse
  std::vector<History> neurons;
  std::vector<std::int64_t> readers;      ///< plastic synapses per neuron
};

}  // namespace synaptorch::network
