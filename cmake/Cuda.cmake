# Decides what becomes of the CUDA sources:
#   SYNAPTORCH_CUDA_LINK   torch is a CUDA build and nvcc is here: kernels are part of the library
#   SYNAPTORCH_CUDA_CHECK  nvcc alone is here: the target cuda_check compiles them, nothing links them
set(SYNAPTORCH_CUDA_LINK OFF)
set(SYNAPTORCH_CUDA_CHECK OFF)
if(SYNAPTORCH_CUDA STREQUAL OFF)
  return()
endif()

find_program(SYNAPTORCH_NVCC nvcc HINTS ENV CUDACXX ENV CUDA_HOME /usr/local/cuda PATH_SUFFIXES bin)
if(SYNAPTORCH_NVCC AND SYNAPTORCH_TORCH_HAS_CUDA)
  set(SYNAPTORCH_CUDA_LINK ON)
elseif(SYNAPTORCH_NVCC)
  set(SYNAPTORCH_CUDA_CHECK ON)
elseif(SYNAPTORCH_TORCH_HAS_CUDA)
  message(STATUS "torch is a CUDA build, but there is no CUDA toolkit (nvcc): building synaptorch for the CPU")
endif()
if(SYNAPTORCH_CUDA STREQUAL ON AND NOT SYNAPTORCH_CUDA_LINK)
  message(FATAL_ERROR "synaptorch: SYNAPTORCH_CUDA=ON needs nvcc and a CUDA build of torch")
endif()

# Compile options of every .cu file. --expt-relaxed-constexpr: std::array on the device.
set(SYNAPTORCH_NVCC_FLAGS --expt-relaxed-constexpr)
if(SYNAPTORCH_CUDA_LINK)
  if(NOT CMAKE_CUDA_ARCHITECTURES)
    set(CMAKE_CUDA_ARCHITECTURES 80-real 90)   # the newer one as PTX, too, for what comes after it
  endif()
  set(CMAKE_CUDA_COMPILER ${SYNAPTORCH_NVCC})
  set(CMAKE_CUDA_RUNTIME_LIBRARY Shared)       # that of torch: it asks for the errors of our launches
  enable_language(CUDA)
  set(CMAKE_CUDA_STANDARD 20)
  if(NOT CMAKE_CUDA20_STANDARD_COMPILE_OPTION)   # CMake 3.25 does not know that nvcc has it
    set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)
    set(CMAKE_CUDA20_EXTENSION_COMPILE_OPTION -std=c++20)
  endif()
  find_package(CUDAToolkit 12.1 REQUIRED)      # kernel arguments of more than 4 KB
endif()

# synaptorch_add_cuda_check(<source>...): the target cuda_check, one object a source for one
# architecture. The CPU build of torch carries the CUDA headers but for one that its build generates
# (cmake/cuda_headers).
function(synaptorch_add_cuda_check)
  set(flags -std=c++20 ${SYNAPTORCH_NVCC_FLAGS} -arch=sm_80 -Xcompiler=-fPIC
    -I${PROJECT_SOURCE_DIR}/include -I${PROJECT_SOURCE_DIR}/csrc
    -I${PROJECT_SOURCE_DIR}/torch_ext -I${PROJECT_SOURCE_DIR}/cmake/cuda_headers
    -isystem ${SYNAPTORCH_TORCH_ROOT}/include
    -isystem ${SYNAPTORCH_TORCH_ROOT}/include/torch/csrc/api/include)
  set(objects "")
  foreach(source IN LISTS ARGN)
    get_filename_component(name ${source} NAME)
    set(object ${PROJECT_BINARY_DIR}/cuda_check/${name}.o)
    add_custom_command(OUTPUT ${object}
      COMMAND ${SYNAPTORCH_NVCC} ${flags} -MD -MF ${object}.d -c ${source} -o ${object}
      DEPENDS ${source} DEPFILE ${object}.d COMMENT "Compiling ${name} for CUDA" VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/cuda_check)
  add_custom_target(cuda_check DEPENDS ${objects})
endfunction()
