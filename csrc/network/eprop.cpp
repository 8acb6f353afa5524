#include "network/eprop.h"

#include <algorithm>
#include <cmath>

#include "synaptorch/models/parts/eprop_optimizer.h"

namespace synaptorch::network {

void EpropHistory::push(std::int64_t step, const EpropEntry& entry) {
  if (entries_.empty()) stored_ = step;
  if (kept_ == 0) begin_ = step;
  entries_.push_back(entry);
  gone_.push_back(0);
  ++kept_;
}

void EpropHistory::drop_unread() {
  constexpr std::size_t pending = 8;   // learning signals and first passes reach back this far at most
  while (passes_.empty() && entries_.size() > pending) { entries_.pop_front(); gone_.pop_front(); ++stored_; }
}

void EpropHistory::forget(std::int64_t from, std::int64_t to) {
  to = std::min(to, end());
  for (std::int64_t step = std::max(from, begin_); step < to; ++step) {
    if (step < stored_) { --kept_; continue; }
    char& gone = gone_[std::size_t(step - stored_)];
    kept_ -= gone == 0;
    gone = 1;
  }
  if (from <= begin_) begin_ = std::max(begin_, to);
  while (!entries_.empty() && (stored_ < begin_ || gone_.front())) { entries_.pop_front(); gone_.pop_front(); ++stored_; }
  begin_ = std::max(begin_, entries_.empty() ? to : begin_);
}

void EpropHistory::pass(std::int64_t before, std::int64_t now, std::int64_t cutoff) {
  const auto at = std::lower_bound(passes_.begin(), passes_.end(), now, [](const Pass& p, std::int64_t step) { return p.step < step; });
  if (at != passes_.end() && at->step == now) ++at->synapses;
  else passes_.insert(at, {now, 1});
  for (Pass& p : passes_) p.synapses -= p.step == before;
  for (std::size_t i = 0; i + 1 < passes_.size();) {
    if (passes_[i].synapses > 0) { ++i; continue; }
    const std::int64_t next = passes_[i + 1].step, step = passes_[i].step;
    if (i == 0) forget(begin_, next);
    else forget(std::max(step, passes_[i - 1].step + cutoff), std::min(next, step + cutoff));
    passes_.erase(passes_.begin() + std::ptrdiff_t(i));
  }
  forget(begin_, passes_.front().step);
}

EpropArchive::EpropArchive(const Model& m, Cells& c, double h)
    : model(&m), cells(&c), dt(h), slope(m.find_state(m.eprop.role.slope)), reg(m.eprop.role.reg ? m.find_state(m.eprop.role.reg) : -1),
      duration(m.find_state("eprop_history_duration")), synapses(c.size()), neurons(c.size()), intervals(c.size()) {
  const auto steps = [&](const char* name) { return std::int64_t(std::min(std::round(c.param(m.find_param(name), 0) / h), 1e15)); };
  if (role().shift == 0) { cutoff = steps("eprop_isi_trace_cutoff"); return; }
  update = steps("eprop_update_interval");
  window = steps("eprop_learning_window");
  resets = c.param(m.find_param("eprop_reset_neurons_on_update"), 0) != 0.0;
}

void EpropArchive::add_synapse(std::int64_t neuron) {
  ++synapses[neuron];
  if (role().shift > 0) ++interval(neuron, 0).synapses;
}

EpropInterval& EpropArchive::interval(std::int64_t neuron, std::int64_t begin) {
  auto& all = intervals[neuron];
  const auto at = std::lower_bound(all.begin(), all.end(), begin, [](const EpropInterval& x, std::int64_t b) { return x.begin < b; });
  return at != all.end() && at->begin == begin ? *at : *all.insert(at, {begin, 0, 0.0});
}

void EpropArchive::learn(Range range, std::int64_t step, const double* signals) {
  for (std::int64_t i = range.begin; i < range.end; ++i)
    if (EpropEntry* entry = neurons[i].find(step - role().learning_lag)) entry->learning += signals[i];
}

/// Intervals that all synapses have left go, and what came before the first one.
void EpropArchive::forget_intervals(std::int64_t neuron) {
  const std::int64_t first = role().shift + role().entry_shift;
  auto& all = intervals[neuron];
  neurons[neuron].forget(neurons[neuron].begin(), first);
  std::int64_t used = 0;
  for (const auto& x : all) if (x.synapses > 0) used = x.begin;
  for (auto x = all.begin(); x != all.end() && x->begin < used;) {
    if (x->synapses > 0) { ++x; continue; }
    neurons[neuron].forget(x->begin + first, x->begin + update + first);
    x = all.erase(x);
  }
}

void EpropArchive::open(Range range, std::int64_t step) {
  double* to = cells->state_data(duration);
  const bool anew = update > 0 && step >= role().shift && (step - role().shift) % update == 0;
  for (std::int64_t i = range.begin; i < range.end; ++i) {
    if (synapses[i] == 0) continue;
    if (anew) forget_intervals(i);
    to[i] = double(neurons[i].kept() + 1) * dt;
  }
}

void EpropArchive::close(Range range, std::int64_t step) {
  const double *slopes = cells->state_data(slope), *regs = reg < 0 ? nullptr : cells->state_data(reg);
  const std::int64_t since = step - role().shift;
  const bool ends = update > 0 && regs && since >= 0 && since % update == update - 1;
  for (std::int64_t i = range.begin; i < range.end; ++i) {
    if (synapses[i] == 0) continue;
    neurons[i].push(step, {slopes[i], 0.0, regs ? regs[i] : 0.0});
    if (update == 0) neurons[i].drop_unread();
    if (ends) interval(i, since / update * update).reg = regs[i];
  }
}

namespace {

using models::eprop::Moments;
using models::eprop::Optimizer;
constexpr int n_optimizer = members<Optimizer<double>, double>;

/// What a rule keeps in a projection.
struct EpropKept {
  struct Synapse { EpropTrace trace; Moments moments; };
  /// Of one source; stamps of its spikes in steps, 0: none yet.
  struct Source {
    std::int64_t last = 0, trigger = 0, updated = 0, due = 0;
    bool spiked = false;                  ///< was the last event a spike, not a flush?
    double pending = 0.0;                 ///< presynaptic spike that enters the trace with the next entry
    std::vector<std::int64_t> gaps;       ///< between spikes since the trigger
  };
  struct PartKept {
    std::vector<Synapse> synapses;
    std::vector<Source> sources;
    std::vector<double> params, coeffs;   ///< room for those of a neuron
  };
  std::vector<PartKept> parts;
  std::vector<double> params;
  Optimizer<double> optimizer() const {
    Optimizer<double> p;
    for (int i = 0; i < n_optimizer; ++i) member<double>(p, i) = params[i];
    return p;
  }
};

/// A visit: one event of a source at one of its synapses.
struct Visit {
  EpropArchive& archive;
  EpropKept::Synapse& synapse;
  std::int64_t neuron;
  double& weight;
  const double *params, *coeffs;          ///< of the neuron

