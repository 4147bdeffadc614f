# Third-party code, as targets:
#
#   logitscope::imgui_core   Dear ImGui without a window: what panels and their headless tests need
#   logitscope::imgui        that, with the SDL2 and WebGL 2 backends; only when compiling for the web
#   logitscope::highway      Highway's headers (static dispatch needs no library)
#   logitscope::doctest      doctest's header
#
# On Debian cmake/provision puts the sources into .toolchain/; elsewhere FetchContent gets the same versions
# by git. FETCHCONTENT_SOURCE_DIR_IMGUI, _HIGHWAY and _DOCTEST, set by hand, win over both.
include_guard(GLOBAL)
include(FetchContent)

if(NOT "$ENV{LOGITSCOPE_TOOLCHAIN_DIR}" STREQUAL "")
  set(logitscope_toolchain_dir "$ENV{LOGITSCOPE_TOOLCHAIN_DIR}")
else()
  cmake_path(ABSOLUTE_PATH CMAKE_CURRENT_LIST_DIR NORMALIZE OUTPUT_VARIABLE logitscope_toolchain_dir)
  cmake_path(GET logitscope_toolchain_dir PARENT_PATH logitscope_toolchain_dir)
  string(APPEND logitscope_toolchain_dir "/.toolchain")
endif()

if(NOT EXISTS "${logitscope_toolchain_dir}/sources.cmake")
  find_program(LOGITSCOPE_NODE_PROGRAM node)
  if(LOGITSCOPE_NODE_PROGRAM)
    execute_process(
      COMMAND "${LOGITSCOPE_NODE_PROGRAM}" "${CMAKE_CURRENT_LIST_DIR}/provision/index.mjs" sources
      RESULT_VARIABLE logitscope_result)
    if(NOT logitscope_result EQUAL 0)
      # Not fatal: a machine without Debian's archive may well reach the repositories themselves.
      message(STATUS "No provisioned sources; trying to get them by git.")
    endif()
  endif()
endif()
include("${logitscope_toolchain_dir}/sources.cmake" OPTIONAL)

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/pins.json")
file(READ "${CMAKE_CURRENT_LIST_DIR}/pins.json" logitscope_pins)

# One hash for the files that a pin names: the sha256 of the lines "path sha256", sorted by path. The function
# treeHash in cmake/provision/files.mjs computes the same.
function(logitscope_tree_hash result root patterns)
  set(files "")
  foreach(pattern IN LISTS patterns)
    file(GLOB found RELATIVE "${root}" "${root}/${pattern}")
    list(APPEND files ${found})
  endforeach()
  list(REMOVE_DUPLICATES files)
  list(SORT files)
  set(lines "")
  foreach(file IN LISTS files)
    file(SHA256 "${root}/${file}" hash)
    string(APPEND lines "${file} ${hash}\n")
  endforeach()
  string(SHA256 hash "${lines}")
  set(${result} "${hash}" PARENT_SCOPE)
endfunction()

# Makes the source tree of [name] available, checks it, and sets <name>_SOURCE_DIR.
function(logitscope_fetch name)
  string(TOUPPER "${name}" upper)
  string(JSON git GET "${logitscope_pins}" ${name} git)
  string(JSON tag GET "${logitscope_pins}" ${name} tag)
  # SOURCE_SUBDIR names a folder that does not exist, so that MakeAvailable gets the tree and leaves the
  # project's own CMakeLists.txt, with its tests and install rules, alone.
  # autocrlf: Git for Windows would change the line endings, and with them the hash.
  FetchContent_Declare(${name} GIT_REPOSITORY "${git}" GIT_TAG "${tag}" GIT_SHALLOW TRUE
    GIT_CONFIG core.autocrlf=false SOURCE_SUBDIR no-cmake)
  FetchContent_MakeAvailable(${name})
  set(${name}_SOURCE_DIR "${${name}_SOURCE_DIR}" PARENT_SCOPE)

  if("${FETCHCONTENT_SOURCE_DIR_${upper}}" STREQUAL "")
    string(REGEX REPLACE "^v" "" version "${tag}")
    string(JSON known ERROR_VARIABLE unknown GET "${logitscope_pins}" ${name} sha256 "${version}")
    string(JSON count LENGTH "${logitscope_pins}" ${name} files)
    math(EXPR last "${count} - 1")
    set(patterns "")
    foreach(index RANGE ${last})
      string(JSON pattern GET "${logitscope_pins}" ${name} files ${index})
      list(APPEND patterns "${pattern}")
    endforeach()
    logitscope_tree_hash(hash "${${name}_SOURCE_DIR}" "${patterns}")
    if(NOT hash STREQUAL known)
      message(FATAL_ERROR "The files of ${name} ${version} from ${git} are not the ones that cmake/pins.json knows "
        "(sha256 ${hash} instead of ${known}). They are not used.")
    endif()
  endif()
  # A tree from .toolchain/ was checked when it was put there; one that a user names is the user's choice.
