// Network: the public face of the engine.
#include "synaptorch/network/network.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "network/engine.h"
#include "network/list_values.h"
#include "network/plastic.h"
#include "synaptorch/core/philox.h"

namespace synaptorch {
using namespace network;

Network::Engine::Engine(const NetworkOptions& o)
    : clock(o.resolution), options(o), threads(o.threads > 0 ? o.threads : at::get_num_threads()), slice_spikes_(threads) {
  const auto check = [](bool fine, const char* name, double value, const char* rule) {
    if (!fine) throw OutOfRange("Network: " + std::string(name) + " = " + std::to_string(value) + " must be " + rule + ".");
  };
  check(o.wfr_comm_interval >= o.resolution, "wfr_comm_interval", o.wfr_comm_interval, "at least the resolution, in ms");
  check(clock.nearest(o.wfr_comm_interval) <= 65535, "wfr_comm_interval", o.wfr_comm_interval, "at most 65535 steps");
  check(o.wfr_tol >= 0.0, "wfr_tol", o.wfr_tol, "zero or positive");
  check(o.wfr_max_iterations >= 1, "wfr_max_iterations", o.wfr_max_iterations, "at least 1");
  const int order = o.wfr_interpolation_order;
  check(order == 0 || order == 1 || order == 3, "wfr_interpolation_order", order, "0, 1 or 3");
}

Network::Network(NetworkOptions options) : engine_(std::make_unique<Engine>(options)) {}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

namespace {

/// Properties that every neuron has, whatever its model; one value for a whole population.
struct Shared {
  const char* name;
  double (*get)(const Population&, const Clock&);
  void (*set)(Population&, double, const Clock&);
};
constexpr Shared shared[] = {
    {"tau_minus", [](const Population& p, const Clock&) { return p.tau_minus; }, [](Population& p, double ms, const Clock&) { p.tau_minus = ms; }},
    {"flush_event_send_interval",
     [](const Population& p, const Clock& c) { return p.flush_interval == never ? std::numeric_limits<double>::max() : c.ms(p.flush_interval); },
     [](Population& p, double ms, const Clock& c) { p.flush_interval = c.nearest(ms); }}};

const Shared* find_shared(std::string_view name) {
  for (const Shared& s : shared) if (name == s.name) return &s;
  return nullptr;
}

/// Splits off the shared properties, checked.
std::vector<std::pair<const Shared*, double>> take_shared(const std::string& model, Values& values) {
  std::vector<std::pair<const Shared*, double>> found;
  for (const Shared& s : shared) {
    const auto at = values.find(s.name);
    if (at == values.end()) continue;
    const auto& v = at->second;
    if (v.empty() || std::any_of(v.begin(), v.end(), [&](double x) { return x != v[0]; }))
      throw WrongShape(model + ": '" + s.name + "' must be the same for a whole population.");
    if (!(v[0] > 0.0)) throw OutOfRange(model + ": " + s.name + " = " + std::to_string(v[0]) + " ms must be positive.");
    found.emplace_back(&s, v[0]);
    values.erase(at);
  }
  return found;
}

std::vector<std::string> sequence_names(const Model& model) {
  std::vector<std::string> names;
  for (const auto& p : model.inputs) if (p.kind == PortKind::sequence) names.push_back(p.name);
  return names;
}

/// Takes the values of ports of kind `sequence` out of `values`.
Values take_sequences(const Model& model, Values& values) {
  Values sequences;
  for (const auto& name : sequence_names(model)) {
    const auto found = values.find(name);
    if (found == values.end()) continue;
    for (const double x : found->second)
      if (!std::isfinite(x)) throw OutOfRange(std::string(model.info.name) + ": " + name + " has the value " + std::to_string(x) + " but must be finite.");
    sequences.insert(values.extract(found));
  }
  return sequences;
}

std::vector<std::string> known_models() {
  std::vector<std::string> names;
  for (const auto& m : all_models()) names.push_back(m.info.name);
  for (const auto& d : device_models()) names.push_back(d.info.name);
  return names;
}

const Model& find_output(std::string_view name) {
  std::vector<std::string> known;
  for (const auto& m : all_models())
    if (m.output != OutputKind::none) known.push_back(m.info.name);
  if (std::find(known.begin(), known.end(), name) == known.end()) throw unknown_name("synaptorch", "output", name, known);
  return find_model(name);
}

}  // namespace

int Network::create(std::string_view model, std::int64_t n, const Values& values) {
  if (n < 0) throw OutOfRange("create: the number of nodes is " + std::to_string(n) + " but must not be negative.");
  if (n > std::int64_t(std::numeric_limits<std::uint32_t>::max()))
    throw OutOfRange("create: " + std::to_string(n) + " nodes are more than a group can hold (2^32 - 1).");
  Engine& e = *engine_;
  Group g;
  g.model = model;
  g.size = n;
  if (const DeviceModel* device = find_device(model)) {
    g.devices = std::make_unique<Devices>(*device, n, values, e.clock);
    if (device->role == DeviceRole::injector) {
      g.population = std::make_unique<Population>(find_model("parrot_neuron_ps"), n, Values{}, e.clock.resolution(), 0, e.threads);
      g.population->injected = [&devices = *g.devices](Range nodes, int64_t first, int64_t steps, SpikeBuffer& out) {
        constexpr std::int32_t most = std::numeric_limits<std::uint16_t>::max();
        devices.scheduled(nodes, first, steps, [&](int64_t node, const ScheduledSpike& s) {
          for (std::int32_t left = s.multiplicity; left > 0; left -= most)
            out.push({std::uint32_t(node), std::uint16_t(s.step - first), std::uint16_t(std::min(left, most))}, s.offset);
        });
      };
    }
  } else {
    const auto known = known_models();
    if (std::find(known.begin(), known.end(), model) == known.end()) throw unknown_name("synaptorch", "model", model, known);
    const std::uint64_t key = philox_key(e.options.seed, (3ull << 40) + e.groups.size());
    Values own = values;
    const auto common = take_shared(g.model, own);
    const Values sequences = take_sequences(find_model(model), own);
    refuse_weights(find_model(model), own);
    g.population = std::make_unique<Population>(find_model(model), n, own, e.clock.resolution(), key, e.threads);
    g.population->solver = e.options.solver;
    for (const auto& [name, v] : sequences) g.population->set_sequence(name, v, {});
    for (const auto& [property, value] : common) property->set(*g.population, value, e.clock);
    for (auto& port : g.population->ports) port.ring.resize(e.slots, e.now);
  }
  e.groups.push_back(std::move(g));
  e.changed = true;
  return int(e.groups.size()) - 1;
}

void Network::add_receptor(int population, const std::string& name, std::string_view model, const Values& values,
                           std::string_view output, const Values& output_values) {
  Engine& e = *engine_;
  Group& g = e.group(population, "add_receptor");
  if (!g.population) throw WrongType("add_receptor: " + g.model + " is no neuron.");
  for (const auto& r : g.population->receptors)
    if (r->name == name) throw UnknownName(g.model + " already has a receptor '" + name + "'.");
  g.population->add_receptor(name, find_model(model), values, find_output(output), output_values);
  for (auto& port : g.population->ports) port.ring.resize(e.slots, e.now);
  e.changed = true;
}

int Network::connect(const Selection& pre, const Selection& post, const Rule& rule, const Synapse& synapse) {
  return engine_->connect(pre, post, rule, synapse);
}
int Network::connect(int pre, int post, const Rule& rule, const Synapse& synapse) {
  return connect(Selection{pre}, Selection{post}, rule, synapse);
}

void Network::simulate(double ms, const std::function<bool(double)>& progress) { engine_->simulate(ms, progress); }
double Network::time() const { return engine_->clock.ms(engine_->now); }
double Network::resolution() const { return engine_->clock.resolution(); }
int Network::threads() const { return engine_->threads; }

std::int64_t Network::unsettled() const { return engine_->unsettled_; }

double Network::min_delay() const {
  int steps = 0;
  for (const auto& p : engine_->projections) if (p->size() > 0) steps = steps ? std::min(steps, p->min_delay) : p->min_delay;
  return engine_->clock.ms(std::max(steps, 1));
}
double Network::max_delay() const {
  int steps = 1;
  for (const auto& p : engine_->projections) if (p->size() > 0) steps = std::max(steps, p->max_delay);
  return engine_->clock.ms(steps);
}

int Network::groups() const { return int(engine_->groups.size()); }
std::int64_t Network::size(int group) const { return engine_->group(group, "size").size; }
const std::string& Network::model(int group) const { return engine_->group(group, "model").model; }

std::vector<std::string> Network::names(int group) const {
  engine_->make_elements();
  const Group& g = engine_->group(group, "names");
  if (g.devices) return g.devices->names();
  auto names = g.population->cells.names();
  for (const Shared& s : shared) names.push_back(s.name);
  for (const auto& name : sequence_names(g.population->cells.model())) names.push_back(name);
  return names;
}

std::vector<double> Network::get(int group, std::string_view name, std::int64_t node) const {
  engine_->make_elements();
  const Group& g = engine_->group(group, "get");
  if (g.devices) return g.devices->get(name, node);
  if (const Shared* s = find_shared(name)) return std::vector<double>(g.size, s->get(*g.population, engine_->clock));
  for (const auto& sequence : sequence_names(g.population->cells.model()))
    if (name == sequence) return g.population->sequence(name, node);
  return g.population->cells.get(name);
}

void Network::set(int group, const Values& values, const std::vector<std::int64_t>& index) {
  engine_->make_elements();
  Group& g = engine_->group(group, "set");
  if (g.devices) {
    g.devices->set(values, index);
    engine_->recorders_changed = true;
    return;
  }
  Population& population = *g.population;
  Values own = values;
  const auto common = take_shared(g.model, own);
  const Values sequences = take_sequences(population.cells.model(), own);
  const Model& before = population.cells.model();
  refuse_weights(before, own);
  engine_->check_ports(group, before, population.cells.model_with(own));
  population.cells.set(own, index);
  for (const auto& [property, value] : common) property->set(population, value, engine_->clock);
  for (const auto& [name, v] : sequences) population.set_sequence(name, v, index);
  if (&population.cells.model() != &before) engine_->renew_ports(group);
}

/// Receptors may be added at any time, but none is taken from neurons that have connections.
void Network::Engine::check_ports(int number, const Model& before, const Model& after) {
  const bool connected = std::any_of(projections.begin(), projections.end(), [&](const auto& p) { return p->post == number && p->signal == SignalKind::none; });
  for (const auto& port : before.inputs)
    if (connected && after.find_input(port.name) < 0)
      throw WrongShape(groups[number].model + ": the neurons have connections, so the number of receptors cannot be reduced; " + port.name + " would be lost.");
}

/// Lists of a population have changed their length: connections follow their ports.
void Network::Engine::renew_ports(int number) {
  Population& population = *groups[number].population;
  const auto place = population.renew_ports();
  for (auto& p : projections) {
    if (p->post != number) continue;
    for (int* port : {&p->positive_port, &p->negative_port}) *port = *port < 0 ? -1 : place[*port];
  }
  for (auto& port : population.ports) port.ring.resize(slots, now);
  changed = recorders_changed = true;
}

}  // namespace synaptorch
