#include "logitscope/scenario.h"

#include <algorithm>
#include <string_view>

namespace logitscope {

namespace {

bool isSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/// Punctuation that is written without a space before it.
bool clingsToWordBefore(std::string_view token) {
  constexpr std::string_view kClinging = ".,;:!?)]}'";
  return !token.empty() && kClinging.find(token.front()) != std::string_view::npos;
}

} // namespace

std::string completeSentence(const Scenario& scenario, TokenId token) {
  if (token >= scenario.tokens.size()) return scenario.context;
  const std::string& text = scenario.tokens[token];
  const bool tokensCarrySpaces =
      std::any_of(scenario.tokens.begin(), scenario.tokens.end(),
                  [](const std::string& t) { return !t.empty() && isSpace(t.front()); });
  const bool needsSpace = !tokensCarrySpaces && !scenario.context.empty() &&
                          !isSpace(scenario.context.back()) && !clingsToWordBefore(text);
  return scenario.context + (needsSpace ? " " : "") + text;
}

} // namespace logitscope