endfunction()

foreach(logitscope_name IN ITEMS imgui highway doctest)
  logitscope_fetch(${logitscope_name})
endforeach()

# Third-party headers are SYSTEM and third-party files compiled with -w: our warnings are for our code.

add_library(logitscope_imgui_core STATIC
  "${imgui_SOURCE_DIR}/imgui.cpp"
  "${imgui_SOURCE_DIR}/imgui_draw.cpp"
  # For the web shell/platform/imgui_left_out.cpp takes its place.
  $<$<NOT:$<BOOL:${EMSCRIPTEN}>>:${imgui_SOURCE_DIR}/imgui_tables.cpp>
  "${imgui_SOURCE_DIR}/imgui_widgets.cpp")
add_library(logitscope::imgui_core ALIAS logitscope_imgui_core)
target_include_directories(logitscope_imgui_core SYSTEM PUBLIC "${imgui_SOURCE_DIR}")
target_compile_features(logitscope_imgui_core PUBLIC cxx_std_11)
# Natively only the tests draw, into memory.
target_compile_options(logitscope_imgui_core PRIVATE -w $<$<NOT:$<BOOL:${EMSCRIPTEN}>>:-O0>)
target_compile_definitions(logitscope_imgui_core PUBLIC
  IMGUI_DISABLE_DEMO_WINDOWS       # 120 kB that no reader of the page ever sees
  IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_FILE_FUNCTIONS
  IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
  # The page brings its own faces; native tests of the panels, which have no page, use the built-in one.
  $<$<BOOL:${EMSCRIPTEN}>:IMGUI_DISABLE_DEFAULT_FONT>
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_USE_WCHAR32)               # tokens hold emoji, which lie beyond 16 bits

if(EMSCRIPTEN)
  add_library(logitscope_imgui STATIC
    "${imgui_SOURCE_DIR}/backends/imgui_impl_sdl2.cpp"
    "${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp")
  add_library(logitscope::imgui ALIAS logitscope_imgui)
  target_link_libraries(logitscope_imgui PUBLIC logitscope::imgui_core)
  target_include_directories(logitscope_imgui SYSTEM PUBLIC "${imgui_SOURCE_DIR}/backends")
  target_compile_definitions(logitscope_imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
  target_compile_options(logitscope_imgui PUBLIC -sUSE_SDL=2 PRIVATE -w)
  # IMGUI_IMPL_OPENGL_ES3 calls what only WebGL 2 has; without a fallback to WebGL 1 the code for it is left out.
  target_link_options(logitscope_imgui INTERFACE -sUSE_SDL=2 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
endif()

add_library(logitscope_highway INTERFACE)
add_library(logitscope::highway ALIAS logitscope_highway)
target_include_directories(logitscope_highway SYSTEM INTERFACE "${highway_SOURCE_DIR}")

add_library(logitscope_doctest INTERFACE)
add_library(logitscope::doctest ALIAS logitscope_doctest)
target_include_directories(logitscope_doctest SYSTEM INTERFACE "${doctest_SOURCE_DIR}")
