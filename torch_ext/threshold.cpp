#include "threshold.h"

#include <algorithm>
#include <string_view>

#include <ATen/TensorOperators.h>
#include <torch/library.h>

#include "synaptorch/core/constants.h"

namespace synaptorch::ops {

bool has_threshold(const Model& model) {
  const auto has = [](const auto& fields, std::string_view name) {
    return std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  };
  return has(model.params, "V_th") && has(model.params, "V_reset") && !has(model.state, "a");   // a: the threshold moves
}

at::Tensor after_reset(const at::Tensor& V, const at::Tensor& spike, const at::Tensor& V_th, const at::Tensor& V_reset, std::int64_t reset) {
  const ResetMode mode = ResetMode(reset);
  const at::Tensor z = mode == ResetMode::soft_detached || mode == ResetMode::hard_detached ? spike.detach() : spike;
  const bool soft = mode == ResetMode::soft || mode == ResetMode::soft_detached;
  return V - (soft ? V_th - V_reset : V.detach() - V_reset) * z;
}

}  // namespace synaptorch::ops

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  m.def("after_reset(Tensor V, Tensor spike, Tensor V_th, Tensor V_reset, int reset=0) -> Tensor", &synaptorch::ops::after_reset,
        {at::Tag::pt2_compliant_tag});
}
