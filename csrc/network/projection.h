#pragma once
// Projection: the synapses between two groups, in compressed rows by source. Each thread holds the rows of the
// synapses onto its own neurons, so that delivery needs neither locks nor atomics.
#include <memory>
#include <optional>
#include <vector>

#include "network/array.h"
#include "network/population.h"
#include "synaptorch/network/network.h"

namespace synaptorch::network {

class PlasticRule;

/// A port of the targets, and what reaches it of a signal (SignalPath).
struct SignalRoute { int port, coefficient, factor; };

/// Rows of the synapses onto the neurons of one thread, ordered by delay, then target. Each number takes the
/// narrowest type that holds all of them; what is the same for all is stored once in the projection.
struct Part {
  std::vector<int64_t> first;              ///< row of source i: [first[i], first[i + 1])
  Array<std::uint16_t> target16;           ///< target - begin of the part
  Array<std::uint32_t> target32;
  Array<std::uint8_t> delay8;              ///< steps
  Array<std::uint16_t> delay16;
  Array<float> weight32;                   ///< if every weight is a float
  Array<double> weight64;
  Array<std::uint32_t> element;            ///< of its target, where each synapse has one (Projection::listed)

  bool consecutive = false;                ///< the targets of every row follow each other

  int64_t size() const { return first.empty() ? 0 : first.back(); }
  int64_t target(int64_t k) const { return target16.empty() ? target32[k] : target16[k]; }
};

struct Projection {
  int number = 0, pre = -1, post = -1;
  const PlasticRule* rule = nullptr;       ///< nullptr: static synapse
  std::optional<double> weight;            ///< of all synapses
  std::optional<int> delay;                ///< of all synapses, steps
  int min_delay = 1, max_delay = 1;        ///< steps
  int64_t largest_indegree = 0;            ///< most synapses onto one neuron
  int positive_port = -1, negative_port = -1;
  bool any_negative = false, any_positive = false;
  std::vector<Part> parts;                 ///< per thread
  PortKind port = PortKind::spikes;        ///< what the port makes of it
  SignalKind signal = SignalKind::none;    ///< what is sent continuously; none: spikes or currents
  bool immediate = false;                  ///< a signal without delay
  int which = 0;                           ///< of the signals of the senders
  std::vector<SignalRoute> routes[2];      ///< of a signal: for weights >= 0 and < 0
  bool ignores_weight = false;             ///< the port counts spikes, whatever their weights
  int channel = -1;                        ///< of the port's ring; -1: adds to its sums
  bool queued = false;                     ///< the targets take spikes one by one, not from rings
  bool listed = false;                     ///< each synapse is an element of its target (Note [Connections as elements])
  bool elements_know = false;              ///< and those elements know the weights

  std::shared_ptr<void> plastic;           ///< what the rule keeps (see plastic.h)
  bool records_weights = false;
  std::vector<WeightData> recorded;        ///< per thread

  int64_t size() const {
    int64_t n = 0;
    for (const auto& p : parts) n += p.size();
    return n;
  }
  int delay_of(const Part& p, int64_t k) const {
    return delay ? *delay : p.delay8.empty() ? p.delay16[k] : p.delay8[k];
  }
  double weight_of(const Part& p, int64_t k) const {
    return weight ? *weight : p.weight32.empty() ? p.weight64[k] : double(p.weight32[k]);
  }
  /// Does a spike add its weight to the port, or 1, whatever comes with it?
  bool sums_weights() const { return port != PortKind::payload && port != PortKind::transitions; }
  /// What the port makes of the spikes that a source emits in a step after `before` others: `m` coincident ones, or minus
  /// one and plus two for each further one where two spikes are an upward transition (Note [Transitions]).
  double sum_of(int m, int before = 0) const {
    if (port != PortKind::transitions || m == 0) return m;   // 0: a flush, which moves nothing
    return before > 0 ? 2.0 * m : 2.0 * m - 3.0;
  }
  int single_port() const { return ignores_weight ? positive_port : any_negative ? (any_positive ? -1 : negative_port) : positive_port; }
};

/// Calls f with every port whose ring a projection may reach.
template <class F> void for_rings(const Projection& p, F&& f) {
  if (p.queued) return;
  for (const int port : {p.positive_port, p.negative_port}) if (port >= 0) f(port);
  for (const auto& routes : p.routes) for (const SignalRoute& r : routes) f(r.port);
}

/// The same value at every index.
template <class T> struct Same {
  T value;
  T operator[](int64_t) const { return value; }
};

/// Calls f(targets, delays, weights) with arrays of the types at hand.
template <class F> void visit(const Projection& p, const Part& part, F&& f) {
  const auto with_weights = [&](auto targets, auto delays) {
    if (p.ignores_weight) f(targets, delays, Same<double>{1.0});
    else if (p.weight) f(targets, delays, Same<double>{*p.weight});
    else if (!part.weight32.empty()) f(targets, delays, part.weight32.data());
    else f(targets, delays, part.weight64.data());
  };
  const auto with_delays = [&](auto targets) {
    if (p.delay) with_weights(targets, Same<int>{*p.delay});
    else if (!part.delay8.empty()) with_weights(targets, part.delay8.data());
    else with_weights(targets, part.delay16.data());
  };
  if (!part.target32.empty()) with_delays(part.target32.data());
  else with_delays(part.target16.data());
}

/// Draws and stores the synapses of a projection whose groups, rule and numbers have been checked.
struct ConnectRequest {
  const Selection* pre;
  const Selection* post;
  int64_t pre_size, post_size;             ///< of the groups
  bool same_group;
  const Rule* rule;
  const Number* weight;
  const Number* delay;
  const Clock* clock;
  std::uint64_t seed;
  int threads;
};
void build(Projection& projection, const ConnectRequest& request);

/// Order of `Network::connections`: (part, index) of every synapse by source, target, order of creation.
std::vector<std::pair<int, int64_t>> listing(const Projection& projection);

}  // namespace synaptorch::network
