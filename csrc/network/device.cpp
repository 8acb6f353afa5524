#include "network/device.h"

#include "device_list_headers.inc"   // generated: every header of models/devices

namespace synaptorch::network {
namespace {

template <class M> const typename M::template Params<double>& typed(const double* p) {
  return *reinterpret_cast<const typename M::template Params<double>*>(p);
}

template <class Table> std::vector<Field> rows(const Table& table) {
  const auto* first = reinterpret_cast<const Field*>(&table);
  return {first, first + members<Table, Field>};
}

template <class M> DeviceModel make_device() {
  DeviceModel d{M::info, M::role, M::window, rows(M::params), {}};
  if constexpr (requires { M::arrays; }) d.arrays = rows(M::arrays);
  if constexpr (requires { &M::mean; }) d.mean = [](const double* p, double h) { return M::mean(typed<M>(p), h); };
  if constexpr (requires { &M::value; })
    d.value = [](const double* p, const DeviceArrays& a, double t) { return M::value(typed<M>(p), a, t); };
  if constexpr (requires { &M::schedule; })
    d.schedule = [](const double* p, const DeviceArrays& a, double h, std::vector<ScheduledSpike>& out) {
      return M::schedule(typed<M>(p), a, h, out);
    };
  if constexpr (requires { &M::deviation; }) {
    d.deviation = [](const double* p, double t) { return M::deviation(typed<M>(p), t); };
    d.period = [](const double* p, double h) { return M::period(typed<M>(p), h); };
  }
  if constexpr (requires { &M::check; })
    d.check = [](const double* p, const DeviceArrays& a, double h) {
      if constexpr (requires { M::check(typed<M>(p), a, h); }) return M::check(typed<M>(p), a, h);
      else return M::check(typed<M>(p), a);
    };
  return d;
}

void check_field(const Info& owner, const Field& f, double x) {
  const bool typed = f.type == Type::real || (f.type == Type::integer && x == std::floor(x)) || x == 0.0 || x == 1.0;
  if (f.bound.holds(x) && typed) return;
  throw OutOfRange(std::string(owner.name) + ": " + f.name + " = " + std::to_string(x) + " " + f.unit + " is not allowed; it must be " +
                   (f.type == Type::boolean ? "true or false" : f.type == Type::integer ? "a whole number" : "within") + " [" +
                   std::to_string(f.bound.lo) + ", " + std::to_string(f.bound.hi) + "].");
}

}  // namespace

const std::vector<DeviceModel>& device_models() {
  static const std::vector<DeviceModel> all{
#define SYNAPTORCH_MODEL(NAME) make_device<models::NAME>(),
#include "device_list.inc"
#undef SYNAPTORCH_MODEL
  };
  return all;
}

const DeviceModel* find_device(std::string_view name) {
  for (const auto& d : device_models()) if (name == d.info.name) return &d;
  return nullptr;
}

Devices::Devices(const DeviceModel& model, int64_t n, const Values& values, const Clock& clock) : model_(&model), clock_(clock) {
  std::vector<double> defaults;
  for (const auto& f : model.params) defaults.push_back(f.value);
  params_.assign(n, defaults);
  arrays_.assign(n, DeviceArrays(model.arrays.size()));
  adopt(params_, arrays_);
  set(values, {});
}

std::vector<std::string> Devices::names() const {
  std::vector<std::string> names;
  for (const auto& f : model_->params) names.push_back(f.name);
  for (const auto& f : model_->arrays) names.push_back(f.name);
  return names;
}

int Devices::find(const std::vector<Field>& table, std::string_view name) const {
  for (std::size_t k = 0; k < table.size(); ++k) if (name == table[k].name) return int(k);
  return -1;
}

double Devices::param(int64_t node, std::string_view name) const { return params_[node][find(model_->params, name)]; }

std::vector<double> Devices::get(std::string_view name, int64_t node) const {
  if (const int k = find(model_->params, name); k >= 0) {
    std::vector<double> all;
    for (const auto& p : params_) all.push_back(p[k]);
    return all;
  }
  if (const int k = find(model_->arrays, name); k >= 0) return arrays_.at(node)[k];
  throw unknown_name(model_->info.name, "parameter", name, names());
}

void Devices::set(const Values& values, const std::vector<int64_t>& index) {
  auto params = params_;
  auto arrays = arrays_;
  std::vector<int64_t> nodes = index;
  if (nodes.empty()) for (int64_t i = 0; i < size(); ++i) nodes.push_back(i);
  for (const int64_t i : nodes)
    if (i < 0 || i >= size()) throw OutOfRange(std::string(model_->info.name) + ": there is no device " + std::to_string(i) + ".");
  for (const auto& [name, v] : values) {
    if (const int k = find(model_->params, name); k >= 0) {
      check_length(model_->info.name, name, v.size(), int64_t(nodes.size()));
      for (const double x : v) check_field(model_->info, model_->params[k], x);
      for (std::size_t i = 0; i < nodes.size(); ++i) params[nodes[i]][k] = v[v.size() == 1 ? 0 : i];
    } else if (const int a = find(model_->arrays, name); a >= 0) {
      for (const double x : v) check_field(model_->info, model_->arrays[a], x);
      for (const int64_t i : nodes) arrays[i][a] = v;
    } else {
      throw unknown_name(model_->info.name, "parameter", name, names());
    }
  }
  adopt(std::move(params), std::move(arrays));
}

void Devices::adopt(std::vector<std::vector<double>> params, std::vector<DeviceArrays> arrays) {
  std::vector<std::vector<ScheduledSpike>> schedules(params.size());
  for (std::size_t i = 0; i < params.size(); ++i) {
    const char* broken = model_->check ? model_->check(params[i].data(), arrays[i], clock_.resolution()) : nullptr;
    if (!broken && model_->schedule) broken = model_->schedule(params[i].data(), arrays[i], clock_.resolution(), schedules[i]);
    if (broken) throw OutOfRange(std::string(model_->info.name) + ": " + broken + ".");
  }
  params_ = std::move(params);
  arrays_ = std::move(arrays);
  schedules_ = std::move(schedules);
  first_.resize(params_.size());
  last_.resize(params_.size());
  for (std::size_t i = 0; i < params_.size(); ++i) {
    const double origin = param(int64_t(i), "origin");
    first_[i] = clock_.nearest(param(int64_t(i), "start") + origin) + model_->window.first;
    last_[i] = clock_.nearest(param(int64_t(i), "stop") + origin) + model_->window.last;
  }
}

SamplePlan Devices::sample_plan() const {
  return {clock_.nearest(param(0, "interval")), clock_.nearest(param(0, "offset")), start(), stop()};
}

}  // namespace synaptorch::network
