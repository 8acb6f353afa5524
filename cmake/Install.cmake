# Libraries, headers and the package configuration; in a wheel (SKBUILD) also the Python extension.
# The wheel holds the same tree below the package folder, so find_package(synaptorch) works there too.
include(CMakePackageConfigHelpers)

set(_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/synaptorch)
set(_libraries synaptorch)
if(TARGET synaptorch_torch)
  list(APPEND _libraries synaptorch_torch)
endif()
install(TARGETS ${_libraries} EXPORT synaptorch_targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT synaptorch_targets FILE synaptorch-targets.cmake
        NAMESPACE synaptorch:: DESTINATION ${_package_dir})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/synaptorch DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(TARGET synaptorch_torch)
  install(FILES ${PROJECT_BINARY_DIR}/include/synaptorch/nn/models.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/synaptorch/nn)
endif()
# What public headers name by "registry/..." and "kernels/..."; a model compiled at run time needs the driver.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/csrc/registry ${PROJECT_SOURCE_DIR}/csrc/kernels
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/synaptorch/csrc
        FILES_MATCHING PATTERN "*.h" PATTERN "*.cuh" PATTERN "*.in")

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/synaptorch-config.cmake.in
  ${PROJECT_BINARY_DIR}/synaptorch-config.cmake INSTALL_DESTINATION ${_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/synaptorch-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/synaptorch-config.cmake
  ${PROJECT_BINARY_DIR}/synaptorch-config-version.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindLibTorch.cmake
  DESTINATION ${_package_dir})

# The ABI of torch changes with its minor version: the package compares this file at import.
set(_with_cuda False)
if(SYNAPTORCH_CUDA_LINK)
  set(_with_cuda True)
endif()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/python/synaptorch/_build_info.py CONTENT
"version = \"${PROJECT_VERSION}\"
torch_version = \"${SYNAPTORCH_TORCH_VERSION}\"
cuda = ${_with_cuda}
")
if(SKBUILD)
  if(TARGET _C)
    install(TARGETS _C LIBRARY DESTINATION .)
  endif()
  install(FILES ${PROJECT_BINARY_DIR}/python/synaptorch/_build_info.py DESTINATION .)
endif()
