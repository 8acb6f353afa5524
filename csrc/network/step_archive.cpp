#include "network/step_archive.h"

#include <algorithm>
#include <limits>

#include "network/plastic.h"
#include "network/population.h"

namespace synaptorch::network {

StepArchive::StepArchive(const PlasticRule& rule, const Cells& cells, double dt) : rule_(&rule), cells_(&cells), dt_(dt) {
  const Model& model = cells.model();
  for (const char* name : rule.target()) {
    const int state = model.find_state(name), param = model.find_param(name);
    if (state < 0 && param < 0)
      throw WrongType(std::string(rule.info().name) + " needs a target with " + name + ", which " + model.info.name + " does not have.");
    sources_.push_back({state >= 0, state >= 0 ? state : param});
    if (state >= 0) states_.push_back(state);
  }
  readers_.resize(cells.size());
  sums_.resize(cells.size());
  points_.resize(cells.size());
  past_.resize(cells.size());
}

void StepArchive::add_reader(int64_t neuron, int delay) {
  ++readers_[neuron];
  // A point is read at most one slice after the spike that asks for it, delay steps after its own.
  slots_ = std::max<int64_t>(slots_, delay + 2 * longest_slice + 1);
}

void StepArchive::observe(int64_t neuron, int64_t stamp, const double* states, int spikes) {
  std::vector<double> now(sources_.size());
  for (std::size_t k = 0, s = 0; k < now.size(); ++k) now[k] = sources_[k].state ? states[s++] : cells_->param(sources_[k].index, neuron);
  std::vector<double> then = now;
  delayed(neuron, stamp, states, rule_->delay(now.data()), then);
  const PostStep kept = rule_->observe(now.data(), then.data(), spikes, dt_);
  if (kept.sum != 0.0) sums_[neuron].push(double(stamp) * dt_, kept.sum, readers_[neuron], std::numeric_limits<double>::infinity());
  auto& ring = points_[neuron];
  if (const auto old = int64_t(ring.size()); old != slots_) {   // a longer delay was connected
    std::vector<double> longer(slots_, 0.0);
    for (int64_t k = std::max<int64_t>(0, stamp - old); k < stamp; ++k) longer[k % slots_] = ring[k % old];
    ring = std::move(longer);
  }
  ring[stamp % slots_] = kept.point;
}

void StepArchive::delayed(int64_t neuron, int64_t stamp, const double* states, double delay, std::vector<double>& values) {
  const int64_t steps = std::max<int64_t>(0, std::llround(delay / dt_)), width = int64_t(states_.size());
  if (steps == 0) return;
  auto& ring = past_[neuron];
  if (int64_t(ring.size()) != (steps + 1) * width) ring.assign((steps + 1) * width, 0.0);
  std::copy_n(states, width, ring.data() + stamp % (steps + 1) * width);
  const double* from = ring.data() + (stamp + 1) % (steps + 1) * width;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (sources_[k].state) values[k] = *from++;
}

void StepArchive::present(int64_t neuron, double* values) const {
  for (std::size_t k = 0; k < sources_.size(); ++k)
    values[k] = sources_[k].state ? cells_->state(sources_[k].index, neuron) : cells_->param(sources_[k].index, neuron);
}

double StepArchive::point(int64_t neuron, int64_t stamp) const {
  const auto& ring = points_[neuron];
  return stamp > 0 && !ring.empty() ? ring[stamp % int64_t(ring.size())] : 0.0;
}

}  // namespace synaptorch::network
