#pragma once
// SYNAPTORCH_FN marks everything that runs inside a kernel: callable on host and device in CUDA, inlined without exception in fast
// kernels of the CPU (SYNAPTORCH_INLINE_ALL; a call left in a step costs a fifth of its time, in its adjoint most of it). Elsewhere the
// compiler decides, in a third of the time.
#if defined(__CUDACC__)
#define SYNAPTORCH_FN __host__ __device__ __forceinline__
#define SYNAPTORCH_CALLED __host__ __device__ __noinline__
#define SYNAPTORCH_LAMBDA
#define SYNAPTORCH_UNROLL _Pragma("unroll")
#else
#define SYNAPTORCH_CALLED __attribute__((noinline))
#if defined(SYNAPTORCH_INLINE_ALL)
#define SYNAPTORCH_FN inline __attribute__((always_inline))
#define SYNAPTORCH_LAMBDA __attribute__((always_inline))   // behind the parameters of a lambda
#define SYNAPTORCH_FLAT __attribute__((flatten, noinline))
// Without full unrolling the reverse tape stays in memory: ten times slower.
#define SYNAPTORCH_UNROLL _Pragma("GCC unroll 128")
#else
#define SYNAPTORCH_FN inline
#define SYNAPTORCH_LAMBDA
#define SYNAPTORCH_FLAT
#define SYNAPTORCH_UNROLL
#endif
#endif
