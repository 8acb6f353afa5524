#pragma once
// The surrogate gradients as data: names, parameters and defaults.
#include <cstddef>
#include <string_view>
#include <vector>

#include "synaptorch/core/constants.h"
#include "synaptorch/core/field.h"
#include "synaptorch/core/tensor_scalar.h"

namespace synaptorch {

struct SurrogateInfo {
  const char* name;
  std::vector<Field> params;
  TensorScalar (*gradient)(const TensorScalar& x, const double* params);
  TensorScalar (*primitive)(const TensorScalar& x, const double* params);   ///< the smooth step, or nullptr
};

/// All surrogates; the position is SurrogateChoice::kind.
const std::vector<SurrogateInfo>& surrogate_table();
/// Position of the surrogate of that name; throws UnknownName with the nearest names.
int find_surrogate(std::string_view name);
/// The surrogate with its default parameters, of which the first `given` will be overwritten;
/// throws WrongShape where it has fewer.
SurrogateChoice choose_surrogate(int kind, std::size_t given = 0);

}  // namespace synaptorch
