#pragma once

#include "logitscope/stages.h"
#include "logitscope/truncated.h"
#include "model/recording.h"

#include <string>
#include <vector>

namespace logitscope::shell {

/// What one stage that removes tokens leaves of a list.
struct RecordedCut {
  std::string_view label;
  std::size_t surelyKept = 0;
  std::size_t possiblyKept = 0;
  /// Of everything else.
  Interval rest;
};

/// What is known of a recorded step under a chain.
struct RecordedView {
  RecordingPtr recording;
  std::size_t at = 0;
  double temperature = 1;
  /// As the answer has it, after temperature, and after the whole chain.
  TruncatedView before;
  TruncatedView scaled;
  TruncatedView after;
  /// The cuts that are on, in their order, each with those before it.
  std::vector<RecordedCut> cuts;

  const RecordedStep& step() const { return recording->steps[at]; }
  /// The first cut that surely removes the token of this rank, counted from 0; null for none. The
  /// rest's rank is that after the last.
  const RecordedCut* removerOf(std::size_t rank) const;
  /// Are all figures known after the chain, whatever everything else is?
  bool isExact() const;
};

/// Refuses, by name, what cannot be bounded on a list of the likely tokens: other stages than
/// temperature, top-k, top-p and min-p, another order of these, and dialects whose edges the list
/// does not decide.
Result<RecordedView> viewRecorded(const RecordingPtr& recording, std::size_t at, const Chain& chain,
                                  Dialect dialect);

/// "43.2 %", or both ends where they differ as printed: "41.2–43.0 %".
std::string percentRange(const Interval& interval);
/// The same in a sentence: "between 41.2 % and 43.0 %".
std::string percentInWords(const Interval& interval);
/// "1.36 bits", "1.36–1.52 bits", or "≥ 1.36 bits" where there is no upper end.
std::string bitsRange(const Interval& interval);
/// "3", "3 to 5".
std::string countRange(std::size_t from, std::size_t to);

} // namespace logitscope::shell
