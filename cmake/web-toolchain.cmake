# CMake toolchain file for WebAssembly: cmake --toolchain cmake/web-toolchain.cmake
#
# It uses the Emscripten that cmake/provision chose (the one on PATH or a private one) and calls the
# provisioning itself when nothing is there yet. CMake reads this file again for each of its own trial
# compiles, so it does as little as possible.
if(NOT "$ENV{LOGITSCOPE_TOOLCHAIN_DIR}" STREQUAL "")
  set(_logitscope_dir "$ENV{LOGITSCOPE_TOOLCHAIN_DIR}")
else()
  get_filename_component(_logitscope_dir "${CMAKE_CURRENT_LIST_DIR}/../.toolchain" ABSOLUTE)
endif()

get_property(_logitscope_is_trial GLOBAL PROPERTY IN_TRY_COMPILE)
if(NOT EXISTS "${_logitscope_dir}/emscripten.cmake" AND NOT _logitscope_is_trial)
  find_program(LOGITSCOPE_NODE_PROGRAM node)
  if(NOT LOGITSCOPE_NODE_PROGRAM)
    message(FATAL_ERROR "Building for the web needs Node 20 or newer on PATH.")
  endif()
  execute_process(
    COMMAND "${LOGITSCOPE_NODE_PROGRAM}" "${CMAKE_CURRENT_LIST_DIR}/provision/index.mjs" toolchain sources
    RESULT_VARIABLE _logitscope_result)
  if(NOT _logitscope_result EQUAL 0)
    message(FATAL_ERROR "There is no Emscripten to build with; the lines above say why.")
  endif()
endif()
include("${_logitscope_dir}/emscripten.cmake")

# The wrappers in .toolchain/bin carry their own configuration. Named as Emscripten's root they become the
# compiler, the archiver and so on, and Emscripten's platform file asks them for the paths of the sysroot.
set(EMSCRIPTEN_ROOT_PATH "${LOGITSCOPE_EMSCRIPTEN_BIN}")
set(EMSCRIPTEN_VERSION "${LOGITSCOPE_EMSCRIPTEN_VERSION}")
list(APPEND CMAKE_MODULE_PATH "${LOGITSCOPE_EMSCRIPTEN_ROOT}/cmake/Modules")

# A machine without ninja has the one that came with the private Emscripten.
if(CMAKE_GENERATOR MATCHES "Ninja" AND NOT CMAKE_MAKE_PROGRAM AND LOGITSCOPE_NINJA)
  set(CMAKE_MAKE_PROGRAM "${LOGITSCOPE_NINJA}" CACHE FILEPATH "ninja")
endif()

include("${LOGITSCOPE_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
