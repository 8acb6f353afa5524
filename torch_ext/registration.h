#pragma once
#include "registry/registry.h"

namespace torch { class Library; }
namespace synaptorch::ops {

/// Defines the ops of a model in a library of namespace `synaptorch`: models found at load time, or
/// registered later from a user's header.
void define_model(torch::Library& library, const Model& model);

}  // namespace synaptorch::ops
