#pragma once

// A server's answer that was saved with its log-probabilities: at each step a list of the likely
// tokens and the one that was chosen. Of all other tokens it tells nothing but what they hold
// together, so everything here goes on through logitscope/truncated.h, and nothing is renormalised.

#include "logitscope/result.h"
#include "logitscope/scenario.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// A token as the answer names it.
struct AnswerToken {
  /// Bytes, which need not be whole characters.
  std::string text;
  /// The server's own number, where the answer tells.
  std::optional<double> id;
  double logProbability = 0;
};

struct AnswerStep {
  /// At least one, in any order.
  std::vector<AnswerToken> tokens;
  AnswerToken chosen;
  /// Where in [tokens] the chosen one stands; empty where it was none of the likely ones.
  std::optional<std::size_t> chosenAt;
  /// The list is all there is: what it leaves over is rounding.
  bool isComplete = false;
  /// How many tokens the model knows, where the answer tells.
  std::optional<double> vocabularySize;
};

struct Answer {
  std::string prompt;
  std::vector<AnswerStep> steps;
};

/// The same with our ids.
struct RecordedStep {
  /// Most likely first, with the natural logarithms of their probabilities.
  std::vector<TokenId> ids;
  std::vector<double> logProbabilities;
  /// See [TruncatedList::vocabularySize].
  std::optional<double> vocabularySize;
  /// 1 − the sum of what is listed.
  double rest = 0;
  TokenId chosen = 0;
  double chosenLogProbability = 0;
  bool isChosenListed = true;

  /// Its place among those that are listed, from 0; that after the last where it is none of them.
  std::size_t placeOfChosen() const;
};

struct Recording {
  std::string prompt;
  /// Every token that any step names; [kRestToken] first.
  std::shared_ptr<const std::vector<std::string>> vocabulary;
  std::vector<RecordedStep> steps;
};

using RecordingPtr = std::shared_ptr<const Recording>;

/// Stands for all tokens that a step does not name.
inline constexpr TokenId kRestToken = 0;
inline constexpr const char* kRestName = "everything else";

/// Refused, with the number of the step: what [viewOf] refuses, and a chosen token that is not in the
/// list and of which the answer does not say how likely it was.
Result<RecordingPtr> makeRecording(const Answer& answer);

/// One number for each token of the vocabulary, for the decoder: the listed ones, what is left over
/// for the rest, and −inf for what other steps name.
std::vector<double> rowOf(const Recording& recording, const RecordedStep& step);

} // namespace logitscope::shell
