#pragma once

// A model that is a table, and searches over it driven to their end.

#include "support.h"

#include <array>

namespace logitscope::test {

/// A first-order model: the logits after a context are those of its last token.
using Table = std::vector<std::vector<double>>;

inline std::vector<std::vector<double>> answersOf(const Table& table, std::span<const std::vector<TokenId>> contexts) {
  std::vector<std::vector<double>> rows;
  for (const auto& context : contexts) rows.push_back(table[context.back()]);
  return rows;
}

/// Asks the table until the search is done.
inline BeamSearch searchThrough(const Table& table, BeamOptions options, std::vector<TokenId> prompt) {
  BeamSearch search = mustSucceed(BeamSearch::make(std::move(options), std::move(prompt)));
  while (!search.isDone()) {
    const auto error = search.advance(answersOf(table, search.wanted()));
    if (!error) continue;
    FAIL_CHECK(error->message);
    break;
  }
  return search;
}

inline Table randomTable(Dice& dice, std::size_t size, double from = -4, double to = 4) {
  Table table(size, std::vector<double>(size));
  for (auto& row : table) {
    for (double& logit : row) logit = dice.between(from, to);
  }
  return table;
}

/// The greedy trap: "a" is likelier than "b" at first, but all that follows "a" is unlikely.
/// 0 = start, 1 = a, 2 = b, 3 = end.
inline Table greedyTrap() {
  return {logitsOf({0, 0.6, 0.4, 0}), logitsOf({0, 0.35, 0.35, 0.3}), logitsOf({0, 0.05, 0.05, 0.9}),
          logitsOf({0, 0, 0, 1})};
}

inline BeamOptions beams(std::size_t count) { return {.numBeams = count, .maxNewTokens = 5, .endTokens = {3}}; }

inline BeamOptions randomOptions(Dice& dice, std::size_t vocabulary) {
  constexpr std::array kPenalties = {-1.0, 0.0, 0.6, 1.0, 2.0};
  return {.numBeams = 2 + dice.below(4),
          .lengthPenalty = kPenalties[dice.below(kPenalties.size())],
          .earlyStopping = static_cast<EarlyStopping>(dice.below(3)),
          .repetitionPenalty = dice.chance(0.3) ? 1.3 : 1.0,
          .maxNewTokens = 1 + dice.below(7),
          .numReturn = 2,
          .endTokens = {static_cast<TokenId>(vocabulary - 1)}};
}

} // namespace logitscope::test
