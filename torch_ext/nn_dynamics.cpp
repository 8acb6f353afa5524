#include "synaptorch/nn/dynamics.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Dict.h>
#include <ATen/core/List.h>
#include <ATen/core/ivalue.h>

#include "synaptorch/core/error.h"
#include "synaptorch/nn/delay.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

std::string with_label(const std::string& key, const std::string& label) { return label.empty() ? key : label + " // " + key; }

bool same(const NamedInputs::Entry& a, const NamedInputs::Entry& b) {
  const auto *x = std::get_if<Tensor>(&a), *y = std::get_if<Tensor>(&b);
  const auto *o = std::get_if<std::shared_ptr<Output>>(&a), *p = std::get_if<std::shared_ptr<Output>>(&b);
  return (x && y && x->is_same(*y)) || (o && p && *o == *p);
}

Tensor value(const NamedInputs::Entry& entry, const Tensor& V) {
  if (const auto* tensor = std::get_if<Tensor>(&entry)) return *tensor;
  if (const auto* output = std::get_if<std::shared_ptr<Output>>(&entry)) return (*output)->current(V);
  return std::get<NamedInputs::OfPotential>(entry)(V);
}

template <class All> auto find(All& all, const std::string& key) {
  return std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.first == key; });
}

template <class All, class What> void put(All& all, const std::string& key, What what) {
  const auto known = find(all, key);
  if (known == all.end()) all.emplace_back(key, std::move(what));
  else known->second = std::move(what);
}

/// In files: the attribute that has the lines, and the names of lines, as in Python.
constexpr const char* kLines = "delay_lines";
std::string line_name(const std::string& state) { return state.empty() ? "output" : state; }

bool once(const std::pair<std::string, NamedInputs::Entry>& e) { return std::holds_alternative<Tensor>(e.second); }

}  // namespace

void NamedInputs::add(const std::string& owner, const std::string& key, Entry entry, const std::string& label) {
  const std::string name = with_label(key, label);
  if (const Entry* known = key.empty() ? nullptr : find(name)) {
    if (same(*known, entry)) return;
    throw UnknownName(owner + ": input '" + name + "' is there already; it is consumed by the next call of the module");
  }
  entries_.emplace_back(name, std::move(entry));
}

void NamedInputs::set(const std::string& key, Entry entry) {
  std::erase_if(entries_, [&](const auto& e) { return e.first == key; });
  entries_.emplace_back(key, std::move(entry));
}

const NamedInputs::Entry* NamedInputs::find(const std::string& key) const {
  const auto found = nn::find(entries_, key);
  return found == entries_.end() ? nullptr : &found->second;
}

std::vector<std::string> NamedInputs::keys() const {
  std::vector<std::string> all;
  for (const auto& e : entries_) all.push_back(e.first);
  return all;
}

Tensor NamedInputs::sum(Tensor init, const Tensor& V, const std::string& label, bool pop) {
  const auto counts = [&](const auto& e) { return label.empty() || e.first.starts_with(label + " // "); };
  for (const auto& e : entries_) {
    if (!counts(e)) continue;
    const Tensor x = value(e.second, V);
    init = init.defined() ? init + x : x;
  }
  if (pop) std::erase_if(entries_, [&](const auto& e) { return once(e) && counts(e); });
  return init;
}

std::vector<NamedInputs::Entry> NamedInputs::take() {
  std::vector<Entry> all;
  for (const auto& e : entries_) all.push_back(e.second);
  clear();
  return all;
}

void NamedInputs::clear() { std::erase_if(entries_, once); }

// ---- delays ----
std::int64_t StateDelay::reach(std::int64_t steps) {
  longest_ = std::max(longest_, steps);
  return steps;
}

void StateDelay::push(const Tensor& value) {
  values_.insert(values_.begin(), value);
  if (std::int64_t(values_.size()) > longest_ + 1) values_.pop_back();
}

Tensor StateDelay::at(std::int64_t steps) const { return steps < std::int64_t(values_.size()) ? values_[steps] : Tensor(); }

void StateDelay::detach() {
  for (auto& v : values_) v = v.detach();
}

