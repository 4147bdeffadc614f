#include "model/store.h"

namespace logitscope::shell {

Store::Store() : document_(firstDocument()) {
  derive();
}

std::optional<Error> Store::dispatch(const Action& action) {
  if (auto error = apply(document_, action)) return error;
  derive();
  announcement_ = announce(document_, trace_, action);
  ++revision_;
  return std::nullopt;
}

void Store::derive() {
  // apply() lets nothing into the document that core would refuse.
  trace_ = run(requestOf(document_)).value();
  pipeline_ = makePipelineView(document_, trace_);
  controls_ = makeControls(document_);
}

} // namespace logitscope::shell
