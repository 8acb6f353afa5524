#pragma once
// The postsynaptic spike history that plastic synapses read.
#include <cmath>
#include <vector>

#include "network/clock.h"

namespace synaptorch::network {

/// Spike times within this of each other count as simultaneous, ms.
inline constexpr double simultaneous = 1e-6;

class History {
 public:
  struct Entry {
    double t, trace;       ///< time, and trace right after the spike
    std::int64_t reads;    ///< synapses that have passed it
  };
  void push(double t, double tau, std::int64_t readers, double keep_after) {
    trace_ = trace_ * std::exp((last_ - t) / tau) + 1.0;
    last_ = t;
    // An entry goes when every synapse has passed it and a younger one can serve as origin of the trace.
    std::size_t done = 0;
    while (done + 1 < entries_.size() && entries_[done].reads >= readers && entries_[done + 1].t < keep_after) ++done;
    if (done > 16 || done == entries_.size()) entries_.erase(entries_.begin(), entries_.begin() + done);
    entries_.push_back({t, trace_, 0});
  }
  /// Calls f(t) for the spikes with after < t <= until, in order.
  template <class F> void visit(double after, double until, F&& f) {
    auto e = entries_.end();
    while (e != entries_.begin() && (e - 1)->t - after > simultaneous) --e;
    for (; e != entries_.end() && e->t - until <= simultaneous; ++e) { ++e->reads; f(e->t); }
  }
  /// Trace at t of the spikes strictly before t.
  double trace_before(double t, double tau) const {
    for (auto e = entries_.rbegin(); e != entries_.rend(); ++e)
      if (t - e->t > simultaneous) return e->trace * std::exp((e->t - t) / tau);
    return 0.0;
  }

 private:
  double last_ = -1.0, trace_ = 0.0;
  std::vector<Entry> entries_;
};

/// Histories of the neurons of a population that is the target of plastic synapses.
struct Archive {
  double tau_minus = 20.0;                ///< ms
  double keep = 0.0;                      ///< ms; longest delay of a plastic synapse
  std::vector<History> neurons;
  std::vector<std::int64_t> readers;      ///< plastic synapses per neuron
};

}  // namespace synaptorch::network
