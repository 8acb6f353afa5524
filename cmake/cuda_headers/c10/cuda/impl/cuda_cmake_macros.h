#pragma once
// Torch's CUDA build generates this header; the CPU build, against which cuda_check compiles, lacks it.
#define C10_CUDA_BUILD_SHARED_LIBS
