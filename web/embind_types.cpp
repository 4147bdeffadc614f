// What embind's own library does, less what nobody here asks of it. That library registers every type of C++, wide
// strings and all, and names types by printf, three kilobytes to download. Here are the types that cross, and
// a binding of any other ends the start-up of the module, and so every test of it.

#include <emscripten/bind.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

using emscripten::memory_view;
using emscripten::internal::InitFunc;
using emscripten::internal::TypeID;

namespace {

InitFunc* firstInit = nullptr;

template <typename Whole> void registerWhole(const char* name) {
  using Limits = std::numeric_limits<Whole>;
  emscripten::internal::_embind_register_integer(TypeID<Whole>::get(), name, sizeof(Whole),
                                                 Limits::min(), Limits::max());
}

template <typename Real> void registerReal(const char* name) {
  emscripten::internal::_embind_register_float(TypeID<Real>::get(), name, sizeof(Real));
}

/// [index] counts the kinds of typed arrays as embind does.
template <typename Item> void registerView(unsigned index, const char* name) {
  emscripten::internal::_embind_register_memory_view(TypeID<memory_view<Item>>::get(), index, name);
}

} // namespace

extern "C" {

void _embind_initialize_bindings() {
  for (const InitFunc* init = firstInit; init != nullptr; init = init->next)
    init->init_func();
}

void _embind_register_bindings(InitFunc* init) {
  init->next = firstInit;
  firstInit = init;
}

/// Of a type that is missing below. JavaScript frees it.
const char* __getTypeName(const std::type_info* /*type*/) {
  return strdup("a type that web/embind_types.cpp leaves out");
}

// For promises that C++ waits for; nothing here does.
void _emval_coro_resume(emscripten::val::awaiter* /*awaiter*/, emscripten::EM_VAL /*result*/) {}
void _emval_coro_reject(emscripten::val::awaiter* /*awaiter*/, emscripten::EM_VAL /*error*/) {}

} // extern "C"

EMSCRIPTEN_BINDINGS(types) {
  emscripten::internal::_embind_register_void(TypeID<void>::get(), "void");
  emscripten::internal::_embind_register_bool(TypeID<bool>::get(), "bool", true, false);
  registerWhole<int>("int");
  registerWhole<unsigned>("unsigned int");
  registerWhole<unsigned long>("unsigned long");
  registerReal<float>("float");
  registerReal<double>("double");
  emscripten::internal::_embind_register_std_string(TypeID<std::string>::get(), "std::string");
  emscripten::internal::_embind_register_emval(TypeID<emscripten::val>::get());
  registerView<std::uint8_t>(1, "emscripten::memory_view<uint8_t>");
  registerView<std::uint32_t>(5, "emscripten::memory_view<uint32_t>");
  registerView<float>(6, "emscripten::memory_view<float>");
  registerView<double>(7, "emscripten::memory_view<double>");
}
