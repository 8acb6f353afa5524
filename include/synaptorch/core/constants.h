#pragma once
// What one call of a kernel holds constant; shared by models, kernels and ops.
#include <cstdint>

namespace synaptorch {

/// Which surrogate gradient (index into the table of surrogate.h) with its parameters.
struct SurrogateChoice {
  int kind = 0;
  double a[4] = {0, 0, 0, 0};
};

/// How a reset is differentiated, and whether it subtracts (soft) or assigns (hard).
enum class ResetMode : int { soft = 0, hard = 1, soft_detached = 2, hard_detached = 3 };

/// How ODE models are integrated over a step: `rkf45` keeps an adaptive sub-step per neuron (NEST),
/// the others take one fixed step and have gradients.
enum class Solver : int { rkf45 = 0, rk4 = 1, midpoint = 2, euler = 3 };

struct Constants {
  double dt = 0.1;                 ///< ms
  SurrogateChoice surrogate;
  ResetMode reset = ResetMode::soft;
  std::uint64_t key = 0;           ///< Philox key of (seed, object)
  std::int64_t first_step = 0;     ///< absolute number of the first step of the call
  std::int64_t first_element = 0;  ///< global index of element 0
  Solver solver = Solver::rkf45;
  double tolerance = 0.0;          ///< of the adaptive solver; 0: the model's own
};

}  // namespace synaptorch
