#pragma once

#include "model/store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logitscope::shell::test {

// Places in the chain that the page opens with.
inline constexpr std::size_t kPenalty = 0;
inline constexpr std::size_t kTemperature = 1;
inline constexpr std::size_t kTopK = 2;
inline constexpr std::size_t kTopP = 3;
inline constexpr std::size_t kMinP = 4;

inline void mustDo(Store& store, const Action& action) {
  const auto error = store.dispatch(action);
  REQUIRE_MESSAGE(!error, (error ? error->message : ""));
}

inline LoadSource table(std::vector<std::string> tokens, std::vector<double> logits,
                        std::string prompt = "x") {
  Scenario scenario{.tokens = std::move(tokens), .logits = std::move(logits), .context = prompt, .source = "a test"};
  return {makeTableSource(std::move(scenario), "test"), std::move(prompt)};
}

/// A small model, and what it has learnt.
inline LogitSourcePtr smallModel() {
  return makeModelSource(
      trainNgram("The cat sat on the mat.\nThe cat sat on the roof.\n---\nThe dog ran.\n").value(),
      "for a test", "small");
}

/// A store whose model was asked [prompt].
inline Store asked(const std::string& prompt) {
  Store store;
  mustDo(store, LoadModel{smallModel()});
  mustDo(store, AskModel{prompt});
  return store;
}

inline const Control& mainControl(const Store& store, std::size_t stage) {
  const auto found = std::ranges::find_if(
      store.controls(), [&](const Control& one) { return one.isMain && one.stage == stage; });
  REQUIRE(found != store.controls().end());
  return *found;
}

/// The text of a token that comes next, most likely first.
inline std::string likeliest(const Store& store) {
  const auto& logits = *store.step().logits;
  const auto largest = std::ranges::max_element(logits);
  return (*store.document().source->vocabulary())[static_cast<std::size_t>(largest - logits.begin())];
}

inline TokenId idOf(const Store& store, std::string_view text) {
  const auto& vocabulary = *store.document().source->vocabulary();
  const auto found = std::ranges::find(vocabulary, text);
  REQUIRE(found != vocabulary.end());
  return static_cast<TokenId>(found - vocabulary.begin());
}

} // namespace logitscope::shell::test
