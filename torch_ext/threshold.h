#pragma once
// Neurons whose spikes are a function of the potential: V >= V_th, then a reset to V_reset.
#include <ATen/core/Tensor.h>

#include "registry/registry.h"

namespace synaptorch::ops {

/// Whether a model is such a neuron.
bool has_threshold(const Model& model);
/// The potential V after the reset of `spike`; `reset` is a ResetMode.
at::Tensor after_reset(const at::Tensor& V, const at::Tensor& spike, const at::Tensor& V_th, const at::Tensor& V_reset, std::int64_t reset);

}  // namespace synaptorch::ops
