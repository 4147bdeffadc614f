#pragma once

#include "model/document.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace logitscope::shell {

/// One token of a column.
struct StrategyToken {
  TokenId id = 0;
  /// Natural logarithm of what the model gave it, before any chain.
  double logProbability = 0;
  /// Its place among all tokens by what the model gave them, from 1.
  std::size_t rank = 1;
  /// How many tokens the chain left to choose from; empty for beam search, which has no chain.
  std::optional<std::size_t> kept;
  /// See [repeatedIn].
  bool isRepeated = false;

  bool operator==(const StrategyToken&) const = default;
};

/// How far one column has come.
struct StrategyRun {
  std::vector<StrategyToken> tokens;
  /// Why it ended, or Running.
  StopReason reason = StopReason::Running;
  /// Core's sentence where the column could not be run at all; then there are no tokens.
  std::string problem;

  /// Σ ln p.
  double sumLogProbability() const;
  /// exp(−Σ ln p / n); empty before the first token.
  std::optional<double> perplexity() const;

  bool operator==(const StrategyRun&) const = default;
};

/// A run of this many tokens that was there before counts as a repetition.
inline constexpr std::size_t kRepeatedRun = 3;

/// Which tokens stand inside a run of [kRepeatedRun] that begins earlier in the list as well. The
/// first such run is no repetition, the later ones are.
std::vector<bool> repeatedIn(std::span<const TokenId> tokens);

/// The columns of a document, side by side, as far as it asks for.
///
/// What was run is kept: one more token asks the model once for each column (once for each beam of a
/// search), and fewer tokens, as after an undo, ask nothing. A column begins anew when anything that
/// it follows from has changed: the model, the prompt, its chain, its luck.
///
/// Luck is Gumbel noise, which every token has of its own at every step: with one seed two columns
/// can only differ where their chains make them. Shared, all have the document's seed; else column i,
/// counted from 0, has the seed plus i. The chains follow the textbook's rules, whatever the rest of
/// the document follows: columns of several dialects would differ by more than their strategies.
class StrategyRuns {
public:
  StrategyRuns();
  ~StrategyRuns();
  StrategyRuns(StrategyRuns&&) noexcept;
  StrategyRuns& operator=(StrategyRuns&&) noexcept;

  /// Parallel to the document's columns; none where nothing can generate yet.
  const std::vector<StrategyRun>& follow(const Document& document);
  /// What [follow] gave last.
  const std::vector<StrategyRun>& runs() const { return runs_; }

private:
  class Column;

  std::vector<std::unique_ptr<Column>> columns_;
  std::vector<StrategyRun> runs_;
};

/// The seed of a column; see [StrategyRuns].
double seedOfColumn(const Document& document, std::size_t column);

} // namespace logitscope::shell
