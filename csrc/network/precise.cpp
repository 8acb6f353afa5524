// Populations of precise neurons: their queues of events, and the call of their driver.
#include <algorithm>
#include <tuple>

#include "network/deliver.h"
#include "network/scratch.h"

namespace synaptorch::network {

/// Moves the events that arrive before step `end` out of the queue, by neuron, then time; events of the same time keep
/// their order of arrival.
void Population::collect_events(int thread, int64_t end) {
  auto& queue = arriving_[thread];
  auto& events = scratch_[thread]->events;
  const auto later = std::stable_partition(queue.begin(), queue.end(), [&](const PreciseEvent& e) { return e.step < end; });
  events.assign(queue.begin(), later);
  queue.erase(queue.begin(), later);
  std::stable_sort(events.begin(), events.end(), [](const PreciseEvent& a, const PreciseEvent& b) {
    return std::tuple(a.neuron, a.step, -a.offset) < std::tuple(b.neuron, b.step, -b.offset);
  });
}

void Population::run_precise(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer& out) {
  const Model& model = cells.model();
  Forward bound;
  cells.bind(bound, s.operands);
  std::vector<double*> states, traces;
  std::vector<const double*> params;
  std::vector<std::int64_t> strides;
  for (std::size_t k = 0; k < model.state.size(); ++k) {
    states.push_back(static_cast<double*>(bound.state[k].data));
    traces.push_back(s.trace.empty() || !s.trace[k].data ? nullptr : static_cast<double*>(s.trace[k].data) + block.begin);
  }
  for (std::size_t k = 0; k < model.params.size(); ++k) {
    params.push_back(static_cast<const double*>(bound.param[k].data));
    strides.push_back(bound.param[k].column);
  }
  PreciseCall call;
  call.steps = steps;
  call.begin = block.begin;
  call.end = block.end;
  call.first_step = first;
  call.dt = dt_;
  call.state = states.data();
  call.param = params.data();
  call.param_stride = strides.data();
  for (std::size_t p = 0; p < model.inputs.size(); ++p)
    if (model.inputs[p].kind == PortKind::current && s.input[p].data) {
      call.current = static_cast<const double*>(s.input[p].data) + block.begin;
      call.current_stride = block_size;
    }
  call.trace = traces.data();
  call.trace_stride = block_size;
  const auto at = [&](int64_t neuron) {
    return std::lower_bound(s.events.data(), s.events.data() + s.events.size(), neuron,
                            [](const PreciseEvent& e, int64_t n) { return int64_t(e.neuron) < n; });
  };
  call.events = at(block.begin);
  call.events_end = at(block.end);
  s.spikes.clear();
  call.spikes = &s.spikes;
  model.precise(call);
  for (const PreciseSpike& z : s.spikes)
    out.push({z.neuron, std::uint16_t(z.step), std::uint16_t(z.multiplicity)}, z.offset);
}

void queue_row(const Projection& p, const Part& part, const Sink& to, int64_t source, int64_t step, const Departure& spike) {
  const int receptor = to.post->ports[std::max(p.positive_port, p.negative_port)].port.receptor;
  for (int64_t k = part.first[source]; k < part.first[source + 1]; ++k)
    to.post->receive(to.thread, {step + p.delay_of(part, k), spike.offset, p.weight_of(part, k) * spike.factor,
                                 std::uint32_t(to.mine.begin + part.target(k)), spike.multiplicity, receptor});
}

}  // namespace synaptorch::network
