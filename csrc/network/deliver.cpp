#include "network/deliver.h"

#include <cmath>

#include "network/draw.h"
#include "network/isa.h"
#include "synaptorch/core/philox.h"

namespace synaptorch::network {
namespace {

/// One spike after the other onto rows of counts; every synapse has the same weight and delay.
template <class Target>
void count_spikes(const Part& part, const Target* targets, std::span<const Spike> spikes, std::uint16_t* rows, int64_t stride,
                  int64_t slot, int64_t slots) {
  for (std::size_t s = 0; s < spikes.size(); ++s) {
    const int64_t begin = part.first[spikes[s].neuron], end = part.first[spikes[s].neuron + 1];
    if (s + 2 < spikes.size()) {
      // The hardware follows a row once it has begun; its start comes from memory.
      const Target* next = targets + part.first[spikes[s + 2].neuron];
      __builtin_prefetch(next);
      __builtin_prefetch(reinterpret_cast<const char*>(next) + 64);
    }
    std::uint16_t* row = rows + (slot + spikes[s].step) % slots * stride;
    const std::uint16_t m = spikes[s].multiplicity;
    for (int64_t k = begin; k < end; ++k) row[targets[k]] = std::uint16_t(row[targets[k]] + m);
  }
}

template <class Targets, class Delays>
void count_delayed(const Part& part, Targets targets, Delays delays, std::span<const Spike> spikes, std::uint16_t* rows,
                   int64_t stride, int64_t slot, int64_t slots) {
  for (const Spike& s : spikes)
    for (int64_t k = part.first[s.neuron]; k < part.first[s.neuron + 1]; ++k) {
      std::uint16_t& count = rows[(slot + s.step + delays[k]) % slots * stride + targets[k]];
      count = std::uint16_t(count + s.multiplicity);
    }
}

/// Adds weights of a row of synapses to sums; a run of equal delays goes into one slot.
template <class Targets, class Delays, class Weights>
void add_synapses(int64_t begin, int64_t end, Targets targets, Delays delays, Weights weights, double factor, double* positive,
                  double* negative, int64_t stride, int64_t slot, int64_t slots) {
  for (int64_t k = begin; k < end;) {
    const int delay = delays[k];
    const int64_t offset = (slot + delay) % slots * stride;
    if (positive == negative) {
      double* row = positive + offset;
      for (; k < end && delays[k] == delay; ++k) row[targets[k]] += factor * double(weights[k]);
    } else {
      for (; k < end && delays[k] == delay; ++k) {
        const double w = factor * double(weights[k]);
        port_of(w, positive, negative)[offset + targets[k]] += w;
      }
    }
  }
}

struct Sums { double *positive, *negative; };

double* sums_of(int port, const Sink& to) {
  return port < 0 ? nullptr : to.post->ports[port].ring.sums(0) + to.mine.begin;
}
Sums both_sums(const Projection& p, const Sink& to) { return {sums_of(p.positive_port, to), sums_of(p.negative_port, to)}; }

/// Rows of sums of the thread's neurons; where all weights go to one port it stands for both.
Sums sums_of(const Projection& p, const Sink& to) {
  if (const int port = p.single_port(); port >= 0) return {sums_of(port, to), sums_of(port, to)};
  return both_sums(p, to);
}

std::uint16_t* counts_of(const Projection& p, const Sink& to) {
  return to.post->ports[p.single_port()].ring.counts(p.channel, 0) + to.mine.begin;
}

int64_t stride_of(const Projection& p, const Sink& to) {
  return to.post->ports[std::max(p.positive_port, p.negative_port)].ring.stride();
}

SYNAPTORCH_CLONES void add_same(double value, double* to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] += value;
}

SYNAPTORCH_CLONES void add_drawn(const std::uint16_t* __restrict drawn, std::uint16_t* __restrict to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] = std::uint16_t(to[i] + drawn[i]);
}

}  // namespace

