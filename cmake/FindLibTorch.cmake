# Finds LibTorch in a folder (-DTORCH_ROOT=...) or in the Python torch package, and defines
#   synaptorch::libtorch       headers and libraries
#   synaptorch::torch_python   what an extension module links besides (where Python is there)
#   SYNAPTORCH_TORCH_ROOT, SYNAPTORCH_TORCH_VERSION, SYNAPTORCH_TORCH_HAS_CUDA
# Used by the build and, installed, by the package configuration.
#
# Note [No find_package(Torch)]
# Torch's own package configuration stops with an error where torch is a CUDA build and the machine
# has no CUDA toolkit, though neither headers nor libraries for the CPU need one.
include_guard(GLOBAL)

set(SYNAPTORCH_TORCH_MIN 2.11)
set(SYNAPTORCH_TORCH_END 2.15)
set(TORCH_ROOT "" CACHE PATH "LibTorch folder (the one with include/ and lib/); default: Python's torch")

function(_synaptorch_torch_of_python result)
  find_package(Python 3.9 COMPONENTS Interpreter)
  if(NOT Python_FOUND)
    message(FATAL_ERROR "synaptorch: neither -DTORCH_ROOT=<LibTorch folder> nor a Python with torch was found")
  endif()
  execute_process(
    COMMAND ${Python_EXECUTABLE} -c "import importlib.util, os
spec = importlib.util.find_spec('torch')
print(os.path.dirname(spec.origin) if spec else '')"
    OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT root)
    message(FATAL_ERROR "synaptorch: ${Python_EXECUTABLE} has no torch package. Install torch "
            "(${SYNAPTORCH_TORCH_MIN} or newer), choose another Python with -DPython_EXECUTABLE=..., "
            "or name a LibTorch folder with -DTORCH_ROOT=...")
  endif()
  set(${result} ${root} PARENT_SCOPE)
endfunction()

function(_synaptorch_torch_version root result)
  set(header ${root}/include/torch/headeronly/version.h)
  if(NOT EXISTS ${header})   # where older versions keep the numbers
    set(header ${root}/include/torch/csrc/api/include/torch/version.h)
  endif()
  if(NOT EXISTS ${header})
    message(FATAL_ERROR "synaptorch: ${root} is not a LibTorch folder (no torch/version.h under include/)")
  endif()
  set(version "")
  foreach(part MAJOR MINOR PATCH)
    file(STRINGS ${header} line REGEX "define TORCH_VERSION_${part} +[0-9]+")
    string(REGEX MATCH "[0-9]+" number "${line}")
    list(APPEND version ${number})
  endforeach()
  list(JOIN version . version)
  set(${result} ${version} PARENT_SCOPE)
endfunction()

set(SYNAPTORCH_TORCH_ROOT ${TORCH_ROOT})
if(NOT SYNAPTORCH_TORCH_ROOT)
  _synaptorch_torch_of_python(SYNAPTORCH_TORCH_ROOT)
endif()
_synaptorch_torch_version(${SYNAPTORCH_TORCH_ROOT} SYNAPTORCH_TORCH_VERSION)
if(SYNAPTORCH_TORCH_VERSION VERSION_LESS SYNAPTORCH_TORCH_MIN
   OR NOT SYNAPTORCH_TORCH_VERSION VERSION_LESS SYNAPTORCH_TORCH_END)
  message(FATAL_ERROR "synaptorch: torch ${SYNAPTORCH_TORCH_VERSION} in ${SYNAPTORCH_TORCH_ROOT}, but "
          "${SYNAPTORCH_TORCH_MIN} <= version < ${SYNAPTORCH_TORCH_END} is needed")
endif()

set(SYNAPTORCH_TORCH_LIB_DIR ${SYNAPTORCH_TORCH_ROOT}/lib)
set(SYNAPTORCH_TORCH_HAS_CUDA OFF)
if(EXISTS ${SYNAPTORCH_TORCH_LIB_DIR}/libtorch_cuda.so)
  set(SYNAPTORCH_TORCH_HAS_CUDA ON)
endif()

add_library(synaptorch::libtorch INTERFACE IMPORTED GLOBAL)
target_include_directories(synaptorch::libtorch SYSTEM INTERFACE
  ${SYNAPTORCH_TORCH_ROOT}/include ${SYNAPTORCH_TORCH_ROOT}/include/torch/csrc/api/include)
target_link_libraries(synaptorch::libtorch INTERFACE
  ${SYNAPTORCH_TORCH_LIB_DIR}/libtorch.so ${SYNAPTORCH_TORCH_LIB_DIR}/libtorch_cpu.so
  ${SYNAPTORCH_TORCH_LIB_DIR}/libc10.so)
# The libraries that a CUDA build of torch needs may be missing on the machine that builds.
target_link_options(synaptorch::libtorch INTERFACE -Wl,--allow-shlib-undefined)
target_compile_features(synaptorch::libtorch INTERFACE cxx_std_20)

if(EXISTS ${SYNAPTORCH_TORCH_LIB_DIR}/libtorch_python.so)
  add_library(synaptorch::torch_python INTERFACE IMPORTED GLOBAL)
  target_link_libraries(synaptorch::torch_python INTERFACE
    synaptorch::libtorch ${SYNAPTORCH_TORCH_LIB_DIR}/libtorch_python.so)
endif()

set(_kind "CPU build")
if(SYNAPTORCH_TORCH_HAS_CUDA)
  set(_kind "CUDA build")
endif()
message(STATUS "torch ${SYNAPTORCH_TORCH_VERSION} (${_kind}): ${SYNAPTORCH_TORCH_ROOT}")
