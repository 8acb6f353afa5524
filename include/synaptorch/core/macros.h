#pragma once
// SYNAPTORCH_FN marks everything that runs inside a kernel: inlined on the CPU (so that one
// translation unit per instruction set never shares code), callable on host and device in CUDA.
#if defined(__CUDACC__)
#define SYNAPTORCH_FN __host__ __device__ __forceinline__
#define SYNAPTORCH_CALLED __host__ __device__ __noinline__
#define SYNAPTORCH_LAMBDA
#define SYNAPTORCH_UNROLL _Pragma("unroll")
#else
#define SYNAPTORCH_FN inline __attribute__((always_inline))
#define SYNAPTORCH_CALLED __attribute__((noinline))
#define SYNAPTORCH_LAMBDA __attribute__((always_inline))   // behind the parameters of a lambda
// Without full unrolling the reverse tape stays in memory: ten times slower.
#define SYNAPTORCH_UNROLL _Pragma("GCC unroll 128")
#endif
