# The instruction sets that kernels are compiled for, and how.
# Wheels carry all, and the most capable one that a machine has is chosen where they are loaded. A build for oneself does with that
# of the machine, a third of the time; -DSYNAPTORCH_INSTRUCTION_SETS="DEFAULT;AVX2;AVX512" compiles all.
set(SYNAPTORCH_INSTRUCTION_SETS "" CACHE STRING
    "Instruction sets to compile kernels for, least capable first; empty: that of this machine, in a wheel all")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(_x86 ON)
endif()

# What LibTorch asks of a machine before it uses an instruction set.
function(synaptorch_find_instruction_set result)
  if(NOT DEFINED CACHE{SYNAPTORCH_MACHINE})
    try_run(_run _compiled SOURCE_FROM_CONTENT instruction_set.cpp [=[
#include <cstdio>
#define HAS(x) __builtin_cpu_supports(x)
int main() {
  const bool avx2 = HAS("avx2") && HAS("fma"), avx512 = avx2 && HAS("avx512f") && HAS("avx512vl") && HAS("avx512bw") && HAS("avx512dq");
  std::fputs(avx512 ? "AVX512" : avx2 ? "AVX2" : "DEFAULT", stdout);
}
]=]   RUN_OUTPUT_VARIABLE _name)
    if(NOT _compiled OR NOT _run EQUAL 0)
      set(_name DEFAULT)
    endif()
    set(SYNAPTORCH_MACHINE ${_name} CACHE INTERNAL "Instruction set of this machine")
  endif()
  set(${result} ${SYNAPTORCH_MACHINE} PARENT_SCOPE)
endfunction()

if(NOT SYNAPTORCH_INSTRUCTION_SETS)
  if(CMAKE_CROSSCOMPILING OR (SKBUILD AND NOT SKBUILD_STATE STREQUAL "editable"))
    set(SYNAPTORCH_INSTRUCTION_SETS DEFAULT AVX2 AVX512)
  elseif(_x86)
    synaptorch_find_instruction_set(SYNAPTORCH_INSTRUCTION_SETS)
  else()
    set(SYNAPTORCH_INSTRUCTION_SETS DEFAULT)
  endif()
endif()
message(STATUS "Kernels for ${SYNAPTORCH_INSTRUCTION_SETS}")

set(SYNAPTORCH_VECTOR_BYTES_DEFAULT 16)
set(SYNAPTORCH_VECTOR_BYTES_AVX2 32)
set(SYNAPTORCH_VECTOR_BYTES_AVX512 64)

# Kernels are vectors already; GCC 12 crashes when it looks for more of them in long straight code.
# The passes left out take a fifth of the compile time and gain nothing in straight code.
set(SYNAPTORCH_OPTIMIZE_AVX2 -O3 -fno-tree-slp-vectorize -fno-tree-pre -fno-code-hoisting -fno-tree-dominator-opts -fno-gcse -DSYNAPTORCH_INLINE_ALL)
set(SYNAPTORCH_OPTIMIZE_AVX512 ${SYNAPTORCH_OPTIMIZE_AVX2})
set(SYNAPTORCH_OPTIMIZE_DEFAULT ${SYNAPTORCH_OPTIMIZE_AVX2})
if(_x86)   # elsewhere the three differ in vector length only
  set(SYNAPTORCH_OPTIMIZE_DEFAULT -O1)              # serves machines from before 2013: compiled four times as fast
  set(SYNAPTORCH_FLAGS_AVX2 -mavx2 -mfma -mf16c)
  set(SYNAPTORCH_FLAGS_AVX512 -mavx512f -mavx512bw -mavx512vl -mavx512dq ${SYNAPTORCH_FLAGS_AVX2})
endif()
