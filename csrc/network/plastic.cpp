#include "network/plastic.h"

#include <cmath>
#include <map>

#include "network/archive.h"
#include "network/eprop.h"
#include "synapse_list_headers.inc"   // generated: every header of models/synapses

namespace synaptorch::network {
namespace {

/// What a rule keeps in a projection: a column per parameter and state, for each part.
struct Kept {
  struct PartKept {
    std::vector<Column> params;
    std::vector<std::vector<double>> states;
    std::vector<double> last;              ///< time of the last spike of each source, ms
  };
  std::vector<PartKept> parts;
};

int find(const std::vector<Field>& fields, std::string_view name) {
  for (std::size_t k = 0; k < fields.size(); ++k) if (name == fields[k].name) return int(k);
  return -1;
}

template <class Table> std::vector<Field> rows(const Table& table) {
  const auto* first = reinterpret_cast<const Field*>(&table);
  return {first, first + members<Table, Field>};
}

/// Target<double> of a rule that reads its target, else nothing.
template <class M> struct TargetOf { struct type {}; };
template <class M> requires requires { M::target; } struct TargetOf<M> { using type = typename M::template Target<double>; };

template <class M> class RuleOf final : public PlasticRule {
  using Params = typename M::template Params<double>;
  using State = typename M::template State<double>;
  using Target = typename TargetOf<M>::type;
  static constexpr int n_params = members<Params, double>, n_states = members<State, double>;
  static constexpr bool reads_target = requires { M::target; };

 public:
  const Info& info() const override { return M::info; }
  const std::vector<Field>& params() const override { static const auto all = rows(M::params); return all; }
  const std::vector<Field>& states() const override { static const auto all = rows(M::state); return all; }

  void attach(Projection& p, const Values& values, Population* post) const override {
    auto kept = std::make_shared<Kept>();
    for (const auto& part : p.parts) {
      Kept::PartKept k;
      for (const auto& f : params()) k.params.emplace_back(f.value);
      for (const auto& f : states()) k.states.emplace_back(part.size(), f.value);
      k.last.assign(part.first.size() - 1, 0.0);
      kept->parts.push_back(std::move(k));
    }
    p.plastic = std::move(kept);
    store_weights(p);
    set(p, values);
    start(p);
    if constexpr (reads_target) post->archive_steps_for(p);
    else if constexpr (requires { M::reads_post_spikes; }) { if (M::reads_post_spikes) post->archive_for(p); }
  }

  std::span<const char* const> target() const override {
    if constexpr (reads_target) return {reinterpret_cast<const char* const*>(&M::target), members<Target, double>};
    else return {};
  }
  double delay(const double* now) const override {
    if constexpr (requires { &M::delay; }) return M::delay(*reinterpret_cast<const Target*>(now));
    else return 0.0;
  }
  PostStep observe(const double* now, const double* then, int spikes, double dt) const override {
    if constexpr (reads_target) return M::observe(*reinterpret_cast<const Target*>(now), *reinterpret_cast<const Target*>(then), spikes, dt);
    else return {};
  }
  void start(Projection& p) const override {
    if constexpr (requires { &M::start; })
      for (std::size_t t = 0; t < p.parts.size(); ++t) {
        Kept::PartKept& kept = static_cast<Kept*>(p.plastic.get())->parts[t];
        for (int64_t k = 0; k < p.parts[t].size(); ++k) {
          State s = state_of(kept, k);
          M::start(p.parts[t].weight64[k], s);
          keep(kept, k, s);
        }
      }
  }

  void deliver(Projection& p, int thread, const Sink& to, const SliceSpikes& slice, int64_t first, const Clock& clock) const override {
    Part& part = p.parts[thread];
    Kept::PartKept& kept = static_cast<Kept*>(p.plastic.get())->parts[thread];
    if (part.size() == 0) return;
    const auto rows = [&](int port) { return port < 0 || p.queued ? nullptr : to.post->ports[port].ring.sums(0) + to.mine.begin; };
    double *positive = rows(p.positive_port), *negative = rows(p.negative_port);
    const int64_t stride = to.post->ports[std::max(p.positive_port, p.negative_port)].ring.stride();
    const int receptor = to.post->ports[std::max(p.positive_port, p.negative_port)].port.receptor;
    for (std::size_t i = 0; i < slice.spikes.size(); ++i) {
      const Spike& spike = slice.spikes[i];
      const double offset = slice.offsets.empty() ? 0.0 : slice.offsets[i];
      const int64_t step = first + spike.step;
      const double t = clock.ms(step + 1), scale = slice.scale(p, i);
      for (int m = 0; m < spike.multiplicity; ++m) {
        const double last = kept.last[spike.neuron];
        for (int64_t k = part.first[spike.neuron]; k < part.first[spike.neuron + 1]; ++k) {
          const int delay = p.delay_of(part, k);
          const double w = transmit(part.weight64[k], kept, k, *to.post, to.mine.begin + part.target(k), t, last, clock, delay);
          const int64_t target = part.target(k);
          if (p.records_weights) record_transmission(p.recorded[thread], t, w, spike.neuron, to.mine.begin + target);
          if (p.queued) to.post->receive(thread, {step + delay, offset, w * scale, std::uint32_t(to.mine.begin + target), 1, receptor});
          else port_of(w, positive, negative)[(step + delay) % to.slots * stride + target] += w * p.sum_of(1, m) * scale;
        }
        kept.last[spike.neuron] = t;
      }
    }
  }

  const Column& column(const Projection& p, int thread, int param) const override {
    return static_cast<const Kept*>(p.plastic.get())->parts[thread].params[param];
  }

  std::vector<double> get(const Projection& p, std::string_view name) const override {
    const auto& kept = static_cast<const Kept*>(p.plastic.get())->parts;
    const int param = find(params(), name), state = find(states(), name);
    if (param < 0 && state < 0) throw unknown(name);
    std::vector<double> values;
    for (const auto& [t, k] : listing(p)) values.push_back(param >= 0 ? kept[t].params[param][k] : kept[t].states[state][k]);
    return values;
  }

  void set(Projection& p, const Values& values) const override {
    for (const auto& [name, v] : values) check(p, name, v);
    auto& kept = static_cast<Kept*>(p.plastic.get())->parts;
    const bool individual = std::any_of(values.begin(), values.end(), [](const auto& v) { return v.second.size() > 1; });
    const auto order = individual ? listing(p) : std::vector<std::pair<int, int64_t>>{};
    for (const auto& [name, v] : values) {
      const int param = find(params(), name), state = find(states(), name);
      for (std::size_t t = 0; t < kept.size() && v.size() == 1; ++t) {
        if (param >= 0) kept[t].params[param].fill(v[0]);
        else std::fill(kept[t].states[state].begin(), kept[t].states[state].end(), v[0]);
      }
      for (std::size_t i = 0; i < order.size() && v.size() > 1; ++i) {
        const auto [t, k] = order[i];
        if (param >= 0) { kept[t].params[param].expand(p.parts[t].size()); kept[t].params[param].data()[k] = v[i]; }
        else kept[t].states[state][k] = v[i];
      }
    }
    if constexpr (requires { &M::check; })
      for (std::size_t t = 0; t < kept.size(); ++t)
        for (int64_t k = 0; k < p.parts[t].size(); ++k)
          if (const char* broken = M::check(p.parts[t].weight64[k], params_of(kept[t], k)))
            throw OutOfRange(std::string(M::info.name) + ": " + broken + ".");
  }

 private:
  static Params params_of(const Kept::PartKept& kept, int64_t k) {
    Params p;
    for (int i = 0; i < n_params; ++i) member<double>(p, i) = kept.params[i][k];
    return p;
  }

  static State state_of(const Kept::PartKept& kept, int64_t k) {
    State s;
    for (int i = 0; i < n_states; ++i) member<double>(s, i) = kept.states[i][k];
    return s;
  }
  static void keep(Kept::PartKept& kept, int64_t k, const State& s) {
    for (int i = 0; i < n_states; ++i) kept.states[i][k] = member<double>(s, i);
  }

  /// The visit of one synapse by a presynaptic spike at t: what happened at the target since the last visit, then the spike.
  double transmit(double& w, Kept::PartKept& kept, int64_t k, Population& post, int64_t target, double t, double last, const Clock& clock, int64_t delay) const {
    if constexpr (!requires { &M::on_pre; }) return w;   // carries a signal
    else {
    const Params p = params_of(kept, k);
    const double d = clock.ms(delay);
    State s = state_of(kept, k);
    PreSpike pre{t - last, 0.0, 0.0};
    double sent;
    if constexpr (reads_target) {
      StepArchive& steps = *post.find_steps(*this);
      Target now;
      steps.present(target, reinterpret_cast<double*>(&now));
      steps.visit(target, last - d, t - d, [&](double at, double value) { M::on_step(w, s, p, now, StepEvent{at + d - last, t - d - at, value}); });
      pre.post_point = steps.point(target, clock.nearest(t) - delay);
      sent = M::on_pre(w, s, p, now, pre);
    } else {
      if constexpr (M::reads_post_spikes) {
        Archive& archive = *post.archive;
        archive.neurons[target].visit(last - d, t - d, [&](double t_post) { M::on_post(w, s, p, PostSpike{t_post + d - last}); });
        pre.post_trace = archive.neurons[target].trace_before(t - d, archive.tau_minus);
      }
      sent = M::on_pre(w, s, p, pre);
    }
    keep(kept, k, s);
    return sent;
    }
  }

  UnknownName unknown(std::string_view name) const {
    std::vector<std::string> names{"weight", "delay"};
    for (const auto* table : {&params(), &states()}) for (const auto& f : *table) names.push_back(f.name);
    return unknown_name(M::info.name, "parameter or state", name, names);
  }

  void check(const Projection& p, const std::string& name, const std::vector<double>& v) const {
    const int param = find(params(), name), state = find(states(), name);
    if (param < 0 && state < 0) throw unknown(name);
    check_length(M::info.name, name, v.size(), p.size());
    const Field& f = param >= 0 ? params()[param] : states()[state];
    for (const double x : v)
      if (!f.bound.holds(x))
        throw OutOfRange(std::string(M::info.name) + ": " + name + " = " + std::to_string(x) + " " + f.unit + " is not within [" +
                         std::to_string(f.bound.lo) + ", " + std::to_string(f.bound.hi) + "].");
  }
};

/// A model without parameters needs no rule.
template <class M> SynapseModel make_synapse() {
  SynapseModel s{M::info, {}, nullptr};
  if constexpr (requires { M::carries; }) s.carries = M::carries;
  if constexpr (requires { M::eprop_intervals; }) s.rule = make_eprop_rule(M::info, rows(M::params), M::eprop_intervals);
  else if constexpr (requires { M::params; }) s.rule = std::make_unique<RuleOf<M>>();
  return s;
}

const std::map<std::string, SynapseModel>& synapses() {
  static const auto all = [] {
    std::map<std::string, SynapseModel> r;
#define SYNAPTORCH_MODEL(NAME) r[models::NAME::info.name] = make_synapse<models::NAME>();
#include "synapse_list.inc"
#undef SYNAPTORCH_MODEL
    return r;
  }();
  return all;
}

}  // namespace

const SynapseModel& find_synapse(const std::string& name) {
  const auto found = synapses().find(name);
  if (found == synapses().end()) throw unknown_name("synaptorch", "synapse model", name, synapse_names());
  return found->second;
}

std::vector<std::string> synapse_names() {
  std::vector<std::string> names;
  for (const auto& s : synapses()) names.push_back(s.first);
  return names;
}

void store_weights(Projection& p) {
  for (auto& part : p.parts) {
    Array<double> weights(part.size());
    for (int64_t k = 0; k < part.size(); ++k) weights[k] = p.weight_of(part, k);
    part.weight64 = std::move(weights);
    part.weight32 = {};
  }
  p.weight.reset();
}

}  // namespace synaptorch::network
