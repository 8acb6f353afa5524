#pragma once
// The evaluations of an op, one per way of computing; registration.cpp hands them to the dispatcher.
// All take tensors in the order of Note [Argument order]; a forward one returns spike, states and, over
// time, traces, a backward one the gradients that `mask` asks for, each of its tensor's shape.
#include "signature.h"

namespace synaptorch::ops {

/// Vectorised kernels; half precision is computed in float.
Tensors cpu_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded);
Tensors cpu_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants,
                     const Chosen& mask);

/// Kernels of a CUDA device, where the model has them (`Model::cuda`), on the current stream. A failure is reported by a later call.
Tensors cuda_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded);
Tensors cuda_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants,
                      const Chosen& mask);

/// The tensor evaluation: a sequence of ATen calls, differentiable to any order, on any device.
Tensors tensor_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded);
Tensors tensor_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants,
                        const Chosen& mask);

/// Shapes only.
Tensors meta_forward(const Signature& s, const Tensors& tensors, const Chosen& recorded);
Tensors meta_backward(const Signature& s, const Tensors& tensors, const Chosen& mask);

/// Initial states for given parameters, of the parameters' broadcast shape; without gradient. Lists that parameters decide are as long as the
/// neuron that needs most says, with steps of dt.
Tensors initial_state(const Signature& s, const Tensors& params, double dt);
/// Their shapes only. Throws WrongType where these depend on the values of parameters.
Tensors meta_initial_state(const Signature& s, const Tensors& params);
/// Whether initial states have a gradient here: they depend on parameters, one of which requires it.
bool initial_has_gradient(const Model& model, const Tensors& params);
/// Initial states as tensor operations, with gradient.
Tensors initial_on_tensors(const Signature& s, const Tensors& params, double dt);
/// The first error of parameter values: a bound, or a rule over several (Model::check). Throws OutOfRange.
void check_parameters(const Signature& s, const Tensors& params);

}  // namespace synaptorch::ops
