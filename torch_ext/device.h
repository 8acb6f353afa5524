#pragma once
// Calls of the kernels of a device: allocation, workspace, launches. Where they run is up to a DeviceQueue and a table of kernels; tests have
// ones of the host.
#include "signature.h"

namespace synaptorch::ops {

struct DeviceCall {
  const DeviceKernelTable& kernels;
  DeviceQueue queue;
  void (*launched)() = nullptr;             ///< asks for the error of the last launch and throws it
  /// An adjoint needs memory for a trajectory: of so many bytes at most, but for so many elements at least, as fill a device.
  std::int64_t bytes = std::int64_t(1) << 30, elements = 1 << 16;
};

Tensors device_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded, const DeviceCall& call);
Tensors device_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants, const Chosen& mask,
                        const DeviceCall& call);

/// Has a call of the past noted an element (Note [Failures on a device])?
bool has_failed(const DeviceQueue& queue);
/// Forgets and throws it.
[[noreturn]] void throw_noted_failure(const Signature& s, const DeviceQueue& queue);

}  // namespace synaptorch::ops
