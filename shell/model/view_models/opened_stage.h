#pragma once

#include "model/twin.h"

#include <cstddef>
#include <string>
#include <vector>

namespace logitscope::shell {

struct Document;
struct Step;
struct PipelineView;

/// One stage of the pipeline, opened: its rules, with the figures of this step in them, and every
/// token before and after.
struct OpenedStage {
  struct Rule {
    std::string name;
    std::string formula;
    /// The same with figures.
    std::string figures;
  };

  /// Place in the pipeline.
  std::size_t column = 0;
  std::string title;
  /// What it is for, in a sentence.
  std::string purpose;
  std::vector<Rule> rules;
  /// The token first; words last, where there are any.
  std::vector<TwinColumn> columns;
  std::vector<TwinRow> rows;
};

OpenedStage openStage(const Document& document, const Step& step, const PipelineView& view,
                      std::size_t column);

} // namespace logitscope::shell
