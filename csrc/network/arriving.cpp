// Spikes that neurons take one by one: precise neurons, whose spikes have times of their own, and connections that are elements of
// their targets (Note [Connections as elements]).
#include <algorithm>
#include <tuple>

#include "network/deliver.h"
#include "network/engine.h"
#include "network/scratch.h"

namespace synaptorch {
namespace network {

void queue_spike(const Projection& p, const Part& part, const Sink& to, int64_t k, int64_t step, const Departure& spike) {
  const int receptor = p.listed ? int(part.element[k]) : to.post->ports[std::max(p.positive_port, p.negative_port)].port.receptor;
  const double weight = p.listed ? 1.0 : p.weight_of(part, k);
  to.post->receive(to.thread, {step + p.delay_of(part, k), spike.offset, weight * spike.factor, std::uint32_t(to.mine.begin + part.target(k)),
                               spike.multiplicity, receptor});
}

void queue_row(const Projection& p, const Part& part, const Sink& to, int64_t source, int64_t step, const Departure& spike) {
  for (int64_t k = part.first[source]; k < part.first[source + 1]; ++k) queue_spike(p, part, to, k, step, spike);
}

/// Moves the spikes that arrive before step `end` out of the queue, by neuron, then time; those of the same time keep their
/// order of arrival.
void Population::collect_arriving(int thread, int64_t end) {
  auto& queue = arriving_[thread];
  auto& now = scratch_[thread]->arriving;
  now.clear();
  const auto later = std::stable_partition(queue.begin(), queue.end(), [&](const ArrivingSpike& s) { return s.step < end; });
  if (later == queue.begin()) return;
  const Range mine = part(thread);
  auto& place = scratch_[thread]->count;         // of the next spike of each neuron
  place.assign(mine.size() + 2, 0);
  for (auto s = queue.begin(); s != later; ++s) ++place[s->neuron - mine.begin + 2];
  for (int64_t i = 2; i < mine.size() + 2; ++i) place[i] += place[i - 1];
  now.resize(later - queue.begin());
  for (auto s = queue.begin(); s != later; ++s) now[place[s->neuron - mine.begin + 1]++] = *s;
  queue.erase(queue.begin(), later);
  const auto earlier = [](const ArrivingSpike& a, const ArrivingSpike& b) { return std::tuple(a.step, -a.offset) < std::tuple(b.step, -b.offset); };
  for (int64_t i = 0; i < mine.size(); ++i) {
    const auto from = now.begin() + place[i], to = now.begin() + place[i + 1];
    if (!std::is_sorted(from, to, earlier)) std::stable_sort(from, to, earlier);
  }
}

std::pair<const ArrivingSpike*, const ArrivingSpike*> Population::Scratch::arriving_at(Range block) const {
  const auto at = [&](int64_t neuron) {
    return std::lower_bound(arriving.data(), arriving.data() + arriving.size(), neuron, [](const ArrivingSpike& s, int64_t n) { return s.neuron < n; });
  };
  return {at(block.begin), at(block.end)};
}

/// The synapses onto a neuron become its next elements, in the order of their sources: the same for every number of threads.
void Population::number_elements(Projection& p) {
  for (std::size_t t = 0; t < p.parts.size(); ++t) {
    Part& part = p.parts[t];
    if (int64_t(part.element.size()) == part.size()) continue;   // numbered before
    Array<std::uint32_t> element(part.size());
    for (int64_t k = 0; k < part.size(); ++k) element[k] = std::uint32_t(connections_[this->part(int(t)).begin + part.target(k)]++);
    part.element = std::move(element);
  }
}

void Population::take_connections(const std::vector<Projection*>& projections) {
  connections_.resize(size());
  for (Projection* p : projections) number_elements(*p);
  cells.extend(connections_.empty() ? 0 : *std::max_element(connections_.begin(), connections_.end()));
  cells.set_weights([&](auto&& set) {
    for (const Projection* p : projections)
      for (std::size_t t = 0; t < p->parts.size(); ++t)
        for (int64_t k = 0; k < p->parts[t].size(); ++k) set(part(int(t)).begin + p->parts[t].target(k), p->parts[t].element[k], p->weight_of(p->parts[t], k));
  });
  for (Projection* p : projections) p->elements_know = true;
}

}  // namespace network

using namespace network;

/// Connections that are elements of their targets become so when anyone asks, not one by one: every number of elements is a model of its own.
void Network::Engine::make_elements() {
  for (int g = 0; g < int(groups.size()); ++g) {
    std::vector<Projection*> open;
    for (auto& p : projections)
      if (p->post == g && p->listed && !p->elements_know) open.push_back(p.get());
    if (open.empty()) continue;
    groups[g].population->take_connections(open);
    recorders_changed = true;
  }
}

}  // namespace synaptorch
