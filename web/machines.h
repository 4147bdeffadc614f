#pragma once

#include "convert.h"

#include <emscripten/bind.h>

/// Machines that JavaScript drives: made empty, started with options, and then stepped. Those that
/// can be refused answer with { value } or { error }.
namespace logitscope::web {

EMSCRIPTEN_DECLARE_VAL_TYPE(OptionsValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(DoublesValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(TokensValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(MaybeTokensValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(OutcomeValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(ItemsValue);

inline OutcomeValue refused(const Error& error) {
  return OutcomeValue(failure(error));
}

inline OutcomeValue accepted(const val& value) {
  return OutcomeValue(success(value));
}

inline std::vector<double> doublesOf(const DoublesValue& values) {
  return emscripten::convertJSArrayToNumberVector<double>(values);
}

inline std::vector<TokenId> tokensOf(const TokensValue& values) {
  return emscripten::convertJSArrayToNumberVector<TokenId>(values);
}

/// Text as bytes: a token may end in the middle of a character.
inline val toBytes(const std::string& text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  return val(emscripten::typed_memory_view(text.size(), bytes)).call<val>("slice");
}

} // namespace logitscope::web
