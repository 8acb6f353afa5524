#pragma once
// The torch-free boundary between kernels and everything above: plain pointers and strides.
// One KernelTable per model, instruction set and number type; csrc/registry picks one at load time.
#include <cstdint>

#include "synaptorch/core/arriving.h"
#include "synaptorch/core/constants.h"
#include "synaptorch/core/macros.h"

namespace synaptorch {

/// An array seen by a kernel. Element (time t, row r, column c) is data[t*time + r*row + c*column],
/// strides in elements; column is 0 (the same value for all) or 1. data == nullptr: absent, zero.
struct Operand {
  void* data = nullptr;
  std::int64_t column = 0, row = 0, time = 0;
};

/// A spike in the spike list of a slice.
struct Spike {
  std::uint32_t neuron;        ///< element index in the population
  std::uint16_t step;          ///< step within the call
  std::uint16_t multiplicity;  ///< number of coincident spikes (1 but for parrots and point processes)
};
/// Growing list a kernel appends to; one per thread. Its owner makes it grow: kernels do not share code.
template <class T> struct Growing {
  T* data = nullptr;
  std::int64_t size = 0, capacity = 0;
  void (*grow)(Growing&, std::int64_t at_least) = nullptr;
  SYNAPTORCH_FN void push(const T& x) {
    if (size == capacity) grow(*this, size + 1);
    data[size++] = x;
  }
};
using SpikeList = Growing<Spike>;

/// What is wrong where a kernel could not go on (NaN, collapsing step size).
inline constexpr const char* kNotFinite = "the state is not a finite number";
struct Failure {
  std::int64_t element = -1, step = -1;
  const char* what = nullptr;
};

/// One rectangular piece of work: `steps` steps of the flattened elements [begin, end) of a
/// rows × columns array.
struct Forward {
  std::int64_t steps = 1, columns = 0, begin = 0, end = 0;
  const std::int32_t* lengths = nullptr; ///< elements of each list of the model (Note [Lists]); operands count them
  const Operand* input = nullptr;      ///< one per port; time stride 0 = constant input
  const Operand* state = nullptr;      ///< initial state
  const Operand* state_out = nullptr;  ///< final state; may alias `state`
  const Operand* param = nullptr;
  const Operand* coeff = nullptr;      ///< nullptr: computed in the kernel from params
  Operand spike;                       ///< dense output over time, or absent
  const Operand* trace = nullptr;      ///< states after each step, or nullptr; single members may be absent
  SpikeList* spikes = nullptr;         ///< sparse output, or nullptr
  Growing<double>* offsets = nullptr;  ///< of spikes between grid points: ms from each to the end of its step
  /// Sparse input, by neuron, then time: spikes between grid points, or for elements that are connections (Note [Connections as elements]),
  /// added to what `input` has for them.
  const ArrivingSpike *arriving = nullptr, *arriving_end = nullptr;
  /// Columns of the piece whose adaptive step takes longer than that of the others in their vector: left as they were, to be taken together
  /// (Note [Late lanes]). One step only; nullptr: vectors wait for them.
  Growing<std::int64_t>* late = nullptr;
  Constants constants;
  Failure* failure = nullptr;
};

/// The adjoint of Forward. Absent gradients in are zero, absent gradients out are not wanted.
struct Backward {
  Forward forward;
  Operand grad_spike;                        ///< over time
  const Operand* grad_trace = nullptr;       ///< over time, or nullptr
  const Operand* grad_state_out = nullptr;   ///< of the final state
  const Operand* grad_input = nullptr;       ///< written (time stride 0: accumulated over time)
  const Operand* grad_state = nullptr;       ///< written
  const Operand* grad_param = nullptr;       ///< written per element when params vary (coeff == nullptr)
  double* grad_param_sum = nullptr;          ///< added to when every param and coeff is uniform
  double* grad_coeff_sum = nullptr;
};

using ForwardKernel = void (*)(const Forward&);
using BackwardKernel = void (*)(const Backward&);

struct KernelTable {
  const char* model;
  ForwardKernel forward[2];            ///< [0] float, [1] double
  ForwardKernel forward_coupled[2];    ///< with a conductance port, nullptr where the model has none
  BackwardKernel backward[2];
  BackwardKernel backward_coupled[2];
  ForwardKernel precise = nullptr;     ///< of neurons that spike between grid points, in networks (cpu_precise.h)
};

// Note [Failures on a device]
// Nobody waits for a kernel of a device, so it cannot throw. One whose states are no longer finite notes the lowest such element, and the
// step after which it was found, in a word that the host can read; a later call of the op finds it there and throws.
/// Element in the upper 40 bits, step in the lower 24: the least word is that of the first element.
struct DeviceFailure {
  static constexpr unsigned long long none = ~0ull;
  static constexpr int step_bits = 24;
  SYNAPTORCH_FN static unsigned long long word(std::int64_t element, std::int64_t step) {
    const std::int64_t most = (std::int64_t(1) << step_bits) - 1;
    return (static_cast<unsigned long long>(element) << step_bits) | static_cast<unsigned long long>(step < most ? step : most);
  }
  static std::int64_t element(unsigned long long word) { return std::int64_t(word >> step_bits); }
  static std::int64_t step(unsigned long long word) { return std::int64_t(word & ((1ull << step_bits) - 1)); }
};

/// Where kernels of a device run, and the word for their failures.
struct DeviceQueue {
  void* stream = nullptr;
  unsigned long long* failed = nullptr;
};

/// The same on a CUDA device: operands point to device memory, coefficients are computed in the kernel (`coeff` is not looked at), gradients of
/// parameters written for each element. The adjoint needs `steps * states` numbers of workspace an element. Empty for a model with lists, which
/// would need memory per thread.
struct DeviceKernelTable {
  const char* model;
  void (*forward[2])(const Forward&, const DeviceQueue&);
  void (*forward_coupled[2])(const Forward&, const DeviceQueue&);
  void (*backward[2])(const Backward&, void* workspace, const DeviceQueue&);
  void (*backward_coupled[2])(const Backward&, void* workspace, const DeviceQueue&);
};

}  // namespace synaptorch
