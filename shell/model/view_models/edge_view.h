#pragma once

#include "model/edge_exhibits.h"
#include "model/twin.h"

#include <string>
#include <vector>

namespace logitscope::shell {

/// What becomes of a token under one rule.
enum class EdgeFate { Removed, Kept, Picked };

/// One system, or one way of adding up.
struct EdgeColumn {
  std::string label;
  /// What it answers, in a sentence: core's note, or its refusal.
  std::string answer;
  bool isRefused = false;
};

struct EdgeToken {
  std::string token;
  /// Its logit or its probability.
  std::string figure;
  /// One for each column; none where it is refused.
  std::vector<EdgeFate> fates;
};

/// Figures with every digit: sums as they grow, or as they come out.
struct EdgeSums {
  std::string caption;
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
};

/// One exhibit, computed for where its boundary stands.
struct EdgeView {
  Exhibit exhibit{};
  /// "probability", "logit".
  std::string figureName;
  std::vector<EdgeColumn> columns;
  std::vector<EdgeToken> tokens;
  EdgeSums sums;
  /// What is seen here, with its figures.
  std::string verdict;
  std::size_t stop = 0;
  /// Each stop of the boundary as it is printed.
  std::vector<std::string> stops;

  const ExhibitInfo& info() const { return exhibitInfo(exhibit); }
};

EdgeView makeEdgeView(const EdgeOptions& options);

Twin twinOf(const EdgeView& view);

} // namespace logitscope::shell
