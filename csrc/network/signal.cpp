// Signals: sending through the input rings, with a delay.
#include "network/signal.h"

#include "network/engine.h"
#include "network/scratch.h"
#include "synaptorch/core/small_array.h"

namespace synaptorch {
namespace network {

std::span<const SignalPath> paths(SignalKind kind) {
  static constexpr SignalPath rate[]{{PortKind::rate, 0, by_weight}};
  static constexpr SignalPath potential[]{{PortKind::conductance, unity, by_weight}, {PortKind::potential, 0, by_weight}};
  static constexpr SignalPath diffusion[]{{PortKind::drift, 0, 0}, {PortKind::diffusion, 0, 1}};
  static constexpr SignalPath slow_inward[]{{PortKind::slow_inward, 0, by_weight}};
  static constexpr SignalPath learning[]{{PortKind::learning, 0, by_weight}};
  switch (kind) {
    case SignalKind::rate: return rate;
    case SignalKind::potential: return potential;
    case SignalKind::diffusion: return diffusion;
    case SignalKind::slow_inward: return slow_inward;
    case SignalKind::learning: return learning;
    case SignalKind::none: break;
  }
  return {};
}

void add_value(const Projection& p, int thread, const Sink& to, int64_t source, int64_t step, double value) {
  add_signal(p, thread, to, source, std::span(&value, 1), [&](int port, int delay) {
    return to.post->ports[port].ring.sums((step + delay) % to.slots) + to.mine.begin;
  });
}

// ---- a population's side ----

void Population::plan_signals(int64_t slice, bool sends) {
  const Model& model = cells.model();
  for (int which = 0; which < 2; ++which) {
    const Signal& signal = which ? model.sends_too : model.sends;
    sent_states_[which] = sends && signal.kind != SignalKind::none ? model.find_state(signal.state) : -1;
    for (auto& rows : signals_[which]) {
      rows.resize(sent_states_[which] < 0 ? 0 : (slice + 1) * size());
      if (!rows.empty()) std::copy_n(cells.state_data(sent_states_[which]), size(), rows.begin() + slice * size());
    }
  }
}

void Population::plan_arrival() {
  const Model& model = cells.model();
  arrival_ = Arrival::unchanged;
  if (!model.arriving) return;
  linear_ = model.find_param(model.arrives_unchanged);
  bool changes = false;
  for (int64_t i = 0; i < size() && !changes; ++i) changes = cells.param(linear_, i) == 0.0;
  if (changes) arrival_ = cells.uniform() ? Arrival::alike : Arrival::individual;
}

double Population::arriving(int64_t neuron, double value) const {
  if (cells.param(linear_, neuron) != 0.0) return value;
  SmallArray<double, 64> params(int(cells.model().params.size()));
  cells.params_of(neuron, params.data());
  return cells.model().arriving(params.data(), value);
}

/// Copies the values at the ends of the steps of a block behind those at its start.
void Population::keep_signal(const double* trace, Range block, int64_t steps, double* to) const {
  for (int64_t k = 0; k < steps; ++k) std::copy_n(trace + k * block_size, block.size(), to + (k + 1) * size() + block.begin);
}

}  // namespace network

using namespace network;

/// Signals with a delay. Without relaxation those without one take a step: the value at the end of a step acts in the next.
void Network::Engine::send_signals(Projection& p, int thread, int set, int64_t first, int64_t steps) {
  const Population& pre = *groups[p.pre].population;
  const Part& part = p.parts[thread];
  const Sink to = sink(p, thread);
  for (int64_t k = 0; k < steps; ++k) {
    const double* values = p.immediate ? pre.signal_after(set, k) : pre.signal(set, k, p.which);
    for (int64_t source = 0; source < pre.size(); ++source)
      if (part.first[source] < part.first[source + 1]) add_value(p, thread, to, source, first + k, values[source]);
  }
}

}  // namespace synaptorch