void StateDelay::restore(std::vector<Tensor> values) {
  values_ = std::move(values);
  values_.resize(std::min(values_.size(), std::size_t(longest_ + 1)));
}

// ---- base ----
void Dynamics::add_current_input(const std::string& key, NamedInputs::Entry current, const std::string& label) {
  current_inputs.add(title(), key, std::move(current), label);
}
void Dynamics::add_delta_input(const std::string& key, NamedInputs::Entry jump, const std::string& label) {
  delta_inputs.add(title(), key, std::move(jump), label);
}

void Dynamics::clear_inputs() {
  current_inputs.clear();
  delta_inputs.clear();
}

void Dynamics::add_before_update(const std::string& key, std::function<void()> update) { put(before_, key, std::move(update)); }
void Dynamics::add_after_update(const std::string& key, std::function<void(const Tensor&)> update) { put(after_, key, std::move(update)); }
bool Dynamics::has_before_update(const std::string& key) const { return find(before_, key) != before_.end(); }
bool Dynamics::has_after_update(const std::string& key) const { return find(after_, key) != after_.end(); }

Reader Dynamics::prefetch(const std::string& name) const {
  state(name);   // throws where there is none
  return [this, name] { return state(name); };
}

Reader Dynamics::prefetch_delay(const std::string& name, Number delay) {
  state(name);
  return delayed(name, delay);
}
Reader Dynamics::output_delay(Number delay) { return delayed({}, delay); }

Reader Dynamics::delayed(const std::string& name, Number delay) {
  const std::int64_t steps = delay_steps(delay.in(unit("ms"), "delay"), dt());
  auto& line = lines_[name];
  if (!line) line = std::make_shared<StateDelay>();
  line->reach(steps);
  return [this, name, line, steps] {
    const Tensor value = line->at(steps);
    return value.defined() ? value : initial_value(name);
  };
}

void Dynamics::run_before() {
  for (const auto& [key, update] : before_) update();
}

void Dynamics::run_after(const Tensor& output) {
  for (const auto& [name, line] : lines_) line->push(name.empty() ? output : state(name));
  for (const auto& [key, update] : after_) update(output);
}

void Dynamics::clear_lines() {
  for (const auto& [name, line] : lines_) line->clear();
}
void Dynamics::detach_lines() {
  for (const auto& [name, line] : lines_) line->detach();
}

void Dynamics::save_lines(torch::serialize::OutputArchive& archive) const {
  if (lines_.empty()) return;
  c10::Dict<std::string, c10::List<Tensor>> all;
  for (const auto& [name, line] : lines_) {
    c10::List<Tensor> values;
    for (const Tensor& v : line->values()) values.push_back(v.detach());
    all.insert(line_name(name), values);
  }
  archive.write(kLines, c10::IValue(all));
}

void Dynamics::load_lines(torch::serialize::InputArchive& archive) {
  if (lines_.empty()) return;
  c10::IValue saved;
  const bool any = archive.try_read(kLines, saved);
  for (const auto& [name, line] : lines_) {
    const std::string key = line_name(name);
    if (!any || !saved.toGenericDict().contains(key)) throw UnknownName(title() + ": no delay line of '" + key + "' was saved");
    line->restore(saved.toGenericDict().at(key).toTensorVector());
  }
}

void Dynamics::disconnect() {
  current_inputs = delta_inputs = NamedInputs();
  before_.clear();
  after_.clear();
  lines_.clear();
}

void reset_all_states(torch::nn::Module& network, std::optional<std::int64_t> batch_size) {
  if (batch_size && *batch_size < 0) throw OutOfRange("batch_size must be >= 0, got " + std::to_string(*batch_size));
  network.apply([&](torch::nn::Module& m) {
    if (auto* stateful = dynamic_cast<Stateful*>(&m)) stateful->reset_state(batch_size);
  });
}

void detach_all_states(torch::nn::Module& network) {
  network.apply([](torch::nn::Module& m) {
    if (auto* stateful = dynamic_cast<Stateful*>(&m)) stateful->detach_();
  });
}

}  // namespace synaptorch::nn
