#pragma once

#include "model/document.h"
#include "model/step.h"
#include "model/twin.h"

#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// A token of the sentence.
struct BuilderChip {
  std::string text;
  /// The step to stand at for choosing this token anew; empty for the prompt's.
  std::optional<StepId> rewindsTo;
  /// Surprise, 1 to 5; 0 for the prompt's.
  int band = 0;
  bool isManual = false;
  std::string hint;
};

/// A token that was generated here before, and where its branch ends.
struct BuilderBranch {
  std::string text;
  StepId end = 0;
  std::string hint;
};

struct BuilderRow {
  TokenId id = 0;
  std::size_t rank = 1;
  std::string token;
  double probability = 0;
  /// The upper end, where the probability lies between two.
  std::optional<double> most;
  double rawProbability = 0;
  std::string probabilityText;
  std::string rawText;
  std::string logitText;
  bool isKept = true;
  /// The one that the coin would take, or that was taken.
  bool isPicked = false;
  /// Everything that a recorded answer does not name. No token, and not to be picked.
  bool isRest = false;
  /// What the chain did to it.
  std::string reason;
};

/// The sentence so far, what may come next, and what it has cost.
struct BuilderView {
  std::vector<BuilderChip> chips;
  std::vector<BuilderBranch> branches;
  std::vector<BuilderRow> rows;
  /// Which tokens the list holds: "the 30 most likely", or those that were searched for.
  std::string title;
  std::string rest;
  /// "after the prompt", "over: the text has ended"
  std::string state;
  std::string tokensText;
  std::string logProbabilityText;
  std::string perplexityText;
  std::string source;
  std::string search;
  std::size_t shownRows = 0;
  bool canGoOn = true;
  bool canShowMore = false;
  bool canRewind = false;
  bool isPlaying = false;
  /// The tokens are those of a recorded answer, which went on in one way.
  bool isRecorded = false;
};

BuilderView makeBuilderView(const Document& document, const Step& step);
Twin twinOf(const BuilderView& view);

} // namespace logitscope::shell
