#pragma once
// The only CUDA launch of the library: one thread an element.
#include <cuda_runtime.h>

#include "kernels/device_kernels.h"

namespace synaptorch {
namespace {

// __grid_constant__: the arguments are read where they are, not copied to the memory of each thread.
template <class Body, class A> __global__ void run_elements(const __grid_constant__ A arguments, std::int64_t begin, std::int64_t end) {
  const std::int64_t e = begin + std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x;
  if (e < end) Body::run(arguments, e);
}

struct CudaLaunch {
  static constexpr int threads = 128;
  /// The caller asks for the error of the launch.
  template <class Body, class A> static void run(const A& arguments, std::int64_t begin, std::int64_t end, const DeviceQueue& q) {
    const auto blocks = unsigned((end - begin + threads - 1) / threads);
    if (blocks) run_elements<Body><<<blocks, threads, 0, static_cast<cudaStream_t>(q.stream)>>>(arguments, begin, end);
  }
};

}  // namespace
}  // namespace synaptorch
