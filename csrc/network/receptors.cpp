// Receptors that were added to a population, and the currents they drive.
#include <algorithm>
#include <optional>

#include "network/isa.h"
#include "network/scratch.h"
#include "synaptorch/core/error.h"

namespace synaptorch::network {
namespace {

SYNAPTORCH_CLONES void add_scaled(const double* __restrict from, double factor, double* __restrict to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] += factor * from[i];
}

/// The same where nothing has been added yet. The 0 keeps silence from becoming -0.
SYNAPTORCH_CLONES void set_scaled(const double* __restrict from, double factor, double* __restrict to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] = 0.0 + factor * from[i];
}

/// What a port gets besides what came through its ring.
class PortRows {
 public:
  /// `rows` [step][neuron of the block] are empty until something is added, unless the port has input.
  PortRows(double* rows, int64_t area, Operand& input, int64_t begin) : rows_(rows), area_(area), empty_(!input.data) { input = rows_of(rows, begin); }
  void add(const double* from, double factor, int64_t n) {
    if (factor == 0.0) return;
    for (int64_t row = 0; row < area_; row += block_size) (empty_ ? set_scaled : add_scaled)(from + row, factor, rows_ + row, n);
    empty_ = false;
  }
  /// To be called when all has been added.
  void finish() const {
    if (empty_) std::fill_n(rows_, area_, 0.0);
  }

 private:
  double* rows_;
  int64_t area_;
  bool empty_;
};

/// The same rows, from row `step` on.
Operand from_row(Operand o, int64_t step) {
  if (o.data) o.data = static_cast<double*>(o.data) + step * o.time;
  return o;
}

/// x and slope of an output, I = x - slope V (models/parts/output.h), for the conductances and potentials of a block.
void run_output(Cells& output, Range block, const Operand& g, const Operand& V, double* x, double* slope, std::vector<Operand>& operands) {
  Forward call;
  output.bind(call, operands);
  const Operand input[] = {g, V}, before[2], out[] = {rows_of(x, block.begin), rows_of(slope, block.begin)};
  call.columns = block.end;         // one set of parameters serves all neurons
  call.input = input;
  call.state = before;
  call.state_out = out;
  call.begin = block.begin;
  call.end = block.end;
  output.model().cpu->forward[1](call);
}

}  // namespace

Receptor::Receptor(std::string name, Cells cells, int first_port, Cells output)
    : name(std::move(name)), cells(std::move(cells)), first_port(first_port), output(std::move(output)) {
  if (!linear()) return;
  double one = 1.0;
  std::vector<Operand> operands;
  run_output(this->output, {0, 1}, Operand{&one, 0, 0, 0}, Operand{}, &into_x, &into_g, operands);
}

void Population::add_receptor(const std::string& name, const Model& model, const Values& values, const Model& output, const Values& output_values) {
  const Model& neuron = cells.model();
  if (current_ < 0) throw WrongType("add_receptor: " + this->name() + " takes no synaptic current.");
  auto r = std::make_unique<Receptor>(name, Cells(model, size(), values, dt_), int(ports.size()), Cells(output, 1, output_values, dt_));
  const bool takes_g = neuron.coupled && (r->linear() || neuron.find_state("V") >= 0);
  if (!takes_g && (!r->linear() || r->into_g != 0.0)) throw WrongType("add_receptor: " + this->name() + " takes no conductance.");
  for (const auto& p : model.inputs) ports.push_back({p, name, InputRing(size())});
  receptors.push_back(std::move(r));
}

