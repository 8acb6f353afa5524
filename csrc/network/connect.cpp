// Checking a request to connect; what it asks for is built in build.cpp.
#include "network/engine.h"
#include "network/list_values.h"
#include "network/plastic.h"
#include "network/rules.h"
#include "network/signal.h"

namespace synaptorch {
using namespace network;

Rule::Kind rule_kind(const std::string& name) {
  static const std::vector<std::string> names{"one_to_one", "all_to_all", "fixed_indegree", "fixed_outdegree",
                                              "fixed_total_number", "pairwise_bernoulli", "explicit_pairs"};
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw unknown_name("connect", "rule", name, names);
  return Rule::Kind(found - names.begin());
}

namespace {

void check_rule(const Rule& rule, int64_t pre, int64_t post, bool same) {
  const auto fail = [](const std::string& text) { throw OutOfRange("connect: " + text); };
  const bool unique = !rule.allow_multapses;
  switch (rule.kind) {
    case Rule::Kind::one_to_one:
      if (pre != post) throw WrongShape("connect: one_to_one needs as many sources as targets, not " + std::to_string(pre) + " and " + std::to_string(post) + ".");
      break;
    case Rule::Kind::fixed_indegree:
    case Rule::Kind::fixed_outdegree: {
      const int64_t others = (rule.kind == Rule::Kind::fixed_indegree ? pre : post) - (same && !rule.allow_autapses);
      if (rule.number < 0) fail("the degree is " + std::to_string(rule.number) + " but must not be negative.");
      if (rule.number > 0 && (others < 1 || (unique && rule.number > others)))
        fail("a degree of " + std::to_string(rule.number) + " needs more than " + std::to_string(others) + " partners, or multapses.");
      break;
    }
    case Rule::Kind::fixed_total_number:
      if (rule.number < 0) fail("the number of connections is " + std::to_string(rule.number) + " but must not be negative.");
      if (unique) fail("fixed_total_number needs allow_multapses.");
      if (rule.number > 0 && (pre < 1 || post < 1 || (same && !rule.allow_autapses && pre < 2 && post < 2))) fail("there is no pair to connect.");
      break;
    case Rule::Kind::pairwise_bernoulli:
      if (!(rule.p >= 0.0 && rule.p <= 1.0)) fail("p is " + std::to_string(rule.p) + " but must be within [0, 1].");
      break;
    case Rule::Kind::explicit_pairs:
      if (rule.sources.size() != rule.targets.size())
        throw WrongShape("connect: " + std::to_string(rule.sources.size()) + " sources but " + std::to_string(rule.targets.size()) + " targets.");
      for (const auto s : rule.sources) if (s < 0 || s >= pre) fail("there is no source " + std::to_string(s) + " of " + std::to_string(pre) + ".");
      for (const auto t : rule.targets) if (t < 0 || t >= post) fail("there is no target " + std::to_string(t) + " of " + std::to_string(post) + ".");
      break;
    default: break;
  }
}

/// Length an array of weights must have; -1 where arrays are not possible.
int64_t array_length(const Rule& rule, int64_t pre, int64_t post) {
  switch (rule.kind) {
    case Rule::Kind::one_to_one: return post;
    case Rule::Kind::all_to_all: return pre * post;
    case Rule::Kind::fixed_indegree: return post * rule.number;
    case Rule::Kind::fixed_outdegree: return pre * rule.number;
    case Rule::Kind::fixed_total_number: return rule.number;
    case Rule::Kind::explicit_pairs: return int64_t(rule.sources.size());
    default: return -1;
  }
}

void check_number(const Number& number, const char* what, int64_t length) {
  const auto finite = [&](double x) {
    if (!std::isfinite(x)) throw OutOfRange(std::string(what) + " is " + std::to_string(x) + " but must be finite.");
  };
  if (const auto* x = std::get_if<double>(&number)) finite(*x);
  if (const auto* d = std::get_if<Distribution>(&number)) { finite(d->a); finite(d->b); }
  const auto* array = std::get_if<std::vector<double>>(&number);
  if (!array) return;
  if (length < 0) throw WrongShape(std::string(what) + ": this rule takes a number or a distribution, no array.");
  if (int64_t(array->size()) != length)
    throw WrongShape(std::string(what) + " has " + std::to_string(array->size()) + " values; expected " + std::to_string(length) + ".");
  for (const double x : *array) finite(x);
}

/// Which input a source feeds.
PortKind port_kind(const Group& pre) {
  const bool current = pre.devices && (pre.devices->model().role == DeviceRole::current || pre.devices->model().role == DeviceRole::noise);
  return current ? PortKind::current : PortKind::spikes;
}

/// The signal a connection carries. A rate generator sends rates whatever the connection.
Carrier carried(const Group& pre, const SynapseModel& synapse) {
  if (!pre.devices) return synapse.carries;
  const bool rates = pre.devices->model().role == DeviceRole::rate;
  if (!rates && synapse.carries.kind != SignalKind::none)
    throw WrongType(std::string(synapse.info.name) + ": " + pre.model + " sends no signal of this kind.");
  return {rates ? SignalKind::rate : SignalKind::none};
}

bool accepts(PortKind port, PortKind wanted) {
  const bool spikes = port == PortKind::events || port == PortKind::payload || port == PortKind::transitions;
  return port == wanted || (wanted == PortKind::spikes && spikes);
}

std::string receptor_list(const Population& post) {
  std::string known;
  for (const auto& port : post.ports)
    known += (known.empty() ? "" : ", ") + (port.receptor.empty() ? std::string(port.port.name) + " (receptor " + std::to_string(port.port.receptor) + ")" : port.receptor);
  return known;
}

}  // namespace

Group& Network::Engine::group(int number, const char* what) {
  if (number < 0 || number >= int(groups.size()))
    throw OutOfRange(std::string(what) + ": there is no group " + std::to_string(number) + " of " + std::to_string(groups.size()) + ".");
  return groups[number];
}

void Network::Engine::check_selection(const Selection& s, const char* side) {
  const Group& g = group(s.group, side);
  for (const auto i : s.index)
    if (i < 0 || i >= g.size) throw OutOfRange(std::string(side) + ": " + g.model + " has no node " + std::to_string(i) + " of " + std::to_string(g.size) + ".");
}

/// Finds the ports that the weights of a projection go to.
void Network::Engine::route(Projection& p, const Synapse& synapse, PortKind kind) {
  const Population& post = *groups[p.post].population;
  for (std::size_t k = 0; k < post.ports.size(); ++k) {
    const Port& port = post.ports[k].port;
    const std::string& receptor = post.ports[k].receptor;
    const bool named = synapse.receptor.empty() ? receptor.empty() && port.receptor == synapse.receptor_type
                                                : receptor == synapse.receptor || (receptor.empty() && port.name == synapse.receptor);
    if (!named || !accepts(port.kind, kind)) continue;
    if (port.sign != Sign::negative && p.positive_port < 0) p.positive_port = int(k);
    if (port.sign != Sign::positive && p.negative_port < 0) p.negative_port = int(k);
  }
  const std::string receptor = synapse.receptor.empty() ? std::to_string(synapse.receptor_type) : "'" + synapse.receptor + "'";
  if (p.positive_port < 0 && p.negative_port < 0)
    throw UnknownName(groups[p.post].model + " has no receptor " + receptor + " for this kind of input. It has: " + receptor_list(post) + ".");
  p.port = post.ports[std::max(p.positive_port, p.negative_port)].port.kind;
  p.ignores_weight = p.port == PortKind::events;
  p.listed = p.positive_port >= 0 && p.positive_port == post.connection_port();
  p.queued = p.listed || (post.precise() && kind == PortKind::spikes);
  if (p.listed) check_listed(p, receptor);
  const Population* pre = groups[p.pre].population.get();
  if (p.port == PortKind::payload && (!pre || pre->name() != post.name()))
    throw WrongType(groups[p.post].model + ", receptor " + receptor + ": takes spikes of " + groups[p.post].model + " only, not of " + groups[p.pre].model + ".");
  if ((p.any_negative && p.negative_port < 0) || (p.any_positive && p.positive_port < 0))
    throw OutOfRange(groups[p.post].model + ", receptor " + receptor + ": weights must " + (p.any_negative ? "not be negative." : "be negative."));
}

/// Can the synapses be elements of their targets (Note [Connections as elements])?
void Network::Engine::check_listed(const Projection& p, const std::string& receptor) {
  const std::string port = groups[p.post].model + ", receptor " + receptor + ": ";
  if (p.rule) throw WrongType(port + "each connection has channels of its own, whose weight " + std::string(p.rule->info().name) + " cannot change.");
  int64_t most = p.largest_indegree;
  for (const auto& other : projections) if (other->listed && other->post == p.post) most += other->largest_indegree;
  if (most > most_elements)
    throw OutOfRange(port + "there would be up to " + std::to_string(most) + " connections onto a neuron, more than " + std::to_string(most_elements) + ".");
}

/// Finds the ports that take up a signal.
void Network::Engine::route_signal(Projection& p, const Synapse& synapse) {
  const Population& post = *groups[p.post].population;
  for (const SignalPath& path : paths(p.signal)) {
    int coefficient[2] = {path.coefficient, path.coefficient};
    for (std::size_t k = 0; k < post.ports.size(); ++k) {
      const Port& port = post.ports[k].port;
      if (port.kind != path.port || !post.ports[k].receptor.empty() || port.receptor != synapse.receptor_type) continue;
      for (const bool negative : {false, true}) {
        if (port.sign == (negative ? Sign::positive : Sign::negative)) continue;
        p.routes[negative].push_back({int(k), coefficient[negative], path.factor});
        if (path.coefficient != unity) ++coefficient[negative];
      }
    }
    if (coefficient[0] == path.coefficient && p.routes[0].empty())
      throw UnknownName(groups[p.post].model + " does not receive what " + synapse.model + " carries. It has: " + receptor_list(post) + ".");
  }
  if (p.any_negative && p.routes[1].empty()) throw OutOfRange(groups[p.post].model + ": weights must not be negative.");
  p.positive_port = p.routes[0].front().port;
  p.negative_port = p.routes[1].empty() ? -1 : p.routes[1].front().port;
}

/// The connections of a projection the other way round.
int Network::Engine::connect_back(int forward, const Synapse& synapse) {
  const Projection& p = *projections[forward];
  Rule pairs{.kind = Rule::Kind::explicit_pairs};
  std::vector<double> weights, delays;
  std::vector<std::vector<int64_t>> sources(p.parts.size());
  for (std::size_t t = 0; t < p.parts.size(); ++t)
    for (std::size_t s = 0; s + 1 < p.parts[t].first.size(); ++s)
      sources[t].insert(sources[t].end(), p.parts[t].first[s + 1] - p.parts[t].first[s], int64_t(s));
  for (const auto& [t, k] : listing(p)) {
    pairs.sources.push_back(groups[p.post].population->part(t).begin + p.parts[t].target(k));
    pairs.targets.push_back(sources[t][k]);
    weights.push_back(p.weight_of(p.parts[t], k));
    delays.push_back(clock.ms(p.delay_of(p.parts[t], k)));
  }
  Synapse back = synapse;
  back.weight = weights;
  back.delay = delays;
  return add_projection({p.post}, {p.pre}, pairs, back);
}

int Network::Engine::connect(const Selection& pre, const Selection& post, const Rule& rule, const Synapse& synapse) {
  const Carrier carrier = find_synapse(synapse.model).carries;
  if (carrier.symmetric && !rule.make_symmetric)
    throw OutOfRange(synapse.model + ": connections must be made in both directions; set make_symmetric.");
  if (carrier.kind != SignalKind::none && find_synapse(synapse.model).rule && synapse.weight != Number(1.0))
    throw OutOfRange(synapse.model + " has no weight but parameters that stand for it.");
  const int number = add_projection(pre, post, rule, synapse);
  if (!rule.make_symmetric || number < 0) return number;
  try {
    connect_back(number, synapse);
  } catch (...) {
    projections.pop_back();
    throw;
  }
  return number;
}

int Network::Engine::add_projection(const Selection& pre, const Selection& post, const Rule& rule, const Synapse& synapse) {
  check_selection(pre, "source");
  check_selection(post, "target");
  Group &from = groups[pre.group], &to = groups[post.group];
  if (from.devices && from.devices->model().role == DeviceRole::multimeter) return connect_recorder(from, pre.group, post), -1;
  if (to.devices && to.devices->model().role == DeviceRole::spike_recorder) return connect_recorder(to, post.group, pre), -1;
  if (!to.population || to.devices) throw WrongType(to.model + " cannot be the target of a connection.");
  if (from.devices && from.devices->model().role == DeviceRole::spike_recorder) throw WrongType(from.model + " cannot be the source of a connection.");

  const int64_t n_pre = Nodes(pre, from.size).size(), n_post = Nodes(post, to.size).size();
  const bool same = pre.group == post.group;
  check_rule(rule, n_pre, n_post, same);
  const int64_t length = array_length(rule, n_pre, n_post);
  check_number(synapse.weight, "weight", length);
  check_number(synapse.delay, "delay", length);
  const SynapseModel& model = find_synapse(synapse.model);
  const Carrier carrier = carried(from, model);

  auto p = std::make_unique<Projection>();
  p->number = int(projections.size());
  p->pre = pre.group;
  p->post = post.group;
  p->signal = carrier.kind;
  p->immediate = carrier.immediate;
  if (from.population) p->which = from.population->cells.model().sends.kind == carrier.kind ? 0 : 1;
  if (p->which && carrier.kind != SignalKind::none && from.population->cells.model().sends_too.kind != carrier.kind)
    throw WrongType(from.model + " does not send what " + synapse.model + " carries.");
  p->rule = model.rule.get();
  const Number immediate = clock.ms(immediate_steps());
  const ConnectRequest request{&pre, &post, from.size, to.size, same, &rule, &synapse.weight,
                               carrier.immediate ? &immediate : &synapse.delay, &clock, options.seed, threads};
  build(*p, request);
  if (carrier.kind == SignalKind::none) route(*p, synapse, port_kind(from));
  else route_signal(*p, synapse);
  if (p->rule) p->rule->attach(*p, synapse.params, to.population.get());
  projections.push_back(std::move(p));
  changed = true;
  return int(projections.size()) - 1;
}

void Network::Engine::connect_recorder(Group& recorder, int number, const Selection& recorded) {
  Group& source = groups[recorded.group];
  const bool signal = source.devices && source.devices->signal() && recorder.devices->model().role == DeviceRole::multimeter;
  if (!source.population && !signal) throw WrongType(recorder.model + " records neurons, not " + source.model + ".");
  check_recordable(recorded.group, recorder.record_from);
  if (recorder.recorded.empty()) recorder.recorded_since = now;
  recorder.recorded.push_back(recorded);
  const Nodes nodes(recorded, source.size);
  if (signal) {
    DeviceProbe probe{number, recorded.group, {}, {}};
    for (int64_t k = 0; k < nodes.size(); ++k) probe.nodes.push_back(nodes[k]);
    device_probes.push_back(std::move(probe));
    return;
  }
  Population& population = *source.population;
  if (recorder.devices->model().role == DeviceRole::spike_recorder) {
    SpikeProbe probe;
    probe.recorder = number;
    if (!recorded.index.empty()) {
      probe.selected.assign(source.size, 0);
      for (const auto i : recorded.index) probe.selected[i] = 1;
    }
    probe.stores.resize(threads);
    population.spike_probes.push_back(std::move(probe));
  } else {
    Probe probe;
    probe.recorder = number;
    probe.stores.resize(threads);
    for (int t = 0; t < threads; ++t) {
      auto& neurons = probe.stores[t].neurons;
      for (const auto k : nodes.within(part_of(source.size, t, threads))) neurons.push_back(nodes[k]);
      neurons.erase(std::unique(neurons.begin(), neurons.end()), neurons.end());
    }
    population.probes.push_back(std::move(probe));
  }
  recorders_changed = true;
}

}  // namespace synaptorch
