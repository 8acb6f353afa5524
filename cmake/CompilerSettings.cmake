# What holds for every target: language level, optimisation, warnings, linker, compiler cache.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

get_property(_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
if(NOT _multi_config AND NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# One rounding an operation, never a fused multiply-add where the instruction set happens to have one: the same
# numbers, and so the same spikes, on every processor. A chaotic neuron would show the difference.
if(NOT MSVC)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off>)
endif()

# Programs and libraries of the build run from the build folder.
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

# Paths relative to the sources let every clone and build folder share the compiler cache.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${CCACHE})
endif()

# GCC 12 and Clang know the name; older ones keep their default linker.
include(CheckLinkerFlag)
foreach(_linker mold lld)
  find_program(SYNAPTORCH_${_linker} NAMES ${_linker} ld.${_linker})
  if(SYNAPTORCH_${_linker})
    check_linker_flag(CXX -fuse-ld=${_linker} SYNAPTORCH_LINKER_${_linker})
    if(SYNAPTORCH_LINKER_${_linker})
      add_link_options(-fuse-ld=${_linker})
      break()
    endif()
  endif()
endforeach()

if(SYNAPTORCH_SANITIZE)
  add_compile_options(-fsanitize=${SYNAPTORCH_SANITIZE} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${SYNAPTORCH_SANITIZE})
endif()

# Warnings of the project's own code; kernels choose their own (vector types warn about the ABI).
add_library(synaptorch_warnings INTERFACE)
target_compile_options(synaptorch_warnings INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wno-unknown-pragmas>")
