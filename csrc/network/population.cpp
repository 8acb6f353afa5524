#include "network/population.h"

#include <algorithm>
#include <tuple>

#include "network/eprop.h"
#include "network/projection.h"
#include "network/scratch.h"

namespace synaptorch::network {
namespace {

/// What connections can reach: the inputs of a model, of elements that are connections one for all.
std::vector<Port> reachable(const Model& model) {
  std::vector<Port> ports(model.inputs.begin(), model.inputs.end() - model.connections());
  if (model.has_connections()) ports.push_back(model.lists.back().inputs[0]);
  return ports;
}

}  // namespace

Population::Population(const Model& model, int64_t n, const Values& values, double dt, std::uint64_t key, int threads)
    : cells(model, n, values, dt), key_(key), dt_(dt) {
  for (const auto& p : reachable(cells.model())) ports.push_back({p, "", InputRing(n)});
  find_ports();
  arriving_.resize(threads);
  for (std::size_t k = 0; k < model.state.size(); ++k) {
    if (model.state[k].role == Role::payload) payload_ = int(k);
    if (model.state[k].role == Role::offset) offset_ = int(k);
  }
  for (int t = 0; t < threads; ++t) {
    for (auto& buffers : spikes_) buffers.push_back(std::make_unique<SpikeBuffer>());
    scratch_.push_back(std::make_unique<Scratch>());
  }
}

Population::~Population() = default;

void Population::find_ports() {
  const Model& model = cells.model();
  current_ = model.find_input("x");
  conductance_ = model.coupled ? model.find_input("g") : -1;
}

bool Population::relays() const {
  return std::any_of(ports.begin(), ports.end(), [](const InputPort& p) { return p.port.kind == PortKind::events; });
}

bool Population::binary() const {
  return std::any_of(ports.begin(), ports.end(), [](const InputPort& p) { return p.port.kind == PortKind::transitions; });
}

void Population::set_sequence(std::string_view port, const std::vector<double>& values, const std::vector<int64_t>& index) {
  auto& sequences = ports[cells.model().find_input(port)].sequences;
  if (index.empty()) {
    sequences.assign(1, values);
    return;
  }
  if (sequences.empty()) sequences.emplace_back();
  if (sequences.size() == 1) sequences.resize(size(), sequences[0]);
  for (const int64_t i : index) sequences[i] = values;
}

const std::vector<double>& Population::sequence(std::string_view port, int64_t neuron) const {
  static const std::vector<double> none;
  const auto& sequences = ports[cells.model().find_input(port)].sequences;
  return sequences.empty() ? none : sequences[sequences.size() == 1 ? 0 : neuron];
}

void Population::read_sequence(const InputPort& port, Range block, int64_t first, int64_t steps, double* rows) const {
  for (int64_t k = 0; k < steps; ++k)
    for (int64_t i = block.begin; i < block.end; ++i) {
      const auto& values = port.sequences[port.sequences.size() == 1 ? 0 : i];
      rows[k * block_size + i - block.begin] = first + k < int64_t(values.size()) ? values[first + k] : 0.0;
    }
}

std::vector<int> Population::renew_ports() {
  std::vector<InputPort> before = std::move(ports);
  std::vector<int> place(before.size(), -1);
  ports.clear();
  for (const auto& p : reachable(cells.model())) ports.push_back({p, "", InputRing(size())});
  const auto own = int(ports.size());
  const auto find_own = [&](std::string_view name) {
    const auto found = std::find_if(ports.begin(), ports.begin() + own, [&](const InputPort& p) { return name == p.port.name; });
    return found == ports.begin() + own ? -1 : int(found - ports.begin());
  };
  for (std::size_t k = 0; k < before.size(); ++k) {
    const InputPort& port = before[k];
    place[k] = port.receptor.empty() ? find_own(port.port.name) : int(ports.size());
    if (!port.receptor.empty()) ports.push_back(before[k]);
    else if (place[k] >= 0) ports[place[k]] = before[k];
  }
  for (auto& r : receptors) r->first_port = place[r->first_port];
  find_ports();
  return place;
}

void Population::update(int thread, int parity, int64_t first, int64_t steps, int64_t slot, int64_t slice) {
  SpikeBuffer& out = spikes(parity, thread);
  const int64_t before = out.size();
  const Range mine = part(thread);
  collect_arriving(thread, first + steps);
  if (injected) injected(mine, first, steps, out);
  if (eprop) {   // a step at a time: e-prop synapses have a delay of one
    eprop->open(mine, first);
    show_learning_signals(mine, first, slot);
  }
  for (int64_t b = mine.begin; b < mine.end && !injected; b += block_size)
    update_block(thread, {b, std::min(mine.end, b + block_size)}, first, steps, slot, slice, out, parity);
  if (flush_interval != never) push_flushes(thread, out, before, first, steps);
  out.sort(before, steps);
  if (eprop) eprop->close(mine, first);
  if (archive) archive_spikes(out, before, first);
  if (!spike_probes.empty()) record_spikes(thread, out, before, first);
  out.shift_steps(before, slice);
}

/// A spike of multiplicity 0 at the end of a slice tells synapses that a neuron has been silent for long.
void Population::push_flushes(int thread, SpikeBuffer& out, int64_t before, int64_t first, int64_t steps) {
  const int64_t last = first + steps - 1;
  if (last_event_.empty()) last_event_.assign(size(), -1);
  for (const Spike* s = out.begin() + before; s != out.end(); ++s) last_event_[s->neuron] = first + s->step;
  const Range mine = part(thread);
  for (int64_t i = mine.begin; i < mine.end; ++i)
    if (last - last_event_[i] >= flush_interval) {
      const Spike flush{std::uint32_t(i), std::uint16_t(steps - 1), 0};
      if (precise()) out.push(flush, 0.0);
      else out.push(flush);
      last_event_[i] = last;
    }
  const auto nothing = [](const Spike&) { return 0.0; };
  if (payload_ >= 0) out.load_payloads(nothing);
  if (offset_ >= 0) out.load_offsets(nothing);
}

/// Like NEST's, neurons whose weights may change at every spike show no learning signal of a step that no synapse needs any more.
void Population::show_learning_signals(Range mine, int64_t step, int64_t slot) {
  if (eprop->update > 0) return;
  for (auto& port : ports) {
    if (port.port.kind != PortKind::learning || !port.ring.used()) continue;
    double* signals = port.ring.sums(slot);
    for (int64_t i = mine.begin; i < mine.end; ++i)
      if (!eprop->neurons[i].remembers(step - eprop->role().learning_lag)) signals[i] = 0.0;
  }
}

void Population::take_learning_signals(int thread, int64_t step, int64_t slot) {
  for (auto& port : ports)
    if (port.port.kind == PortKind::learning && port.ring.used()) eprop->learn(part(thread), step, port.ring.sums(slot));
}

/// What has come through the rings and, of signals without delay, by relaxation. `slice`: steps of the slice run before.
void Population::take_inputs(Scratch& s, Range block, int64_t first, int64_t steps, int64_t slot, int64_t slice) {
  const int64_t area = steps * block_size;
  s.inputs.resize(ports.size() * area);
  s.input.assign(ports.size(), Operand{});
  for (std::size_t p = 0; p < ports.size(); ++p) {
    const std::vector<double>* now = relaxation && !relaxation->input[p].empty() ? &relaxation->input[p] : nullptr;
    if (!ports[p].ring.used() && ports[p].sequences.empty() && !now) continue;
    double* rows = s.inputs.data() + p * area;
    if (ports[p].sequences.empty()) ports[p].ring.take(slot, steps, block.begin, block.end, rows, block_size);
    else read_sequence(ports[p], block, first, steps, rows);
    if (now) add_rows(now->data() + slice * size(), size(), block, steps, rows);
    if (relaxation && !relaxation->held[p].empty())
      std::copy_n(rows + (steps - 1) * block_size, block.size(), relaxation->held[p].begin() + block.begin);
    s.input[p] = rows_of(rows, block.begin);
  }
}

void Population::Scratch::trace_states(const std::vector<int>& traced, std::size_t states, int64_t area, int64_t begin) {
  trace.clear();
  if (traced.empty()) return;
  trace.assign(states, Operand{});
  place.assign(states, -1);
  int count = 0;
  for (const int k : traced)
    if (place[k] < 0) place[k] = count++;
  traces.resize(count * area);
  for (const int k : traced) trace[k] = rows_of(traces.data() + place[k] * area, begin);
}

void Population::update_block(int thread, Range block, int64_t first, int64_t steps, int64_t slot, int64_t slice, SpikeBuffer& out,
                              int set) {
  Scratch& s = *scratch_[thread];
  const Model& model = cells.model();
  const int64_t area = steps * block_size;
  take_inputs(s, block, first, steps, slot, slice);
  if (!receptors.empty()) run_receptors(s, block, first, steps);

  bool sampled = false;
  for (const auto& p : probes)
    for (int64_t k = 0; k < steps && !sampled; ++k) sampled = p.plan.at(first + k + 1);

  std::vector<int> traced;
  const auto trace = [&](const std::vector<int>& states) { traced.insert(traced.end(), states.begin(), states.end()); };
  if (sampled) for (const auto& p : probes) trace(p.variables);
  for (const auto& a : step_archives) trace(a.states());
  const auto sent = [&](int which) { return signals_[which][set].data() + slice * size(); };
  for (int which = 0; which < 2; ++which) {
    const int state = sent_states_[which];
    if (state < 0) continue;
    traced.push_back(state);
    std::copy_n(cells.state_data(state) + block.begin, block.size(), sent(which) + block.begin);
  }
  for (const int v : {payload_, offset_})
    if (v >= 0) traced.push_back(v);
  s.trace_states(traced, model.state.size(), area, block.begin);
  const int64_t before = out.size();
  if (std::any_of(receptors.begin(), receptors.end(), [](const auto& r) { return !r->linear(); })) run_by_step(s, block, first, steps, out);
  else run_kernel(s, block, first, steps, &out);
  const auto carried = [&](int v) {
    return [rows = s.traced(v, area), block](const Spike& z) { return rows[z.step * block_size + z.neuron - block.begin]; };
  };
  if (payload_ >= 0) out.load_payloads(carried(payload_));
  if (offset_ >= 0) out.load_offsets(carried(offset_));
  if (!step_archives.empty()) archive_steps(s, block, first, steps, out, before);
  for (int which = 0; which < 2; ++which)
    if (const int state = sent_states_[which]; state >= 0) keep_signal(s.traced(state, area), block, steps, sent(which));
  if (sampled) sample(thread, block, first, steps, s);
}

void Population::run_kernel(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer* out) {
  const Model& model = cells.model();
  Forward call;
  Failure failure;
  cells.bind(call, s.operands);
  call.steps = steps;
  call.begin = block.begin;
  call.end = block.end;
  call.input = s.input.data();
  if (model.has_connections()) {   // their spikes come one by one
    s.with_elements.assign(s.input.begin(), s.input.begin() + connection_port());
    s.with_elements.resize(model.inputs.size());
    call.input = s.with_elements.data();
  }
  std::tie(call.arriving, call.arriving_end) = s.arriving_at(block);
  if (out) call.spikes = out->list(), call.offsets = out->offset_list();
  call.failure = &failure;
  call.constants.key = key_;
  call.constants.first_step = first;
  call.constants.solver = solver;
  call.trace = s.trace.empty() ? nullptr : s.trace.data();
  const bool coupled = conductance_ >= 0 && s.input[conductance_].data;
  if (precise()) model.cpu->precise(call);
  else (coupled ? model.cpu->forward_coupled : model.cpu->forward)[1](call);
  if (failure.what)
    throw NumericalError(std::string(model.info.name) + ", neuron " + std::to_string(failure.element) + ": " +
                         failure.what + " by t = " + std::to_string(double(first + failure.step) * dt_) + " ms.");
}

void Population::sample(int thread, Range block, int64_t first, int64_t steps, const Scratch& s) {
  for (auto& probe : probes) {
    SampleStore& store = probe.stores[thread];
    const int64_t width = int64_t(store.neurons.size());
    const auto from = std::lower_bound(store.neurons.begin(), store.neurons.end(), block.begin) - store.neurons.begin();
    const auto to = std::lower_bound(store.neurons.begin(), store.neurons.end(), block.end) - store.neurons.begin();
    int64_t taken = 0;
    for (int64_t k = 0; k < steps; ++k) taken += probe.plan.at(first + k + 1);
    for (std::size_t v = 0; v < probe.variables.size(); ++v) {
      auto& values = store.values[v];
      // The first block of a thread makes room for the rows that all its blocks fill.
      if (block.begin == part(thread).begin) values.resize(values.size() + taken * width);
      double* row = values.data() + values.size() - taken * width;
      for (int64_t k = 0; k < steps; ++k) {
        if (!probe.plan.at(first + k + 1)) continue;
        const double* trace = s.traced(probe.variables[v], steps * block_size) + k * block_size - block.begin;
        for (auto c = from; c < to; ++c) row[c] = trace[store.neurons[c]];
        row += width;
      }
    }
  }
}

void Population::archive_for(const Projection& p) {
  if (!archive) {
    archive = std::make_unique<Archive>();
    archive->neurons.resize(size());
    archive->readers.resize(size());
  }
  archive->keep = std::max(archive->keep, double(p.max_delay) * dt_);
  for (std::size_t t = 0; t < p.parts.size(); ++t)
    for (int64_t k = 0; k < p.parts[t].size(); ++k) ++archive->readers[part(int(t)).begin + p.parts[t].target(k)];
}

void Population::archive_spikes(const SpikeBuffer& spikes, int64_t from, int64_t first) {
  for (const Spike* s = spikes.begin() + from; s != spikes.end(); ++s) {
    const double offset = spikes.offsets() ? spikes.offsets()[s - spikes.begin()] : 0.0;
    const double t = double(first + s->step + 1) * dt_ - offset;
    for (int copy = 0; copy < (binary() ? std::min<int>(s->multiplicity, 1) : s->multiplicity); ++copy)
      archive->neurons[s->neuron].push(t, archive->tau_minus, archive->readers[s->neuron], t - archive->keep);
  }
}

StepArchive* Population::find_steps(const PlasticRule& rule) {
  const auto found = std::find_if(step_archives.begin(), step_archives.end(), [&](const auto& a) { return &a.rule() == &rule; });
  return found == step_archives.end() ? nullptr : &*found;
}

void Population::archive_steps_for(const Projection& p) {
  if (!find_steps(*p.rule)) step_archives.emplace_back(*p.rule, cells, dt_);
  StepArchive& steps = *find_steps(*p.rule);
  for (std::size_t t = 0; t < p.parts.size(); ++t)
    for (int64_t k = 0; k < p.parts[t].size(); ++k) steps.add_reader(part(int(t)).begin + p.parts[t].target(k), p.delay_of(p.parts[t], k));
}

void Population::archive_steps(Scratch& s, Range block, int64_t first, int64_t steps, const SpikeBuffer& spikes, int64_t from) {
  std::vector<int> count(steps * block.size());
  for (const Spike* z = spikes.begin() + from; z != spikes.end(); ++z) count[z->step * block.size() + z->neuron - block.begin] += z->multiplicity;
  std::vector<double> values;
  for (auto& archive : step_archives)
    for (int64_t k = 0; k < steps; ++k)
      for (int64_t i = 0; i < block.size(); ++i) {
        if (!archive.read(block.begin + i)) continue;
        values.clear();
        for (const int v : archive.states()) values.push_back(s.traced(v, steps * block_size)[k * block_size + i]);
        archive.observe(block.begin + i, first + k + 1, values.data(), count[k * block.size() + i]);
      }
}

void Population::record_spikes(int thread, const SpikeBuffer& spikes, int64_t from, int64_t first) {
  const double* offsets = spikes.payloads() ? spikes.payloads() : spikes.offsets();   // Note [Payload]
  for (auto& probe : spike_probes)
    for (const Spike* s = spikes.begin() + from; s != spikes.end(); ++s) {
      const int64_t stamp = first + s->step + 1;
      if (stamp <= probe.start || stamp > probe.stop || s->multiplicity == 0) continue;
      if (!probe.selected.empty() && !probe.selected[s->neuron]) continue;
      probe.stores[thread].push_back({stamp, std::int32_t(s->neuron), s->multiplicity,
                                      offsets ? offsets[s - spikes.begin()] : 0.0});
    }
}

}  // namespace synaptorch::network
