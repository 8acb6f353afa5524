#pragma once
// Devices at run time: the table of device models, and the drivers of the sources.
#include <algorithm>
#include <string_view>

#include "network/columns.h"
#include "network/projection.h"
#include "synaptorch/network/device.h"

namespace synaptorch::network {

/// Run-time view of a device header.
struct DeviceModel {
  Info info;
  DeviceRole role;
  ActiveWindow window;
  std::vector<Field> params, arrays;
  double (*mean)(const double* params, double h) = nullptr;
  double (*value)(const double* params, const DeviceArrays&, double t) = nullptr;
  const char* (*schedule)(const double* params, const DeviceArrays&, double h, std::vector<ScheduledSpike>&) = nullptr;
  double (*deviation)(const double* params, double t) = nullptr;
  double (*period)(const double* params, double h) = nullptr;
  const char* (*check)(const double* params, const DeviceArrays&, double h) = nullptr;
};

const std::vector<DeviceModel>& device_models();
/// nullptr if there is none of that name.
const DeviceModel* find_device(std::string_view name);

/// `n` devices of one model.
class Devices {
 public:
  Devices(const DeviceModel& model, int64_t n, const Values& values, const Clock& clock);
  const DeviceModel& model() const { return *model_; }
  int64_t size() const { return int64_t(params_.size()); }
  std::vector<std::string> names() const;
  std::vector<double> get(std::string_view name, int64_t node) const;
  /// Checks everything first; on an error nothing has changed.
  void set(const Values& values, const std::vector<int64_t>& index);

  double param(int64_t node, std::string_view name) const;
  bool active(int64_t node, int64_t step) const { return step >= first_[node] && step <= last_[node]; }
  double mean(int64_t node) const { return model_->mean(params_[node].data(), clock_.resolution()); }
  double value(int64_t node, int64_t step) const { return model_->value(params_[node].data(), arrays_[node], clock_.ms(step + 1)); }
  /// Number of the draw of noise that holds in an active step, and its standard deviation.
  int64_t draw_number(int64_t node, int64_t step) const { return (step - first_[node]) / period(node); }
  double deviation(int64_t node, int64_t step) const {
    return model_->deviation(params_[node].data(), clock_.ms(first_[node] + draw_number(node, step) * period(node) + 1));
  }
  /// Name of the signal of currents and rates; nullptr: nothing to record.
  const char* signal() const {
    switch (model_->role) {
      case DeviceRole::current:
      case DeviceRole::noise: return "I";
      case DeviceRole::rate: return "rate";
      default: return nullptr;
    }
  }
  /// Calls f(node, spike) for the spikes of steps [first, first + steps) while the device is active, by node, then time.
  template <class F> void scheduled(Range nodes, int64_t first, int64_t steps, F&& f) const {
    for (int64_t node = nodes.begin; node < nodes.end; ++node) {
      const auto& spikes = schedules_[node];
      auto s = std::lower_bound(spikes.begin(), spikes.end(), first, [](const auto& x, int64_t k) { return x.step < k; });
      for (; s != spikes.end() && s->step < first + steps; ++s)
        if (active(node, s->step)) f(node, *s);
    }
  }
  SamplePlan sample_plan() const;
  int64_t start() const { return clock_.nearest(param(0, "start") + param(0, "origin")); }
  int64_t stop() const { return clock_.nearest(param(0, "stop") + param(0, "origin")); }

 private:
  struct Table { std::vector<std::vector<double>> params; std::vector<DeviceArrays> arrays; };
  int find(const std::vector<Field>& table, std::string_view name) const;
  int64_t period(int64_t node) const { return int64_t(model_->period(params_[node].data(), clock_.resolution())); }
  void adopt(std::vector<std::vector<double>> params, std::vector<DeviceArrays> arrays);

  const DeviceModel* model_;
  Clock clock_;
  std::vector<std::vector<double>> params_;     ///< per node
  std::vector<DeviceArrays> arrays_;            ///< per node
  std::vector<std::vector<ScheduledSpike>> schedules_;
  std::vector<int64_t> first_, last_;           ///< active steps
};

}  // namespace synaptorch::network