void deliver(const Projection& p, const Part& part, const Sink& to, const SliceSpikes& slice, int64_t first) {
  const std::span<const Spike> spikes(slice.spikes);
  if (part.size() == 0 || spikes.empty()) return;
  if (p.queued) {
    for (std::size_t s = 0; s < spikes.size(); ++s)
      queue_row(p, part, to, spikes[s].neuron, first + spikes[s].step,
                {slice.scale(p, s), spikes[s].multiplicity, slice.offsets.empty() ? 0.0 : slice.offsets[s]});
    return;
  }
  const int64_t slot = first % to.slots, stride = stride_of(p, to);
  if (p.channel >= 0) {
    std::uint16_t* rows = counts_of(p, to);
    visit(p, part, [&](auto targets, auto delays, auto) {
      if constexpr (std::is_same_v<decltype(delays), Same<int>>)
        count_spikes(part, targets, spikes, rows, stride, slot + delays.value, to.slots);
      else
        count_delayed(part, targets, delays, spikes, rows, stride, slot, to.slots);
    });
    return;
  }
  const auto [positive, negative] = sums_of(p, to);
  visit(p, part, [&](auto targets, auto delays, auto weights) {
    for (std::size_t i = 0; i < spikes.size(); ++i) {
      const Spike& s = spikes[i];
      add_synapses(part.first[s.neuron], part.first[s.neuron + 1], targets, delays, weights, p.sum_of(s.multiplicity) * slice.scale(p, i),
                   positive, negative, stride, slot + s.step, to.slots);
    }
  });
}

void record_transmissions(Projection& p, int thread, const Sink& to, const SliceSpikes& slice, int64_t first, const Clock& clock) {
  const Part& part = p.parts[thread];
  for (const Spike& s : slice.spikes)
    for (int m = 0; m < s.multiplicity; ++m)
      for (int64_t k = part.first[s.neuron]; k < part.first[s.neuron + 1]; ++k)
        record_transmission(p.recorded[thread], clock.ms(first + s.step + 1), p.weight_of(part, k), s.neuron, to.mine.begin + part.target(k));
}

void add_row(const Projection& p, const Part& part, const Sink& to, int64_t source, int64_t step, double factor) {
  if (part.size() == 0) return;
  // A negative factor turns the sign of the weights: each goes to the port of its product.
  const Sums sums = factor < 0.0 ? both_sums(p, to) : sums_of(p, to);
  if (part.consecutive && p.delay && p.weight) {
    const int64_t begin = part.first[source], n = part.first[source + 1] - begin;
    const double value = factor * (p.ignores_weight ? 1.0 : *p.weight);
    double* row = (value < 0.0 ? sums.negative : sums.positive) + (step + *p.delay) % to.slots * stride_of(p, to);
    if (n > 0) add_same(value, row + part.target(begin), n);
    return;
  }
  visit(p, part, [&](auto targets, auto delays, auto weights) {
    add_synapses(part.first[source], part.first[source + 1], targets, delays, weights, factor, sums.positive, sums.negative,
                 stride_of(p, to), step % to.slots, to.slots);
  });
}

std::vector<std::uint32_t> draw_counters(const Part& part, int64_t begin) {
  std::vector<std::uint32_t> counters(part.size());
  for (std::size_t s = 0; s + 1 < part.first.size(); ++s)
    for (int64_t k = part.first[s]; k < part.first[s + 1]; ++k)
      // Connections of a pair that is connected more than once follow each other; each has its own draws.
      counters[k] = k > part.first[s] && part.target(k) == part.target(k - 1)
                        ? counters[k - 1] + 0x9E3779B9u
                        : std::uint32_t(begin + part.target(k));
  return counters;
}