  double gradient(double z, const EpropEntry& entry, double kappa) {
    return archive.model->eprop.gradient(synapse.trace, z, entry, kappa, params, coeffs);
  }
};

class EpropRule final : public PlasticRule {
 public:
  EpropRule(const Info& info, std::vector<Field> params, bool intervals) : info_(info), params_(std::move(params)), intervals_(intervals) {}
  const Info& info() const override { return info_; }
  const std::vector<Field>& params() const override { return params_; }
  const std::vector<Field>& states() const override { return states_; }
  const Column& column(const Projection&, int, int) const override { throw WrongType(std::string(info_.name) + " carries spikes."); }

  void attach(Projection& p, const Values& values, Population* post) const override {
    const Model& model = post->cells.model();
    if (!model.eprop.gradient || (model.eprop.role.shift > 0) != intervals_)
      throw WrongType(std::string(info_.name) + ": " + model.info.name + " does not learn by e-prop of this kind.");
    if (p.size() > 0 && (p.min_delay != 1 || p.max_delay != 1)) throw OutOfRange(std::string(info_.name) + ": the delay must be one step.");
    auto kept = std::make_shared<EpropKept>();
    for (const auto& f : params_) kept->params.push_back(f.value);
    for (const auto& part : p.parts)
      kept->parts.push_back({std::vector<EpropKept::Synapse>(part.size()), std::vector<EpropKept::Source>(part.first.size() - 1),
                             std::vector<double>(model.params.size()), std::vector<double>(model.coeffs)});
    p.plastic = std::move(kept);
    store_weights(p);
    set(p, values);
    if (!post->eprop) post->eprop = std::make_unique<EpropArchive>(model, post->cells, post->dt());
    for (std::size_t t = 0; t < p.parts.size(); ++t)
      for (std::int64_t k = 0; k < p.parts[t].size(); ++k) post->eprop->add_synapse(post->part(int(t)).begin + p.parts[t].target(k));
  }

