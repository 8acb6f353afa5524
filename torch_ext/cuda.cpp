// The kernels of a CUDA device. Compiled where torch is a CUDA build; all that needs no device is in device.cpp.
#include <mutex>
#include <unordered_map>

#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGraphsC10Utils.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "device.h"
#include "evaluate.h"

namespace synaptorch::ops {
namespace {

/// The word for failures of an op and its backward, in memory of the host that devices write. It is kept for ever: kernels may outlive us.
unsigned long long* failure_word(const Signature& s) {
  static std::mutex mutex;
  static std::unordered_map<const Signature*, unsigned long long*> words;
  std::lock_guard lock(mutex);
  unsigned long long*& word = words[&s];
  if (word) return word;
  const c10::cuda::CUDAStreamCaptureModeGuard may_allocate(cudaStreamCaptureModeRelaxed);
  void* memory = nullptr;
  C10_CUDA_CHECK(cudaHostAlloc(&memory, sizeof(*word), cudaHostAllocPortable | cudaHostAllocMapped));
  word = new (memory) unsigned long long(DeviceFailure::none);
  return word;
}

/// Reports what an earlier call of the op noted. Not while a graph is captured: nothing runs, and nobody may wait.
void report_failure(const Signature& s, const DeviceQueue& queue) {
  if (!has_failed(queue) || c10::cuda::currentStreamCaptureStatusMayInitCtx() != c10::cuda::CaptureStatus::None) return;
  c10::cuda::device_synchronize();   // else what is under way would note the same again
  throw_noted_failure(s, queue);
}

/// A call on the stream of the device that is current.
DeviceCall call_here(const Signature& s) {
  DeviceCall call{*s.model().cuda, {c10::cuda::getCurrentCUDAStream().stream(), failure_word(s)}, [] { C10_CUDA_KERNEL_LAUNCH_CHECK(); }};
  report_failure(s, call.queue);
  return call;
}

}  // namespace

Tensors cuda_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded) {
  const c10::cuda::CUDAGuard guard(tensors[0].device());
  return device_forward(s, tensors, constants, recorded, call_here(s));
}

Tensors cuda_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants, const Chosen& mask) {
  const c10::cuda::CUDAGuard guard(tensors[0].device());
  return device_backward(s, grads, tensors, constants, mask, call_here(s));
}

}  // namespace synaptorch::ops
