// Waveform relaxation (docs/design/coupling.md): neurons that are coupled without delay run a slice again and again, each time with
// what the others sent in the pass before, until no value moves any more. Then the slice is run for good.
#include <cmath>

#include "network/engine.h"
#include "network/scratch.h"
#include "network/signal.h"
#include "synaptorch/integrate/ode.h"

namespace synaptorch {
namespace network {

bool Population::relax(int thread, int pass, int64_t first, int64_t steps, int64_t slot, const RelaxationOptions& options) {
  bool moved = false;
  const Range mine = part(thread);
  for (int64_t b = mine.begin; b < mine.end; b += block_size)
    moved |= relax_block(*scratch_[thread], {b, std::min(mine.end, b + block_size)}, pass, first, steps, slot, options);
  return moved;
}

/// Inputs of a slice that is going to be run again. Currents do not take part: that of the last step is held.
void Population::peek_inputs(Scratch& s, Range block, int64_t steps, int64_t slot) {
  const int64_t area = steps * block_size;
  s.inputs.resize(ports.size() * area);
  s.input.assign(ports.size(), Operand{});
  for (std::size_t p = 0; p < ports.size(); ++p) {
    const auto &now = relaxation->input[p], &held = relaxation->held[p];
    if (!ports[p].ring.used() && now.empty()) continue;
    double* rows = s.inputs.data() + p * area;
    if (held.empty()) ports[p].ring.peek(slot, steps, block.begin, block.end, rows, block_size);
    for (int64_t k = 0; k < steps && !held.empty(); ++k) std::copy_n(held.begin() + block.begin, block.size(), rows + k * block_size);
    if (!now.empty()) add_rows(now.data(), size(), block, steps, rows);
    s.input[p] = rows_of(rows, block.begin);
  }
}

bool Population::relax_block(Scratch& s, Range block, int pass, int64_t first, int64_t steps, int64_t slot, const RelaxationOptions& options) {
  const Model& model = cells.model();
  const Signal& sends = model.sends;
  const int64_t area = steps * block_size, n = int64_t(model.state.size());
  const int compared = sends.compared ? model.find_state(sends.compared) : sent_states_[0];
  // The proposed sub-step of a solver is not part of the state that is restored.
  const int kept = model.find_state(substep_field.name);
  peek_inputs(s, block, steps, slot);
  s.traces.resize(n * area);
  s.trace.assign(n, Operand{});
  for (const int state : {sent_states_[0], compared, relaxation->width == 4 ? model.find_state(sends.slope_before) : sent_states_[0],
                          relaxation->width == 4 ? model.find_state(sends.slope_after) : sent_states_[0]})
    s.trace[state] = rows_of(s.traces.data() + state * area, block.begin);
  s.saved.resize(n * block_size);
  for (int64_t k = 0; k < n; ++k) std::copy_n(cells.state_data(int(k)) + block.begin, block.size(), s.saved.begin() + k * block_size);
  run_kernel(s, block, first, steps, nullptr);
  for (int64_t k = 0; k < n; ++k)
    if (k != kept) std::copy_n(s.saved.begin() + k * block_size, block.size(), cells.state_data(int(k)) + block.begin);
  make_polynomials(s, block, pass, steps, options.order);

  bool moved = false;
  for (int64_t k = 0; k < steps; ++k)
    for (int64_t i = 0; i < block.size(); ++i) {
      const double value = s.traces[compared * area + k * block_size + i];
      double& before = relaxation->compared[k * size() + block.begin + i];
      moved |= !(std::abs(value - (pass == 0 ? 0.0 : before)) <= options.tolerance);
      before = value;
    }
  return moved;
}

/// What is sent over each step: its value, the line between its ends, or the cubic with the slopes at its ends. Coefficients are
/// those of powers of the time within the step, in steps.
void Population::make_polynomials(const Scratch& s, Range block, int pass, int64_t steps, int order) {
  const Model& model = cells.model();
  const Signal& sends = model.sends;
  const int64_t area = steps * block_size;
  const int width = relaxation->width;
  const auto trace = [&](const char* state) { return s.traces.data() + model.find_state(state) * area; };
  const double* sent = s.traces.data() + sent_states_[0] * area;
  for (int64_t k = 0; k < steps; ++k) {
    double* to = relaxation->sent[pass & 1].data() + k * width * size() + block.begin;
    const double* after = sent + k * block_size;
    const double* before = sends.made_in_step ? after : k > 0 ? after - block_size : s.saved.data() + sent_states_[0] * block_size;
    std::copy_n(before, block.size(), to);
    if (width == 1) continue;
    for (int64_t i = 0; i < block.size() && order == 1; ++i) to[size() + i] = after[i] - before[i];
    if (order == 1) continue;
    const double *slope_before = trace(sends.slope_before) + k * block_size, *slope_after = trace(sends.slope_after) + k * block_size;
    for (int64_t i = 0; i < block.size(); ++i) {
      const double y0 = before[i], y1 = after[i], d0 = dt_ * slope_before[i], d1 = dt_ * slope_after[i];
      to[size() + i] = d0;
      to[2 * size() + i] = -3.0 * y0 + 3.0 * y1 - 2.0 * d0 - d1;
      to[3 * size() + i] = 2.0 * y0 - 2.0 * y1 + d0 + d1;
    }
  }
}

}  // namespace network

using namespace network;

/// Decides who takes part, and makes room for it. Every neuron that could be coupled without delay does.
void Network::Engine::plan_relaxation() {
  for (auto& g : groups) {
    if (!g.population) continue;
    Population& population = *g.population;
    const SignalKind kind = population.cells.model().sends.kind;
    if (!relaxing_ || !relaxes(kind)) { population.relaxation.reset(); continue; }
    if (!population.receptors.empty()) throw WrongType(g.model + ": neurons with added receptors cannot be coupled without delay.");
    auto r = std::make_unique<Relaxation>();
    r->width = population.cells.model().sends.slope_before ? options.wfr_interpolation_order + 1 : 1;
    for (auto& sent : r->sent) sent.resize(slice * r->width * g.size);
    r->compared.resize(slice * g.size);
    r->input.resize(population.ports.size());
    r->held.resize(population.ports.size());
    for (std::size_t k = 0; k < population.ports.size(); ++k)
      if (population.ports[k].port.kind == PortKind::current) {
        r->held[k].resize(g.size);
        if (population.relaxation) r->held[k] = population.relaxation->held[k];
      }
    population.relaxation = std::move(r);
  }
  for (auto& p : projections) {
    if (!relaxing_ || !p->immediate) continue;
    Population &pre = *groups[p->pre].population, &post = *groups[p->post].population;
    for (const auto& routes : p->routes)
      for (const SignalRoute& r : routes)
        if (r.coefficient < pre.relaxation->width) post.relaxation->input[r.port].resize(slice * post.size());
  }
}

/// Sums up the signals without delay for the neurons of a thread: before pass 0 the last values of the slice before, then what the
/// pass before sent. What is connected after a slice has sent nothing yet.
void Network::Engine::couple(int thread, int set, int64_t first, int pass) {
  for (auto& g : groups) {
    if (!g.population || !g.population->relaxation) continue;
    const Range mine = g.population->part(thread);
    for (auto& rows : g.population->relaxation->input)
      for (int64_t k = 0; k < slice && !rows.empty(); ++k) std::fill_n(rows.begin() + k * g.size + mine.begin, mine.size(), 0.0);
  }
  for (auto& p : projections) {
    const Part& part = p->parts[thread];
    if (!p->immediate || part.size() == 0 || (pass == 0 && first == epoch && p->number >= heard_)) continue;
    const Population& pre = *groups[p->pre].population;
    const Sink to = sink(*p, thread);
    const int width = pass == 0 ? 1 : pre.relaxation->width;
    for (int64_t k = 0; k < slice; ++k) {
      const double* sent = pass == 0 ? pre.signal_after(set ^ 1, slice - 1) : pre.relaxation->sent[(pass - 1) & 1].data() + k * width * pre.size();
      for (int64_t source = 0; source < pre.size(); ++source) {
        if (part.first[source] == part.first[source + 1]) continue;
        double coefficients[4];
        for (int c = 0; c < width; ++c) coefficients[c] = sent[c * pre.size() + source];
        add_signal(*p, thread, to, source, std::span(coefficients, width), [&](int port, int) {
          return to.post->relaxation->input[port].data() + k * to.post->size() + to.mine.begin;
        });
      }
    }
  }
}

/// Relaxes a slice. All threads take the same number of passes, even if one of them fails.
void Network::Engine::relax(int thread, int set, int64_t first, RelaxationRun& run, std::exception_ptr& error) {
  const RelaxationOptions relaxation{options.wfr_tol, options.wfr_interpolation_order};
  int pass = 0;
  for (PassOutcome worst = moved; worst == moved && pass < options.wfr_max_iterations; ++pass, ++run.round) {
    PassOutcome mine = settled;
    try {
      if (error) std::rethrow_exception(error);
      couple(thread, set, first, pass);
      for (auto& g : groups)
        if (g.population && g.population->relaxation && g.population->relax(thread, pass, first, slice, first % slots, relaxation)) mine = moved;
    } catch (...) {
      error = std::current_exception();
      mine = failed;
    }
    auto& shared = passes_[run.round % 3];   // three: one is written, one may still be read, one is cleared
    for (int seen = shared; seen < mine && !shared.compare_exchange_weak(seen, mine);) {}
    if (thread == 0) passes_[(run.round + 1) % 3] = settled;
    run.barrier.wait();
    worst = PassOutcome(shared.load());
    if (worst != moved) { ++pass; ++run.round; if (worst == failed) return; break; }
    if (pass + 1 == options.wfr_max_iterations && thread == 0) ++unsettled_;
  }
  couple(thread, set, first, pass);
}

}  // namespace synaptorch
