#pragma once
// Signals: what neurons send one another continuously, and which ports of their targets sum it up.
#include <span>

#include "network/plastic.h"
#include "synaptorch/network/carrier.h"

namespace synaptorch::network {

/// One port of the targets: it sums up factor * coefficient.
struct SignalPath {
  PortKind port;
  int coefficient;   ///< of the polynomial sent over a step; `unity`: the number one
  int factor;        ///< number of a parameter of the connection; `by_weight`: its weight
};
inline constexpr int unity = -1, by_weight = -1;

/// The ports a signal reaches. Several ports of one kind take one coefficient each, from that of the path on.
std::span<const SignalPath> paths(SignalKind kind);

/// Can a signal act in the step in which it is sent? Then its senders take part in waveform relaxation.
constexpr bool relaxes(SignalKind kind) {
  return kind == SignalKind::rate || kind == SignalKind::potential || kind == SignalKind::diffusion;
}

/// Adds what source `source` sends along its synapses: `sent` are the coefficients of its polynomial. `row(port, delay)` is where
/// the port keeps its sums for the neurons of the thread.
template <class Row>
void add_signal(const Projection& p, int thread, const Sink& to, int64_t source, std::span<const double> sent, Row&& row) {
  const Part& part = p.parts[thread];
  const Arrival arrival = p.signal == SignalKind::rate ? to.post->arrival() : Arrival::unchanged;
  double first = sent[0];
  if (arrival == Arrival::alike && to.post->size() > 0) first = to.post->arriving(0, first);
  visit(p, part, [&](auto targets, auto delays, auto weights) {
    for (int64_t k = part.first[source]; k < part.first[source + 1]; ++k) {
      const double w = double(weights[k]);
      const int64_t target = targets[k];
      for (const SignalRoute& r : p.routes[w < 0.0]) {
        if (r.coefficient >= int(sent.size())) continue;
        double x = r.coefficient == unity ? 1.0 : r.coefficient == 0 ? first : sent[r.coefficient];
        if (arrival == Arrival::individual) x = to.post->arriving(to.mine.begin + target, x);
        const double factor = r.factor == by_weight ? w : p.rule->column(p, thread, r.factor)[k];
        row(r.port, delays[k])[target] += factor * x;
      }
    }
  });
}

}  // namespace synaptorch::network
