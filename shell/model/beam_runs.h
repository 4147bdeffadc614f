#pragma once

#include "model/document.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// Length penalties that lead to the same best hypothesis, in steps of the slider.
struct BeamStretch {
  double from = 0;
  double to = 0;
  std::vector<TokenId> best;

  bool operator==(const BeamStretch&) const = default;
};

/// The search of a document.
struct BeamRun {
  /// As far as its steps are shown, and to its end. Empty where nothing can be searched.
  std::optional<BeamSearch> shown;
  std::optional<BeamSearch> whole;
  /// Greedy search, as far as the steps that are shown.
  std::optional<BeamSearch> greedy;
  /// From the lowest length penalty up. None for greedy search, which knows no score.
  std::vector<BeamStretch> stretches;
  /// Core's sentence where there is no search.
  std::string problem;
};

/// Searches for a document, and keeps what the model has answered: another length penalty, early
/// stopping or step asks it nothing that it was asked before. Begins anew with another model, prompt
/// or number of beams.
class BeamRuns {
public:
  BeamRuns();
  ~BeamRuns();
  BeamRuns(BeamRuns&&) noexcept;
  BeamRuns& operator=(BeamRuns&&) noexcept;

  const BeamRun& follow(const Document& document);

private:
  struct Known;

  std::unique_ptr<Known> known_;
  BeamRun run_;
};

} // namespace logitscope::shell
