// The simulation: slices as long as the smallest delay between neurons. In a slice each thread delivers the spikes that
// all emitted in the slice before to its own neurons, runs its devices and its neurons, and meets the others.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>

#include "network/engine.h"
#include "network/plastic.h"
#include "network/signal.h"
#include "synaptorch/core/philox.h"

namespace synaptorch {
using namespace network;

namespace {

// Two sets of spike buffers make one meeting per slice enough: a thread that is ahead writes to the other set.
// It cannot be ahead by two slices.

/// Joins the spikes that the threads found in a slice, whatever their number.
void merge(Population& population, int parity, int threads, int64_t steps, SliceSpikes& out) {
  out.spikes.clear();
  out.offsets.clear();
  out.payloads.clear();
  std::vector<int64_t>& next = out.next;
  next.assign(threads, 0);
  for (int64_t k = 0; k < steps; ++k)
    for (int t = 0; t < threads; ++t) {
      const SpikeBuffer& from = population.spikes(parity, t);
      for (; next[t] < from.size() && from.begin()[next[t]].step == k; ++next[t]) {
        out.spikes.push_back(from.begin()[next[t]]);
        if (from.offsets()) out.offsets.push_back(from.offsets()[next[t]]);
        if (from.payloads()) out.payloads.push_back(from.payloads()[next[t]]);
      }
    }
}

/// Spikes a synapse of a random device may send in a step, for counting (Note [Counting spikes]).
constexpr int64_t counted_draws = 64;

}  // namespace

Sink Network::Engine::sink(const Projection& p, int thread) {
  Population* post = groups[p.post].population.get();
  return {post, post->part(thread), slots, thread};
}

void Network::Engine::prepare() {
  make_elements();
  if (changed) {
    lay_out();
    open_channels();
    heard_ = laid_out_;
    laid_out_ = int(projections.size());
    changed = false;
  }
  for (auto& g : groups) if (g.population) g.population->plan_arrival();
  if (recorders_changed) plan_recorders();
  recorders_changed = false;
  for (auto& g : groups)
    if (g.population && g.population->archive) g.population->archive->tau_minus = g.population->tau_minus;
  prepare_devices();
}

/// Sends the spikes of the last slice, finished or not, along the projections that were there when they were emitted.
void Network::Engine::flush() {
  if (now > epoch) {
    const int64_t begun = epoch + (now - epoch - 1) / slice * slice;
    const bool finished = now == begun + slice;
    for (auto& p : projections)
      if (p->channel < 0 && p->number < laid_out_)
        for_rings(*p, [&](int port) { groups[p->post].population->ports[port].ring.need_sums(); });
    for (int t = 0; t < threads; ++t) deliver_slice(t, finished ? parity ^ 1 : parity, begun, now - begun);
    if (!finished) parity ^= 1;
  }
}

/// Chooses slice and ring lengths. In relaxation devices count as well: what they do in a slice must not act in it.
void Network::Engine::lay_out() {
  int64_t shortest = longest_slice, longest = 1;
  smallest_delay_ = never;
  bool relaxing = false;
  for (const auto& p : projections) {
    if (p->size() == 0) continue;
    smallest_delay_ = std::min<int64_t>(smallest_delay_, p->min_delay);
    longest = std::max<int64_t>(longest, p->max_delay);
    if (groups[p->pre].population) shortest = std::min<int64_t>(shortest, p->min_delay);
    relaxing = relaxing || (p->immediate && options.use_wfr);
  }
  if (smallest_delay_ == never) smallest_delay_ = 1;
  if (relaxing) shortest = smallest_delay_;
  largest_delay_ = longest;
  flush();
  relaxing_ = relaxing;
  const int64_t needed = std::max(slots, 2 * longest + shortest);   // twice: see run_device, rates
  for (auto& g : groups)
    if (g.population)
      for (auto& port : g.population->ports) port.ring.resize(needed, now);
  slots = needed;
  slice = shortest;
  std::vector<bool> sends(groups.size());
  for (const auto& p : projections) sends[p->pre] = sends[p->pre] || p->signal != SignalKind::none;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (Population* population = groups[g].population.get())
      population->plan_signals(slice, sends[g] || (relaxing_ && relaxes(population->cells.model().sends.kind)));
  plan_relaxation();
  epoch = now;
}

void Network::Engine::open_channels() {
  for (auto& g : groups)
    if (g.population)
      for (auto& port : g.population->ports) port.ring.close_channels();
  for (auto& p : projections) {
    const Group& pre = groups[p->pre];
    Population& post = *groups[p->post].population;
    p->channel = -1;
    const bool counts = pre.population ? p->signal == SignalKind::none && !pre.population->multiple()
                                       : pre.devices->model().role == DeviceRole::random_trains && p->delay;
    if (counts && p->sums_weights() && !p->rule && !p->queued && (p->weight || p->ignores_weight) && p->single_port() >= 0 && p->size() > 0)
      p->channel = post.ports[p->single_port()].ring.admit(p->ignores_weight ? 1.0 : *p->weight,
                                                           p->largest_indegree * (pre.population ? 1 : counted_draws));
    if (p->channel >= 0 || (p->immediate && relaxing_)) continue;
    for_rings(*p, [&](int port) { post.ports[port].ring.need_sums(); });
  }
}

void Network::Engine::prepare_devices() {
  device_runs_.resize(projections.size());
  for (auto& p : projections) {
    const Devices* devices = groups[p->pre].devices.get();
    if (!devices) continue;
    DeviceRun& run = device_runs_[p->number];
    const std::uint64_t key = philox_key(options.seed, (2ull << 40) + std::uint64_t(p->number));
    if (devices->model().role == DeviceRole::noise && run.noise.empty())
      for (int t = 0; t < threads; ++t) run.noise.emplace_back(p->parts[t], key, sink(*p, t).mine.begin);
    if (devices->model().role != DeviceRole::random_trains) continue;
    if (run.trains.empty())
      for (int t = 0; t < threads; ++t) run.trains.emplace_back(p->parts[t], key, sink(*p, t).mine.begin);
    bool new_law = run.laws.empty();
    for (int64_t i = 0; i < devices->size() && !new_law; ++i) new_law = run.laws[i].mean() != devices->mean(i);
    if (!new_law) continue;
    run.laws.clear();
    int64_t largest = 0;
    for (int64_t i = 0; i < devices->size(); ++i) {
      run.laws.emplace_back(devices->mean(i));
      largest = std::max(largest, run.laws.back().largest());
    }
    for (auto& trains : run.trains) trains.forget();
    if (p->channel < 0 || largest <= counted_draws) continue;
    groups[p->post].population->ports[p->single_port()].ring.need_sums();
    p->channel = -1;
  }
}

/// Tells the populations what their recorders want.
void Network::Engine::plan_recorders() {
  for (auto& g : groups) {
    if (!g.population) continue;
    for (auto& probe : g.population->spike_probes) {
      probe.start = groups[probe.recorder].devices->start();
      probe.stop = groups[probe.recorder].devices->stop();
    }
    for (auto& probe : g.population->probes) {
      const Group& meter = groups[probe.recorder];
      probe.plan = meter.devices->sample_plan();
      probe.variables.clear();
      for (const auto& name : meter.record_from) probe.variables.push_back(g.population->cells.model().find_recorded(name));
      for (auto& store : probe.stores) store.values.resize(probe.variables.size());
    }
  }
}

void Network::Engine::simulate(double ms, const std::function<bool(double)>& progress) {
  if (!(ms >= 0.0) || !std::isfinite(ms)) throw OutOfRange("simulate: the time is " + std::to_string(ms) + " ms but must not be negative.");
  if (!clock.on_grid(ms))
    throw OutOfRange("simulate: " + std::to_string(ms) + " ms is not a multiple of the resolution, " + std::to_string(clock.resolution()) + " ms.");
  prepare();
  const int64_t first = now;
  run(now + clock.nearest(ms), progress);
  sample_devices(first);
}

/// The signal at a stamp is the one of the step that ends there.
void Network::Engine::sample_devices(int64_t first) {
  for (auto& probe : device_probes) {
    const Devices& devices = *groups[probe.group].devices;
    const SamplePlan plan = groups[probe.recorder].devices->sample_plan();
    for (int64_t step = first; step < now; ++step)
      for (std::size_t k = 0; plan.at(step + 1) && k < probe.nodes.size(); ++k)
        probe.values.push_back(devices.active(probe.nodes[k], step) ? signal(probe.group, probe.nodes[k], step) : 0.0);
  }
}

/// What an active device sends in a step; noise: on average over its targets.
double Network::Engine::signal(int group, int64_t node, int64_t step) {
  const Devices& devices = *groups[group].devices;
  if (devices.model().role != DeviceRole::noise) return devices.value(node, step);
  double sum = 0.0;
  int64_t targets = 0;
  for (auto& p : projections)
    for (int t = 0; p->pre == group && t < threads; ++t) {
      const Part& part = p->parts[t];
      if (part.size() == 0) continue;
      sum += device_runs_[p->number].noise[t].sum(part, devices, node, step);
      targets += part.first[node + 1] - part.first[node];
    }
  return targets ? sum / double(targets) : 0.0;
}

void Network::Engine::run_device(Projection& p, int thread, int64_t step) {
  const Devices& devices = *groups[p.pre].devices;
  const Part& part = p.parts[thread];
  const Sink to = sink(p, thread);
  if (part.size() == 0) return;
  switch (devices.model().role) {
    case DeviceRole::random_trains:
      device_runs_[p.number].trains[thread].emit(p, part, to, devices, device_runs_[p.number].laws, step);
      break;
    case DeviceRole::scheduled:
      for (int64_t node = 0, before = 0; node < devices.size(); ++node, before = 0)
        devices.scheduled({node, node + 1}, step, 1, [&](int64_t, const ScheduledSpike& s) {
          if (p.queued) queue_row(p, part, to, node, step, {s.weight, s.multiplicity, s.offset});
          else add_row(p, part, to, node, step, (p.ignores_weight ? 1.0 : s.weight) * p.sum_of(s.multiplicity, int(before)));
          before += s.multiplicity;
        });
      break;
    case DeviceRole::noise: device_runs_[p.number].noise[thread].emit(p, part, to, devices, step); break;
    case DeviceRole::current:
      for (int64_t node = 0; node < devices.size(); ++node)
        if (devices.active(node, step)) add_row(p, part, to, node, step, devices.value(node, step));
      break;
    case DeviceRole::rate: {
      // In NEST the signal reaches its targets early by the smallest delay; where that leaves no delay at all and the
      // target is older than the device, it comes a round of the ring buffer later.
      const bool late = p.post < p.pre && p.delay == int(smallest_delay_);
      const bool reads_at_once = to.post->cells.model().eprop.role.slope;   // e-prop readouts have buffers of their own
      const int64_t shift = late ? (reads_at_once ? 0 : largest_delay_) : slots - smallest_delay_;
      for (int64_t node = 0; node < devices.size(); ++node)
        if (devices.active(node, step)) add_value(p, thread, to, node, step + shift, devices.value(node, step));
      break;
    }
    default: break;
  }
}

/// Step by step, so that the order of sums does not depend on where a call of `simulate` ends.
void Network::Engine::run_devices(int thread, int64_t first, int64_t steps) {
  for (int64_t step = first; step < first + steps; ++step)
    for (auto& p : projections)
      if (groups[p->pre].devices) run_device(*p, thread, step);
}

/// Signals come before spikes: synapses that a spike passes see what its target has learnt by then.
void Network::Engine::deliver_slice(int thread, int set, int64_t first, int64_t steps) {
  SliceSpikes& spikes = slice_spikes_[thread];
  int merged = -1;                            // population whose spikes are merged
  const auto takes_part = [&](const Projection& p) { return groups[p.pre].population && p.parts[thread].size() > 0 && p.number < laid_out_; };
  for (auto& p : projections)
    if (takes_part(*p) && p->signal != SignalKind::none && (!p->immediate || !relaxing_)) send_signals(*p, thread, set, first, steps);
  for (auto& g : groups)
    if (g.population && g.population->eprop) g.population->take_learning_signals(thread, first + steps, (first + steps) % slots);
  for (auto& p : projections) {
    if (!takes_part(*p) || p->signal != SignalKind::none) continue;
    if (p->pre != merged) merge(*groups[p->pre].population, set, threads, steps, spikes);
    merged = p->pre;
    if (p->rule) p->rule->deliver(*p, thread, sink(*p, thread), spikes, first, clock);
    else {
      deliver(*p, p->parts[thread], sink(*p, thread), spikes, first);
      if (p->records_weights) record_transmissions(*p, thread, sink(*p, thread), spikes, first, clock);
    }
  }
}

void Network::Engine::update(int thread, int set, int64_t first, int64_t steps, int64_t begun) {
  if (first == begun)
    for (auto& g : groups)
      if (g.population) g.population->spikes(set, thread).clear();
  run_devices(thread, first, steps);
  for (auto& g : groups)
    if (g.population) g.population->update(thread, set, first, steps, first % slots, first - begun);
}

void Network::Engine::run(int64_t end, const std::function<bool(double)>& progress) {
  using WallClock = std::chrono::steady_clock;
  int64_t largest = 0;
  for (const auto& g : groups) if (g.population) largest = std::max(largest, g.size);
  int workers = 1;                            // threads that own neurons
  while (workers < threads && part_of(largest, workers, threads).size() > 0) ++workers;
  Barrier barrier(workers);
  for (auto& outcome : passes_) outcome = settled;
  std::atomic<int64_t> stop{end};             // step at which all threads leave
  const int64_t start = now;
  run_threads(workers, [&](int thread) {
    std::exception_ptr error;
    RelaxationRun relaxation{barrier};
    const auto guarded = [&](int64_t leave, auto&& work) {
      try { work(); } catch (...) { error = std::current_exception(); stop = leave; }
    };
    auto told = WallClock::now();
    int64_t step = start;
    int set = parity;
    do {
      if (step >= stop) break;
      const int64_t begun = epoch + (step - epoch) / slice * slice, next = std::min(end, begun + slice);
      guarded(next, [&] {
        if (step == begun && step > epoch) deliver_slice(thread, set ^ 1, begun - slice, slice);
      });
      if (relaxing_ && step == begun) relax(thread, set, begun, relaxation, error);
      guarded(next, [&] {
        if (error) std::rethrow_exception(error);
        update(thread, set, step, next - step, begun);
      });
      if (thread == 0 && progress && WallClock::now() - told > std::chrono::milliseconds(100)) {
        told = WallClock::now();
        guarded(next, [&] { if (!progress(clock.ms(next))) stop = next; });
      }
      barrier.wait();
      step = next;
      if (step == begun + slice) set ^= 1;
    } while (!error);
    if (thread == 0) { now = step; next_parity_ = set; }
    if (error) std::rethrow_exception(error);
  });
  parity = next_parity_;
}

}  // namespace synaptorch
