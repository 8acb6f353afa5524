#include <string_view>
#include <unordered_map>

#include "network/list_values.h"
#include "network/population.h"

namespace synaptorch::network {
namespace {

/// All known names as one list, for "did you mean".
std::vector<std::string> table_names(const Model& m) {
  std::vector<std::string> names;
  for (const auto* rows : {&m.params, &m.state})
    for (const auto& f : *rows) {
      names.push_back(f.name);
      if (f.alias) names.push_back(f.alias);
    }
  for (auto& name : list_names(m)) names.push_back(std::move(name));
  return names;
}

}  // namespace

Cells::Cells(const Model& base, int64_t n, const Values& given, double dt)
    : model_(&with_shape(base, shape_of(base, base.lengths.empty() ? standard_shape(base) : base.shape(), given))), n_(n), dt_(dt) {
  Values params, states;
  for (const auto& [name, v] : spread_arrays(*model_, given)) (model_->find_param(name) >= 0 ? params : states)[name] = v;
  for (const auto& f : model_->params) params_.emplace_back(f.value);
  assign(params, {});
  model_ = &decided();
  const Model& model = *model_;
  for (const auto& f : model.state) states_.emplace_back(f.value);
  coeffs_.resize(model.coeffs);
  if (model.initial) {
    bool uniform = true;
    for (const auto& p : params_) uniform = uniform && p.uniform();
    const int64_t distinct = uniform ? 1 : n;
    if (!uniform) for (auto& s : states_) s.expand(n);
    std::vector<double> p(params_.size()), s(states_.size());
    for (int64_t i = 0; i < distinct; ++i) {
      row(params_, i, p.data());
      for (std::size_t k = 0; k < s.size(); ++k) s[k] = model.state[k].value;
      model.initial(model.lengths.data(), p.data(), s.data());
      for (std::size_t k = 0; k < s.size(); ++k) states_[k].data()[i] = s[k];
    }
  }
  for (auto& s : states_) s.expand(n);
  assign(states, {});
  prepare(dt);
}

std::vector<std::string> Cells::names() const { return table_names(*model_); }

std::vector<double> Cells::get(std::string_view name) const {
  if (const int k = model_->find_param(name); k >= 0) return params_[k].to_vector(n_);
  if (const int k = model_->find_state(name); k >= 0) return states_[k].to_vector(n_);
  const ListName list = find_list_name(*model_, name);
  if (list.list < 0) throw unknown_name(model_->info.name, "parameter or state", name, table_names(*model_));
  const int length = model_->lengths[list.list];
  if (list.what == ListName::What::count) return std::vector<double>(n_, length);
  if (list.what == ListName::What::kinds) return kinds_of(*model_, list.list);
  std::vector<double> all(n_ * length);
  for (int e = 0; e < length; ++e) {
    const auto column = get(element_name(name, model_->number_of(list.list, e)));
    for (int64_t i = 0; i < n_; ++i) all[i * length + e] = column[i];
  }
  return all;
}

const Model& Cells::model_with(const Values& values) const {
  return model_->lists.empty() ? *model_ : with_shape(*model_, shape_of(*model_, model_->shape(), values));
}

void Cells::set(const Values& given, const std::vector<int64_t>& index) {
  bool anew = false;
  for (int l = 0; l < int(model_->lists.size()); ++l) anew = anew || made_anew(*model_, l, given);
  if (!anew && &model_with(given) == model_) {
    if (!model_->decided_lengths) return assign(spread_arrays(*model_, given), index);
    Cells next = *this;
    next.assign(spread_arrays(*model_, given), index);
    if (&next.decided() == model_) {
      *this = std::move(next);
      return;
    }
  }
  if (!index.empty() && int64_t(index.size()) < n_)
    throw WrongShape(std::string(model_->info.name) + ": all neurons of a population have arrays of the same length; set those of all of them.");
  *this = resized(given);
}

/// The model with lists of the lengths that parameters decide: the largest that a neuron asks for.
const Model& Cells::decided() const {
  if (!model_->decided_lengths) return *model_;
  ListShape shape = model_->shape();
  std::vector<double> p(params_.size());
  for (int64_t i = 0; i < (uniform() ? std::min<int64_t>(n_, 1) : n_); ++i) {
    row(params_, i, p.data());
    const std::vector<std::int32_t> wanted = wanted_lengths(*model_, p.data(), dt_);
    for (std::size_t l = 0; l < wanted.size(); ++l) shape.lengths[l] = i == 0 ? wanted[l] : std::max(shape.lengths[l], wanted[l]);
  }
  return with_shape(*model_, shape);
}

void Cells::extend(std::int32_t length) {
  if (length <= model_->connections()) return;
  ListShape shape = model_->shape();
  shape.lengths.back() = length;
  model_ = &with_shape(*model_, shape);
  params_.resize(model_->params.size(), Column(0.0));
  for (std::size_t k = states_.size(); k < model_->state.size(); ++k) states_.emplace_back(model_->state[k].value).expand(n_);
  coeffs_.resize(model_->coeffs);
}

/// The same neurons with the elements that values ask for; elements that stay keep their values.
Cells Cells::resized(const Values& given) const {
  Values all;
  const Model& next = model_with(given);
  const auto param_lists = lists_of_rows(*model_, &ListTable::params), state_lists = lists_of_rows(*model_, &ListTable::state);
  for (std::size_t k = 0; k < params_.size(); ++k)
    if (next.find_param(model_->params[k].name) >= 0 && !made_anew(*model_, param_lists[k], given)) all[model_->params[k].name] = params_[k].values();
  Values states;
  for (auto& [name, v] : spread_arrays(next, given)) (next.find_state(name) >= 0 && next.find_param(name) < 0 ? states : all)[name] = v;
  Cells cells(next, n_, all, dt_);
  std::unordered_map<std::string_view, std::size_t> place;   // there may be hundreds of thousands
  for (std::size_t k = 0; k < states_.size(); ++k) place.emplace(model_->state[k].name, k);
  for (std::size_t s = 0; s < cells.states_.size(); ++s)
    if (const auto at = place.find(cells.model_->state[s].name); at != place.end() && !made_anew(*model_, state_lists[at->second], given))
      cells.states_[s] = states_[at->second];
  cells.assign(states, {});
  return cells;
}

void Cells::assign(const Values& values, const std::vector<int64_t>& index) {
  const int64_t wanted = index.empty() ? n_ : int64_t(index.size());
  for (const int64_t i : index)
    if (i < 0 || i >= n_)
      throw OutOfRange(std::string(model_->info.name) + ": there is no neuron " + std::to_string(i) + " of " + std::to_string(n_) + ".");
  std::vector<Column> params = params_;
  bool changed = false;
  for (const auto& [name, v] : values) {
    const int p = model_->find_param(name), s = model_->find_state(name);
    if (p < 0 && s < 0) throw unknown_name(model_->info.name, "parameter or state", name, table_names(*model_));
    check_length(model_->info.name, name, v.size(), wanted);
    for (const double x : v) check_value(*model_, p >= 0 ? model_->params[p] : model_->state[s], x);
    if (p >= 0) { params[p].set(v, index, n_); changed = true; }
  }
  if (changed) validate(params, model_->check);
  std::vector<std::pair<int, Column>> states;
  for (const auto& [name, v] : values)
    if (const int s = model_->find_state(name); s >= 0 && model_->find_param(name) < 0) {
      states.emplace_back(s, states_[s]).second.set(v, index, n_);
      states.back().second.expand(n_);
    }
  if (model_->check_state && !states.empty()) {
    std::vector<Column> all = states_;
    for (const auto& [s, column] : states) all[s] = column;
    validate(all, model_->check_state);
  }
  params_ = std::move(params);
  for (auto& [s, column] : states) states_[s] = std::move(column);
  if (changed) prepare(dt_);
}

void Cells::validate(const std::vector<Column>& columns, ValueRule rule) const {
  if (!rule) return;
  const bool uniform = std::all_of(columns.begin(), columns.end(), [](const Column& c) { return c.uniform(); });
  std::vector<double> values(columns.size());
  for (int64_t i = 0; i < (uniform ? std::min<int64_t>(n_, 1) : n_); ++i) {
    row(columns, i, values.data());
    if (const char* broken = rule(model_->lengths.data(), values.data()))
      throw OutOfRange(std::string(model_->info.name) + (uniform ? "" : ", neuron " + std::to_string(i)) + ": " + broken + ".");
  }
}

void Cells::prepare(double dt) {
  if (!model_->prepare || coeffs_.empty()) return;
  bool uniform = true;
  for (const auto& p : params_) uniform = uniform && p.uniform();
  for (auto& c : coeffs_) { c.fill(0.0); if (!uniform) c.expand(n_); }
  std::vector<double> p(params_.size()), c(coeffs_.size());
  for (int64_t i = 0; i < (uniform ? 1 : n_); ++i) {
    row(params_, i, p.data());
    model_->prepare(model_->lengths.data(), p.data(), dt, c.data());
    for (std::size_t k = 0; k < c.size(); ++k) coeffs_[k].data()[i] = c[k];
  }
}

void Cells::bind(Forward& call, std::vector<Operand>& store) {
  store.clear();
  store.reserve(states_.size() + params_.size() + coeffs_.size());
  for (auto& s : states_) store.push_back({s.data(), 1});
  for (auto& p : params_) store.push_back({p.data(), p.stride()});
  for (auto& c : coeffs_) store.push_back({c.data(), c.stride()});
  call.state = call.state_out = store.data();
  call.param = store.data() + states_.size();
  call.coeff = store.data() + states_.size() + params_.size();
  call.lengths = model_->lengths.data();
  call.columns = n_;
  call.constants.dt = dt_;
}

}  // namespace synaptorch::network
