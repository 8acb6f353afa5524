#pragma once
// The vectors of the instruction set that a file is compiled for.
#include "synaptorch/core/vec.h"
#include "synaptorch/surrogate.h"

namespace synaptorch {
namespace {

using Floats = Vec<float, SYNAPTORCH_VECTOR_BYTES / sizeof(float)>;
using Doubles = Vec<double, SYNAPTORCH_VECTOR_BYTES / sizeof(double)>;

}  // namespace

// What kernels call is compiled once an instruction set (cpu_vectors.cpp), and not with every model.
extern template void surrogates::choose_rest(const SurrogateChoice&, const Floats&, Floats&);
extern template void surrogates::choose_rest(const SurrogateChoice&, const Doubles&, Doubles&);

}  // namespace synaptorch
