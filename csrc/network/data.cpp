// What a network has recorded, and its connections.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "network/engine.h"
#include "network/plastic.h"

namespace synaptorch {
using namespace network;

Group& Network::Engine::recorder(int number, DeviceRole role) {
  Group& g = group(number, "recorder");
  if (!g.devices || g.devices->model().role != role)
    throw WrongType(g.model + " is no " + (role == DeviceRole::multimeter ? "multimeter." : "spike recorder."));
  return g;
}

Projection& Network::Engine::projection(int number) {
  if (number < 0 || number >= int(projections.size()))
    throw OutOfRange("There is no projection " + std::to_string(number) + " of " + std::to_string(projections.size()) + ".");
  return *projections[number];
}

void Network::Engine::check_recordable(int population, const std::vector<std::string>& variables) {
  if (!groups[population].population) {
    const char* signal = groups[population].devices->signal();
    for (const auto& name : variables)
      if (name != signal) throw unknown_name(groups[population].model, "recordable variable", name, {signal});
    return;
  }
  make_elements();
  const Model& model = groups[population].population->cells.model();
  for (const auto& name : variables) {
    const int k = model.find_state(name);
    if (k >= 0 && model.state[k].role == Role::normal) continue;
    std::vector<std::string> known;
    for (const auto& f : model.state) if (f.role == Role::normal) known.push_back(f.name);
    throw unknown_name(model.info.name, "recordable variable", name, known);
  }
}

void Network::Engine::check_weights(const Projection& p, const std::vector<double>& weights) {
  for (const double w : weights) {
    if (!std::isfinite(w)) throw OutOfRange("weight is " + std::to_string(w) + " but must be finite.");
    if ((w < 0.0 ? p.negative_port : p.positive_port) < 0)
      throw OutOfRange("weight is " + std::to_string(w) + ", a sign that this receptor of " + groups[p.post].model + " does not take.");
  }
}

void Network::record_from(int multimeter, const std::vector<std::string>& variables) {
  Group& g = engine_->recorder(multimeter, DeviceRole::multimeter);
  if (engine_->now > 0 && !g.recorded.empty()) throw WrongType("record_from: the multimeter has begun to record.");
  for (const auto& s : g.recorded) engine_->check_recordable(s.group, variables);
  g.record_from = variables;
  engine_->recorders_changed = true;
}

SpikeData Network::spikes(int number) const {
  Engine& e = *engine_;
  e.recorder(number, DeviceRole::spike_recorder);
  struct Row { RecordedSpike spike; int group; };
  std::vector<Row> all;
  for (int g = 0; g < int(e.groups.size()); ++g) {
    if (!e.groups[g].population) continue;
    for (const auto& probe : e.groups[g].population->spike_probes)
      if (probe.recorder == number)
        for (const auto& store : probe.stores)
          for (const auto& s : store) all.push_back({s, g});
  }
  std::stable_sort(all.begin(), all.end(), [](const Row& a, const Row& b) {
    return std::tuple(a.spike.step, -a.spike.offset, a.group, a.spike.neuron) < std::tuple(b.spike.step, -b.spike.offset, b.group, b.spike.neuron);
  });
  SpikeData data;
  const bool precise = std::any_of(all.begin(), all.end(), [](const Row& r) { return r.spike.offset != 0.0; });
  for (const auto& [s, group] : all)
    for (int m = 0; m < s.multiplicity; ++m) {
      data.times.push_back(e.clock.ms(s.step) - s.offset);
      data.steps.push_back(s.step);
      if (precise) data.offsets.push_back(s.offset);
      data.groups.push_back(group);
      data.senders.push_back(s.neuron);
    }
  return data;
}

SampleData Network::samples(int number) const {
  Engine& e = *engine_;
  const Group& meter = e.recorder(number, DeviceRole::multimeter);
  SampleData data;
  data.variables = meter.record_from;
  data.values.resize(data.variables.size());
  std::vector<const SampleStore*> stores;
  for (int g = 0; g < int(e.groups.size()); ++g) {
    if (!e.groups[g].population) continue;
    for (const auto& probe : e.groups[g].population->probes) {
      if (probe.recorder != number) continue;
      for (const auto& store : probe.stores) {
        stores.push_back(&store);
        data.groups.insert(data.groups.end(), store.neurons.size(), g);
        data.senders.insert(data.senders.end(), store.neurons.begin(), store.neurons.end());
      }
    }
  }
  const std::size_t neurons = data.senders.size();
  for (const auto& probe : e.device_probes)
    if (probe.recorder == number) {
      data.groups.insert(data.groups.end(), probe.nodes.size(), probe.group);
      data.senders.insert(data.senders.end(), probe.nodes.begin(), probe.nodes.end());
    }
  const std::size_t width = data.senders.size();
  const SamplePlan plan = meter.devices->sample_plan();
  for (int64_t stamp = meter.recorded_since + 1; stamp <= e.now; ++stamp)
    if (plan.at(stamp)) data.times.push_back(e.clock.ms(stamp));
  for (std::size_t v = 0; v < data.variables.size(); ++v) {
    data.values[v].resize(data.times.size() * width);
    std::size_t column = 0;
    for (const SampleStore* store : stores) {
      const std::size_t n = store->neurons.size();
      if (store->values.size() <= v) continue;
      for (std::size_t row = 0; n && row < store->values[v].size() / n && row < data.times.size(); ++row)
        std::copy_n(store->values[v].begin() + row * n, n, data.values[v].begin() + row * width + column);
      column += n;
    }
    column = neurons;
    for (const auto& probe : e.device_probes) {
      if (probe.recorder != number) continue;
      const std::size_t n = probe.nodes.size();
      for (std::size_t row = 0; n && row < probe.values.size() / n && row < data.times.size(); ++row)
        std::copy_n(probe.values.begin() + row * n, n, data.values[v].begin() + row * width + column);
      column += n;
    }
  }
  return data;
}

void Network::clear(int number) {
  Group& g = engine_->group(number, "clear");
  if (!g.devices) throw WrongType(g.model + " is no recorder.");
  g.recorded_since = engine_->now;
  for (auto& probe : engine_->device_probes)
    if (probe.recorder == number) probe.values.clear();
  for (auto& group : engine_->groups) {
    if (!group.population) continue;
    for (auto& probe : group.population->spike_probes)
      if (probe.recorder == number) for (auto& store : probe.stores) store.clear();
    for (auto& probe : group.population->probes)
      if (probe.recorder == number) for (auto& store : probe.stores) for (auto& v : store.values) v.clear();
  }
}

int Network::projections() const { return int(engine_->projections.size()); }
std::int64_t Network::connections_count(int projection) const { return engine_->projection(projection).size(); }

Connections Network::connections(int projection) const {
  const Projection& p = engine_->projection(projection);
  Connections c;
  const auto order = listing(p);
  std::vector<std::vector<std::int64_t>> sources(p.parts.size());
  for (std::size_t t = 0; t < p.parts.size(); ++t) {
    sources[t].resize(p.parts[t].size());
    for (std::size_t s = 0; s + 1 < p.parts[t].first.size(); ++s)
      std::fill(sources[t].begin() + p.parts[t].first[s], sources[t].begin() + p.parts[t].first[s + 1], std::int64_t(s));
  }
  for (const auto& [t, k] : order) {
    c.source.push_back(sources[t][k]);
    c.target.push_back(engine_->groups[p.post].population->part(t).begin + p.parts[t].target(k));
    c.weight.push_back(p.weight_of(p.parts[t], k));
    c.delay.push_back(engine_->clock.ms(p.delay_of(p.parts[t], k)));
  }
  return c;
}

std::vector<double> Network::get_connections(int projection, std::string_view name) const {
  const Projection& p = engine_->projection(projection);
  if (name == "weight") return connections(projection).weight;
  if (name == "delay") return connections(projection).delay;
  if (!p.rule) throw unknown_name("static_synapse", "parameter or state", name, {"weight", "delay"});
  return p.rule->get(p, name);
}

void Network::set_connections(int projection, const Values& values) {
  Projection& p = engine_->projection(projection);
  Values rest = values;
  if (const auto w = rest.find("weight"); w != rest.end()) {
    check_length("connections", "weight", w->second.size(), p.size());
    engine_->check_weights(p, w->second);
    rest.erase(w);
  }
  if (!rest.empty() && !p.rule) throw unknown_name("static_synapse", "settable quantity", rest.begin()->first, {"weight"});
  if (p.rule) p.rule->set(p, rest);
  const auto w = values.find("weight");
  if (w == values.end()) return;
  engine_->changed = true;
  p.channel = -1;
  p.elements_know = false;
  if (w->second.size() == 1 && !p.rule) {
    for (auto& part : p.parts) { part.weight32 = {}; part.weight64 = {}; }
    p.weight = w->second[0];
  } else {
    store_weights(p);
    const auto order = listing(p);
    for (std::size_t i = 0; i < order.size(); ++i)
      p.parts[order[i].first].weight64[order[i].second] = w->second[w->second.size() == 1 ? 0 : i];
    if (p.rule) p.rule->start(p);
  }
  p.any_negative = std::any_of(w->second.begin(), w->second.end(), [](double x) { return x < 0.0; });
  p.any_positive = std::any_of(w->second.begin(), w->second.end(), [](double x) { return !(x < 0.0); });
}

void Network::record_weights(int projection) {
  Projection& p = engine_->projection(projection);
  if (!engine_->groups[p.pre].population) throw WrongType("record_weights: the source must be a population, not " + engine_->groups[p.pre].model + ".");
  p.records_weights = true;
  p.recorded.resize(p.parts.size());
}

WeightData Network::weights(int projection) const {
  const Projection& p = engine_->projection(projection);
  WeightData all;
  for (const auto& r : p.recorded) {
    all.times.insert(all.times.end(), r.times.begin(), r.times.end());
    all.weights.insert(all.weights.end(), r.weights.begin(), r.weights.end());
    all.sources.insert(all.sources.end(), r.sources.begin(), r.sources.end());
    all.targets.insert(all.targets.end(), r.targets.begin(), r.targets.end());
  }
  std::vector<std::size_t> order(all.times.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    return std::tuple(all.sources[a], all.times[a], all.targets[a]) < std::tuple(all.sources[b], all.times[b], all.targets[b]);
  });
  WeightData sorted;
  for (const auto k : order) {
    sorted.times.push_back(all.times[k]);
    sorted.weights.push_back(all.weights[k]);
    sorted.sources.push_back(all.sources[k]);
    sorted.targets.push_back(all.targets[k]);
  }
  return sorted;
}

}  // namespace synaptorch
