# Compiler flags of our own code, as a target that our targets link. Third-party code does not.
add_library(logitscope_flags INTERFACE)
add_library(logitscope::flags ALIAS logitscope_flags)

target_compile_options(logitscope_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion
  # Designated initialisers leave the fields out that keep their defaults: that is what they are for.
  -Wno-missing-field-initializers
  # A fused multiply-add rounds once where two operations round twice, and only some processors have it.
  # Native and wasm are to agree, so nobody fuses.
  -ffp-contract=off
  # GCC 12 sees an overlap in "literal" + std::move(string) that cannot be (GCC bug 105651), and with -O3 overflows.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds>
  $<$<BOOL:${LOGITSCOPE_WARNINGS_AS_ERRORS}>:-Werror>
)

if(LOGITSCOPE_FUZZ)
  target_compile_options(logitscope_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(LOGITSCOPE_SANITIZE AND NOT EMSCRIPTEN)
  # Left out is what costs a third of the compiler's time and finds nothing that the rest does not: a null pointer
  # that is followed ends the run anyhow, and so does an object that is read past its end.
  set(sanitizers -fsanitize=address,undefined -fno-sanitize=null,alignment,object-size -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_compile_options(logitscope_flags INTERFACE ${sanitizers})
  # GCC warns of what its own instrumentation makes look uninitialised, and says so in its manual.
  target_compile_options(logitscope_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(logitscope_flags INTERFACE ${sanitizers})
endif()

if(EMSCRIPTEN)
  # A page is waited for: size first. The few loops that run over a whole vocabulary ask for speed where they
  # stand, in core/CMakeLists.txt.
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")

  # Everything in a wasm module is compiled alike, third-party code too: link-time optimisation and the
  # absence of exceptions only pay when nobody opts out.
  add_compile_options(
    # Every browser that has WebGL 2 and ES modules has had SIMD since 2023 (Safari 16.4 came last).
    -msimd128
    # Core answers with values; no C++ exception crosses into JavaScript.
    -fno-exceptions -fno-rtti
    $<$<CONFIG:Release>:-flto>
  )
  # The linker chooses its libraries by the same flags.
  add_link_options(-fno-exceptions -fno-rtti $<$<CONFIG:Release>:-flto>)
endif()
