#pragma once
// TorchScript modules built in C++: an archive that LibTorch or Python loads, made without Python.
#include <memory>

#include <torch/csrc/jit/api/module.h>

#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {

/// The layer as a TorchScript module with methods `forward(x)` (one step), `run(x)` (time axis in front) and
/// `reset_state()`. Parameters and state are copied; learnt parameters keep their gradient. Further inputs of the
/// model are absent. A program that loads the archive needs libsynaptorch_torch for the ops.
///
/// `unit` collects the modules of one network; submodules must share it.
torch::jit::Module to_script(const NeuronImpl& neuron, const std::shared_ptr<torch::jit::CompilationUnit>& unit);

/// Lets TorchScript source defined in C++ (Module::define) call `ops.synaptorch.*`.
std::shared_ptr<torch::jit::Resolver> ops_resolver();

}  // namespace synaptorch::nn