/// Steps the receptors, whose conductances do not depend on the neurons, and adds the currents that are linear in V.
void Population::run_receptors(Scratch& s, Range block, int64_t first, int64_t steps) {
  const int64_t area = steps * block_size;
  const bool all_linear = std::all_of(receptors.begin(), receptors.end(), [](const auto& r) { return r->linear(); });
  s.conductance.resize((all_linear ? 1 : receptors.size()) * area);
  const auto rows = [&](int port) { return PortRows(s.inputs.data() + port * area, area, s.input[port], block.begin); };
  const bool needs_g = !all_linear || std::any_of(receptors.begin(), receptors.end(), [](const auto& r) { return r->into_g != 0.0; });
  PortRows into_x = rows(current_);
  std::optional<PortRows> into_g;
  if (needs_g) into_g = rows(conductance_);
  for (std::size_t k = 0; k < receptors.size(); ++k) {
    Receptor& r = *receptors[k];
    double* g = s.conductance.data() + (all_linear ? 0 : k * area);
    Forward call;
    r.cells.bind(call, s.operands);
    call.steps = steps;
    call.begin = block.begin;
    call.end = block.end;
    call.input = s.input.data() + r.first_port;
    call.spike = rows_of(g, block.begin);
    call.constants.first_step = first;
    call.constants.solver = solver;
    r.cells.model().cpu->forward[1](call);
    if (!r.linear()) continue;
    into_x.add(g, r.into_x, block.size());
    if (into_g) into_g->add(g, r.into_g, block.size());
  }
  into_x.finish();
  if (into_g) into_g->finish();
}

/// Runs neurons step by step: currents that are not linear in V are linearised where each step begins.
void Population::run_by_step(Scratch& s, Range block, int64_t first, int64_t steps, SpikeBuffer& out) {
  const std::vector<Operand> input = s.input, trace = s.trace;
  for (int64_t k = 0; k < steps; ++k) {
    const int64_t before = out.size();
    linearise(s, block, potential_after_reset(s, block, first + k), k, steps);
    std::transform(input.begin(), input.end(), s.input.begin(), [&](const Operand& o) { return from_row(o, k); });
    std::transform(trace.begin(), trace.end(), s.trace.begin(), [&](const Operand& o) { return from_row(o, k); });
    run_kernel(s, block, first + k, 1, &out);
    out.shift_steps(before, k);
  }
}

/// Where the potential stands when a step begins to integrate: after what the spike of the last step resets. A step of no duration gets there.
const double* Population::potential_after_reset(Scratch& s, Range block, int64_t first) {
  const Model& model = cells.model();
  s.unused.resize(model.state.size() * block_size);
  const std::vector<Operand> input(model.inputs.size());
  std::vector<Operand> after;
  for (std::size_t v = 0; v < model.state.size(); ++v) after.push_back(rows_of(s.unused.data() + v * block_size, block.begin));
  Forward call;
  cells.bind(call, s.operands);
  call.begin = block.begin;
  call.end = block.end;
  call.input = input.data();
  call.state_out = after.data();
  call.coeff = nullptr;             // those of the step's duration
  call.constants.dt = 0.0;
  call.constants.key = key_;
  call.constants.first_step = first;
  model.cpu->forward[1](call);
  return s.unused.data() + model.find_state("V") * block_size;
}

/// Adds the linearised currents at potentials V to row `step` of ports x and g.
void Population::linearise(Scratch& s, Range block, const double* V, int64_t step, int64_t steps) {
  s.current.resize(2 * block_size);
  double *x = s.current.data(), *slope = x + block_size;
  double* into_x = s.inputs.data() + (current_ * steps + step) * block_size;
  double* into_g = s.inputs.data() + (conductance_ * steps + step) * block_size;
  for (std::size_t k = 0; k < receptors.size(); ++k) {
    if (receptors[k]->linear()) continue;
    double* g = s.conductance.data() + (k * steps + step) * block_size;
    run_output(receptors[k]->output, block, rows_of(g, block.begin), rows_of(const_cast<double*>(V), block.begin), x, slope, s.operands);
    for (int64_t i = 0; i < block.size(); ++i) { into_x[i] += x[i]; into_g[i] += slope[i]; }
  }
}

}  // namespace synaptorch::network
