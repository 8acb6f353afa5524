// Populations of precise neurons: the call of their driver.
#include <tuple>

#include "network/scratch.h"

namespace synaptorch::network {

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
  std::tie(call.events, call.events_end) = s.arriving_at(block);
  s.spikes.clear();
  call.spikes = &s.spikes;
  model.precise(call);
  for (const PreciseSpike& z : s.spikes)
    out.push({z.neuron, std::uint16_t(z.step), std::uint16_t(z.multiplicity)}, z.offset);
}

}  // namespace synaptorch::network
