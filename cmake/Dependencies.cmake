# fmt, GoogleTest, Google Benchmark: the system's package, else fetched at a fixed version.
include(FetchContent)
set(FETCHCONTENT_QUIET ON)

# synaptorch_dependency(<package> <tested target> <url>)
function(synaptorch_dependency package target url)
  find_package(${package} QUIET)
  if(TARGET ${target})
    message(STATUS "${package}: ${${package}_VERSION} of the system")
    return()
  endif()
  message(STATUS "${package}: not installed, fetching ${url}")
  FetchContent_Declare(${package} URL ${url} DOWNLOAD_EXTRACT_TIMESTAMP ON SYSTEM)
  FetchContent_MakeAvailable(${package})
endfunction()

# Note [Header-only fmt]
# LibTorch ships its own fmt headers, which come first on the include path of every file that uses
# torch. Compiled header-only, either copy works and no library of another version is linked.
set(FMT_INSTALL OFF)
synaptorch_dependency(fmt fmt::fmt-header-only
  https://github.com/fmtlib/fmt/releases/download/11.1.4/fmt-11.1.4.zip)
if(SYNAPTORCH_TESTS)
  set(INSTALL_GTEST OFF)
  synaptorch_dependency(GTest GTest::gtest_main
    https://github.com/google/googletest/releases/download/v1.15.2/googletest-1.15.2.tar.gz)
endif()
if(SYNAPTORCH_BENCHMARKS)
  set(BENCHMARK_ENABLE_TESTING OFF)
  set(BENCHMARK_ENABLE_INSTALL OFF)
  synaptorch_dependency(benchmark benchmark::benchmark
    https://github.com/google/benchmark/archive/refs/tags/v1.9.1.tar.gz)
endif()
if(SYNAPTORCH_PYTHON)
  find_package(Python 3.9 REQUIRED COMPONENTS Interpreter Development.Module)
endif()
