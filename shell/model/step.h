#pragma once

#include "model/document.h"
#include "model/recorded_view.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// The step of the generation that the views look at: the next token, or the last one where
/// generation has ended.
struct Step {
  /// Stands before the step.
  Decoder decoder;
  std::shared_ptr<const std::vector<double>> logits;
  Trace trace;
  /// Prompt and tokens before the step, and with the token that came out.
  std::string context;
  std::string sentence;
  /// Generation ended with this step; what came out is no offer any more, but a fact.
  bool isOver = false;
  /// What is known of a recorded step under the chain. The trace then holds the recorded token, and
  /// its figures are those of an empty chain.
  std::optional<RecordedView> recorded;

  /// What [explain] needs to follow a token through the chain. Refers to this step.
  RunRequest request() const;
};

/// [before] lends its logits where they are those of the same context.
Result<Step> makeStep(const Document& document, const Step* before);

} // namespace logitscope::shell
