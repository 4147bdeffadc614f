#pragma once

#include "model/actions.h"
#include "model/document.h"
#include "model/view_models/controls_view.h"
#include "model/view_models/pipeline_view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// The document and what follows from it. The one place that changes it; whatever shows it asks
/// here.
class Store {
public:
  Store();

  const Document& document() const { return document_; }
  /// Goes up whenever the document changes, so that a listener can tell without comparing.
  std::uint32_t revision() const { return revision_; }
  /// What the last action did, in one sentence.
  const std::string& announcement() const { return announcement_; }
  /// The pipeline of the document as it is now; worked out once per change.
  const PipelineView& pipeline() const { return pipeline_; }
  const std::vector<Control>& controls() const { return controls_; }

  /// Carries an action out. On an error nothing has changed.
  std::optional<Error> dispatch(const Action& action);

private:
  void derive();

  Document document_;
  Trace trace_;
  PipelineView pipeline_;
  std::vector<Control> controls_;
  std::string announcement_;
  std::uint32_t revision_ = 0;
};

} // namespace logitscope::shell