/// The draw that holds in `step`; drawn when it is first asked for.
const double* NoiseCurrents::draw(const Part& part, const Devices& devices, int64_t source, int64_t step) {
  const int64_t number = devices.draw_number(source, step);
  if (numbers_[source] != number) {
    const std::uint64_t key = philox_key(key_, std::uint64_t(source));
    for (int64_t k = part.first[source]; k < part.first[source + 1]; ++k)
      drawn_[k] = standard_normal(philox(key, counters_[k], std::uint64_t(number)));
    numbers_[source] = number;
  }
  return drawn_.data();
}

void NoiseCurrents::emit(const Projection& p, const Part& part, const Sink& to, const Devices& devices, int64_t step) {
  const int64_t stride = stride_of(p, to);
  for (int64_t source = 0; source < devices.size(); ++source) {
    if (!devices.active(source, step) || part.first[source] == part.first[source + 1]) continue;
    const double mean = devices.value(source, step), deviation = devices.deviation(source, step);
    const double* drawn = draw(part, devices, source, step);
    const Sums sums = both_sums(p, to);
    visit(p, part, [&](auto targets, auto delays, auto weights) {
      for (int64_t k = part.first[source]; k < part.first[source + 1]; ++k) {
        const double w = double(weights[k]) * (mean + deviation * drawn[k]);
        port_of(w, sums.positive, sums.negative)[(step + delays[k]) % to.slots * stride + targets[k]] += w;
      }
    });
  }
}

double NoiseCurrents::sum(const Part& part, const Devices& devices, int64_t source, int64_t step) {
  const double mean = devices.value(source, step), deviation = devices.deviation(source, step);
  const double* drawn = draw(part, devices, source, step);
  double total = 0.0;
  for (int64_t k = part.first[source]; k < part.first[source + 1]; ++k) total += mean + deviation * drawn[k];
  return total;
}

RandomTrains::RandomTrains(const Part& part, std::uint64_t key, int64_t begin)
    : key_(key), elements_(draw_counters(part, begin)), drawn_(4 * part.size()) {}

void RandomTrains::emit(const Projection& p, const Part& part, const Sink& to, const Devices& devices,
                        std::span<const PoissonLaw> laws, int64_t step) {
  const int64_t stride = stride_of(p, to), block = step >> 2;
  const bool fresh = block != block_;
  block_ = block;
  for (int64_t source = 0; source < devices.size(); ++source) {
    const int64_t begin = part.first[source], n = part.first[source + 1] - begin;
    if (n == 0 || laws[source].mean() == 0.0) continue;
    std::uint16_t* drawn = drawn_.data() + 4 * begin;
    if (fresh) poisson_block(laws[source], philox_key(key_, std::uint64_t(source)), block, elements_.data() + begin, n, drawn);
    if (!devices.active(source, step)) continue;
    drawn += (step & 3) * n;
    if (p.queued) {
      for (int64_t k = begin; k < begin + n; ++k)
        if (drawn[k - begin] > 0) queue_spike(p, part, to, k, step, {1.0, drawn[k - begin], 0.0});
      continue;
    }
    if (p.channel >= 0 && p.delay) {
      std::uint16_t* row = counts_of(p, to) + (step + *p.delay) % to.slots * stride;
      visit(p, part, [&](auto targets, auto, auto) {
        if (part.consecutive) return add_drawn(drawn, row + targets[begin], n);
        for (int64_t k = 0; k < n; ++k) row[targets[begin + k]] = std::uint16_t(row[targets[begin + k]] + drawn[k]);
      });
      continue;
    }
    const auto [positive, negative] = sums_of(p, to);
    visit(p, part, [&](auto targets, auto delays, auto weights) {
      for (int64_t k = begin; k < begin + n; ++k) {
        if (drawn[k - begin] == 0) continue;
        const double w = double(weights[k]) * p.sum_of(drawn[k - begin]);
        port_of(w, positive, negative)[(step + delays[k]) % to.slots * stride + targets[k]] += w;
      }
    });
  }
}

}  // namespace synaptorch::network