  std::vector<double> get(const Projection& p, std::string_view name) const override {
    return std::vector<double>(p.size(), kept(p).params[index(name)]);
  }

  void set(Projection& p, const Values& values) const override {
    auto params = kept(p).params;
    for (const auto& [name, v] : values) {
      const Field& f = params_[index(name)];
      if (v.size() != 1) throw WrongShape(std::string(info_.name) + ": '" + name + "' is the same for all synapses of a projection.");
      if (!f.bound.holds(v[0])) throw OutOfRange(std::string(info_.name) + ": " + name + " = " + std::to_string(v[0]) + " " + f.unit + " is out of range.");
      params[index(name)] = v[0];
    }
    EpropKept checked{{}, params};
    const auto optimizer = checked.optimizer();
    for (const auto& part : p.parts)
      for (const double w : part.weight64)
        if (w < optimizer.Wmin || w > optimizer.Wmax)
          throw OutOfRange(std::string(info_.name) + ": weight = " + std::to_string(w) + " pA is outside [Wmin, Wmax].");
    kept(p).params = std::move(params);
  }

  void deliver(Projection& p, int thread, const Sink& to, const SliceSpikes& slice, std::int64_t first, const Clock& clock) const override {
    for (const Spike& spike : slice.spikes) {
      const std::int64_t stamp = first + spike.step + 1;
      for (int m = 0; m < std::max<int>(spike.multiplicity, 1); ++m) event(p, thread, to, spike.neuron, stamp, spike.multiplicity == 0, clock);
    }
  }

 private:
  static EpropKept& kept(const Projection& p) { return *static_cast<EpropKept*>(p.plastic.get()); }
  int index(std::string_view name) const {
    for (std::size_t k = 0; k < params_.size(); ++k) if (name == params_[k].name) return int(k);
    std::vector<std::string> names{"weight", "delay"};
    for (const auto& f : params_) names.push_back(f.name);
    throw unknown_name(info_.name, "parameter", name, names);
  }

  /// A spike, or a flush: a sign that there was none, which only makes the synapses catch up.
  void event(Projection& p, int thread, const Sink& to, std::int64_t source, std::int64_t stamp, bool flush, const Clock& clock) const {
    EpropKept::PartKept& mine = kept(p).parts[thread];
    EpropKept::Source& from = mine.sources[source];
    EpropArchive& archive = *to.post->eprop;
    Part& part = p.parts[thread];
    if (flush && from.last == 0) return;
    if (archive.resets && (stamp - archive.role().shift) % archive.update == 0) return;   // the target forgets it
    const std::int64_t begin = part.first[source], end = part.first[source + 1];
    if (begin == end) return;
    const Optimizer<double> optimizer = kept(p).optimizer();
    const bool due = intervals_ && ends_interval(from, archive, stamp);
    double pending = from.pending;
    for (std::int64_t k = begin; k < end; ++k) {
      const std::int64_t neuron = to.mine.begin + part.target(k);
      archive.cells->params_of(neuron, mine.params.data());
      archive.cells->coeffs_of(neuron, mine.coeffs.data());
      Visit visit{archive, mine.synapses[k], neuron, part.weight64[k], mine.params.data(), mine.coeffs.data()};
      if (!intervals_) pending = catch_up(visit, from, stamp, flush, optimizer);
      else if (due) update_weight(visit, from, stamp, optimizer, kept(p).params);
      if (!flush) transmit(p, thread, to, source, part.target(k), part.weight64[k], stamp, clock);
    }
    from.pending = pending;
    if (due) begin_interval(from, archive, stamp);
    from.last = stamp;
    from.spiked = !flush;
  }

  void transmit(Projection& p, int thread, const Sink& to, std::int64_t source, std::int64_t target, double w, std::int64_t stamp, const Clock& clock) const {
    const int port = w < 0.0 ? p.negative_port : p.positive_port;
    to.post->ports[port].ring.sums(stamp % to.slots)[to.mine.begin + target] += w;
    if (p.records_weights) record_transmission(p.recorded[thread], clock.ms(stamp), w, source, to.mine.begin + target);
  }

