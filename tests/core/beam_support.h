#pragma once

// A model that is a table, and searches over it driven to their end.

#include "support.h"

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

} // namespace logitscope::test
