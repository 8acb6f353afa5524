# Note [One header adds a model]
# A model is the header include/synaptorch/models/<group>/<name>.h, found by globbing, with the struct
# synaptorch::models::<name>. For every neuron and receptor the build folder gets
#   one kernel file per instruction set   (csrc/kernels/cpu_model.cpp.in; no torch headers)
#   one file with tables and tensor form  (csrc/registry/model.cpp.in; no torch headers)
#   one CUDA file                         (csrc/kernels/cuda_model.cu.in)
# and the lists that the engine and the registry include. configure_file and file(CONFIGURE) write a
# file only where its text changes, so touching one header rebuilds the files of that model alone.
include(InstructionSets)

set(SYNAPTORCH_GENERATED_DIR ${PROJECT_BINARY_DIR}/generated)
set(SYNAPTORCH_MODEL_ROOTS ${PROJECT_SOURCE_DIR}/include/synaptorch)
foreach(_root IN LISTS SYNAPTORCH_EXTRA_MODELS)
  get_filename_component(_root ${_root} ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
  list(APPEND SYNAPTORCH_MODEL_ROOTS ${_root})
endforeach()

# Headers of a group, over all roots, ordered by name. A restricted build keeps all of the synapses
# and devices: they are compiled by the engine, not one by one.
function(synaptorch_find_models group result)
  set(patterns ${SYNAPTORCH_MODEL_ROOTS})
  list(TRANSFORM patterns APPEND /models/${group}/*.h)
  file(GLOB headers CONFIGURE_DEPENDS ${patterns})
  if(SYNAPTORCH_ONLY_MODELS AND group MATCHES "neurons|receptors|outputs|plasticity")
    list(JOIN SYNAPTORCH_ONLY_MODELS "|" names)
    list(FILTER headers INCLUDE REGEX "/(${names})\\.h$")
  endif()
  list(SORT headers CASE INSENSITIVE)
  set(${result} ${headers} PARENT_SCOPE)
endfunction()

# Writes <list>.inc with a line SYNAPTORCH_MODEL(<name>) a header, and <list>_headers.inc including them.
function(synaptorch_write_model_list list)
  set(names "")
  set(includes "")
  foreach(header IN LISTS ARGN)
    get_filename_component(name ${header} NAME_WE)
    string(APPEND names "SYNAPTORCH_MODEL(${name})\n")
    string(APPEND includes "#include \"${header}\"\n")
  endforeach()
  file(CONFIGURE OUTPUT ${SYNAPTORCH_GENERATED_DIR}/${list}.inc CONTENT "${names}" @ONLY)
  file(CONFIGURE OUTPUT ${SYNAPTORCH_GENERATED_DIR}/${list}_headers.inc CONTENT "${includes}" @ONLY)
endfunction()

# The model that a header builds upon in the end (LIF for CobaLIF.h, which includes CubaLIF.h), else the model itself.
function(synaptorch_family_of header result)
  get_filename_component(family ${header} NAME_WE)
  file(STRINGS ${header} includes REGEX "^#include \"synaptorch/models/neurons/" LIMIT_COUNT 1)
  if(includes MATCHES "models/(neurons/[^\"]+)" AND EXISTS ${PROJECT_SOURCE_DIR}/include/synaptorch/models/${CMAKE_MATCH_1})
    synaptorch_family_of(${PROJECT_SOURCE_DIR}/include/synaptorch/models/${CMAKE_MATCH_1} family)
  endif()
  set(${result} ${family} PARENT_SCOPE)
endfunction()

# Headers ordered by family, so that families lie together in unity files: else every second file would contain one of theirs, and be compiled again
# with their base.
function(synaptorch_order_by_family headers)
  set(keyed "")
  foreach(header IN LISTS ${headers})
    synaptorch_family_of(${header} family)
    list(APPEND keyed "${family}|${header}")
  endforeach()
  list(SORT keyed)
  list(TRANSFORM keyed REPLACE "^[^|]*\\|" "")
  set(${headers} ${keyed} PARENT_SCOPE)
endfunction()

# An object library of generated files. They see the model headers and csrc, and no torch.
function(synaptorch_add_model_objects target)
  add_library(${target} OBJECT ${ARGN})
  target_include_directories(${target} PRIVATE
    ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/csrc ${SYNAPTORCH_EXTRA_INCLUDES})
  target_link_libraries(${target} PRIVATE fmt::fmt-header-only)
  target_compile_options(${target} PRIVATE -Wno-psabi -Wno-attributes)
  set_target_properties(${target} PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# A header in an extra root /path/include/synaptorch is included as "synaptorch/models/...", and so
# every root lies in a folder on the include path.
set(SYNAPTORCH_EXTRA_INCLUDES "")
foreach(_root IN LISTS SYNAPTORCH_MODEL_ROOTS)
  if(NOT _root MATCHES "/synaptorch$")
    message(FATAL_ERROR "SYNAPTORCH_EXTRA_MODELS: ${_root} must be a folder named synaptorch, holding models/<group>/<name>.h")
  endif()
  get_filename_component(_parent ${_root} DIRECTORY)
  list(APPEND SYNAPTORCH_EXTRA_INCLUDES ${_parent})
endforeach()

synaptorch_find_models(synapses SYNAPTORCH_SYNAPSE_HEADERS)
synaptorch_find_models(devices SYNAPTORCH_DEVICE_HEADERS)
synaptorch_write_model_list(synapse_list ${SYNAPTORCH_SYNAPSE_HEADERS})
synaptorch_write_model_list(device_list ${SYNAPTORCH_DEVICE_HEADERS})

set(SYNAPTORCH_MODEL_HEADERS "")
set(SYNAPTORCH_TABLE_SOURCES "")
set(SYNAPTORCH_KERNEL_SOURCES ${PROJECT_SOURCE_DIR}/csrc/kernels/cpu_vectors.cpp)
set(SYNAPTORCH_CUDA_SOURCES "")
set(_cuda_template ${PROJECT_SOURCE_DIR}/csrc/kernels/cuda_model.cu.in)
foreach(GROUP neurons receptors outputs plasticity)
  synaptorch_find_models(${GROUP} _headers)
  list(APPEND SYNAPTORCH_MODEL_HEADERS ${_headers})
  synaptorch_order_by_family(_headers)
  foreach(_header IN LISTS _headers)
    get_filename_component(NAME ${_header} NAME_WE)
    set(_stem ${SYNAPTORCH_GENERATED_DIR}/${GROUP}/${NAME})
    configure_file(${PROJECT_SOURCE_DIR}/csrc/registry/model.cpp.in ${_stem}_table.cpp @ONLY)
    configure_file(${PROJECT_SOURCE_DIR}/csrc/kernels/cpu_model.cpp.in ${_stem}_kernel.cpp @ONLY)
    list(APPEND SYNAPTORCH_TABLE_SOURCES ${_stem}_table.cpp)
    list(APPEND SYNAPTORCH_KERNEL_SOURCES ${_stem}_kernel.cpp)
    if(EXISTS ${_cuda_template})
      configure_file(${_cuda_template} ${_stem}.cu @ONLY)
      list(APPEND SYNAPTORCH_CUDA_SOURCES ${_stem}.cu)
    endif()
  endforeach()
endforeach()
synaptorch_write_model_list(model_list ${SYNAPTORCH_MODEL_HEADERS})
set(_for_each_isa "#define SYNAPTORCH_FOR_EACH_ISA(X, NAME)")
foreach(_isa IN LISTS SYNAPTORCH_INSTRUCTION_SETS)
  string(APPEND _for_each_isa " X(NAME, ${_isa})")
endforeach()
file(CONFIGURE OUTPUT ${SYNAPTORCH_GENERATED_DIR}/instruction_sets.inc CONTENT "${_for_each_isa}\n" @ONLY)

set(SYNAPTORCH_MODEL_OBJECTS "")
if(SYNAPTORCH_MODEL_HEADERS)
  synaptorch_add_model_objects(synaptorch_tables ${SYNAPTORCH_TABLE_SOURCES})
  # They run once a call: compile time counts. Half of a file's are headers and what all models instantiate.
  target_compile_options(synaptorch_tables PRIVATE -Og)
  set_target_properties(synaptorch_tables PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  list(APPEND SYNAPTORCH_MODEL_OBJECTS synaptorch_tables)
  foreach(_isa IN LISTS SYNAPTORCH_INSTRUCTION_SETS)
    set(_target synaptorch_kernels_${_isa})
    synaptorch_add_model_objects(${_target} ${SYNAPTORCH_KERNEL_SOURCES})
    set_target_properties(${_target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 2)   # headers are a fifth of a file's compile time
    if(NOT SYNAPTORCH_SANITIZE)   # else an hour of compiling
      target_compile_options(${_target} PRIVATE ${SYNAPTORCH_OPTIMIZE_${_isa}})
    endif()
    # Adjoints add to 0 and take the negative of 0, which compilers must not leave out while zeros have signs.
    target_compile_options(${_target} PRIVATE
      -fno-math-errno -fno-trapping-math -fno-signed-zeros ${SYNAPTORCH_FLAGS_${_isa}})
    target_compile_definitions(${_target} PRIVATE
      SYNAPTORCH_ISA=${_isa} SYNAPTORCH_VECTOR_BYTES=${SYNAPTORCH_VECTOR_BYTES_${_isa}})
    list(APPEND SYNAPTORCH_MODEL_OBJECTS ${_target})
  endforeach()
endif()