  /// Entries since the last event, at most until the cutoff. Returns the spike that is still pending.
  static double catch_up(Visit& v, const EpropKept::Source& from, std::int64_t stamp, bool flush, const Optimizer<double>& optimizer) {
    EpropHistory& history = v.archive.neurons[v.neuron];
    double sum = 0.0, pending = from.pending, arriving = from.spiked ? 1.0 : 0.0;
    const std::int64_t until = from.last == 0 ? 0 : std::min(stamp, from.last + v.archive.cutoff);
    for (std::int64_t t = from.last; t < until; ++t) {
      const double z = std::exchange(pending, std::exchange(arriving, 0.0));
      const double g = v.gradient(z, *history.find(t - 1), 0.0);
      if (optimizer.optimize_each_step != 0.0) v.weight = v.synapse.moments.update(v.weight, g, t, optimizer);
      else sum += g;
    }
    if (until > 0 && until < stamp) v.archive.model->eprop.skip(v.synapse.trace, double(stamp - until), v.params, v.coeffs);
    if (optimizer.optimize_each_step == 0.0) {
      if (flush) v.synapse.moments.sum += sum;
      else if (from.last > 0) v.weight = v.synapse.moments.update(v.weight, sum, stamp - 1, optimizer);
    }
    history.pass(from.last - 1, stamp - 1, v.archive.cutoff);
    return pending;
  }

  static std::int64_t interval_number(const EpropArchive& a, std::int64_t stamp) { return (stamp - a.role().shift) / a.update; }
  /// Notes an event; tells whether it is the first of an update interval.
  static bool ends_interval(EpropKept::Source& from, const EpropArchive& archive, std::int64_t stamp) {
    const std::int64_t shift = archive.role().shift;
    if (from.trigger == 0) from.trigger = stamp;
    if (from.last > 0) from.gaps.push_back(stamp - from.last);
    if (stamp <= from.due + shift) return false;
    if (from.due > 0 && !from.gaps.empty()) from.gaps.back() = std::max<std::int64_t>(0, std::min(from.gaps.back(), from.due + shift - from.last));
    return true;
  }
  static void begin_interval(EpropKept::Source& from, const EpropArchive& archive, std::int64_t stamp) {
    from.gaps.clear();
    from.updated = interval_number(archive, stamp) * archive.update;
    from.due = from.updated + archive.update;
    from.trigger = stamp;
  }
  /// At the first event of an update interval: what the last one was good for.
  void update_weight(Visit& v, const EpropKept::Source& from, std::int64_t stamp, const Optimizer<double>& optimizer, const std::vector<double>& params) const {
    const std::int64_t number = interval_number(v.archive, stamp);
    if (from.due > 0) v.weight = v.synapse.moments.update(v.weight, interval_gradient(v, from, params), number, optimizer);
    --v.archive.interval(v.neuron, from.updated).synapses;
    ++v.archive.interval(v.neuron, number * v.archive.update).synapses;
  }
  double interval_gradient(Visit& v, const EpropKept::Source& from, const std::vector<double>& params) const {
    const double kappa = std::exp(-v.archive.dt / params[n_optimizer]);
    v.synapse.trace = {};
    double sum = 0.0;
    std::int64_t t = from.trigger + v.archive.role().entry_shift;
    for (const std::int64_t gap : from.gaps) {
      double z = 1.0;
      for (std::int64_t k = 0; k < gap; ++k, ++t) sum += v.gradient(std::exchange(z, 0.0), *v.archive.neurons[v.neuron].find(t), kappa);
    }
    sum += v.archive.interval(v.neuron, from.updated).reg * v.synapse.trace.e_reg;
    return params[n_optimizer + 1] != 0.0 ? sum / double(v.archive.window) : sum;
  }

  Info info_;
  std::vector<Field> params_, states_;
  bool intervals_;
};

}  // namespace

std::unique_ptr<PlasticRule> make_eprop_rule(const Info& info, std::vector<Field> params, bool intervals) {
  return std::make_unique<EpropRule>(info, std::move(params), intervals);
}

}  // namespace synaptorch::network
