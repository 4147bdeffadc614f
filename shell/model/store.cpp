#include "model/store.h"

#include "model/announce.h"
#include "model/view_models/recorded_views.h"

#include <utility>

namespace logitscope::shell {

Store::Store() : document_(firstDocument()), step_(makeStep(document_, nullptr).value()) {
  derive();
}

std::optional<Error> Store::dispatch(const Action& action) {
  const bool isBack = std::holds_alternative<Undo>(action);
  const bool isTravel = isBack || std::holds_alternative<Redo>(action);
  const View viewBefore = document_.view;
  const std::string before = finding();
  if (auto error = isTravel ? travel(isBack) : change(action)) return error;
  announcement_ = announce(document_, step_, action);
  const std::string found = finding();
  if (announcement_.empty()) announcement_ = found;
  else if (document_.view == viewBefore && found != before) announcement_ += " " + found;
  return std::nullopt;
}

std::string Store::finding() const {
  switch (document_.view) {
  case View::Chain:
    return chain_.agreement;
  case View::Beam:
    return beam_.best;
  case View::Draws:
    return draws_.verdict;
  case View::Sweep:
    return sweep_.idle;
  case View::Edge:
    return edge_.verdict;
  default:
    return {};
  }
}

std::optional<Error> Store::change(const Action& action) {
  Document changed = document_;
  if (auto error = apply(changed, action)) return error;
  const Document before = document_;
  if (auto error = take(std::move(changed))) return error;
  // That the page has learnt its texts meanwhile is nothing that a reader did.
  const bool isFirstModel = std::holds_alternative<LoadModel>(action) && before.model == nullptr;
  if (!isFirstModel) history_.note(before, action);
  return std::nullopt;
}

std::optional<Error> Store::travel(bool isBack) {
  if (isBack ? !history_.canUndo() : !history_.canRedo()) {
    return Error{ErrorCode::OutOfRange, "history", "",
                 isBack ? "There is nothing to take back." : "There is nothing to do again.", {}, {}};
  }
  Document there = isBack ? history_.undo(document_) : history_.redo(document_);
  if (there.model == nullptr) there.model = document_.model;
  return take(std::move(there));
}

std::optional<Error> Store::take(Document document) {
  Result<Step> step = makeStep(document, &step_);
  if (!step) return step.error();
  document_ = std::move(document);
  step_ = std::move(step).value();
  ++revision_;
  runStrategies();
  derive();
  return std::nullopt;
}

void Store::say(std::string sentence) {
  announcement_ = std::move(sentence);
  ++revision_;
}

bool Store::goOn() {
  if (document_.view != View::Sweep || !sweepRun_.isUnfinished()) return false;
  if (sweepRun_.goOn()) {
    derive();
    ++revision_;
  }
  return true;
}

void Store::startHere() {
  history_.forget();
  ++revision_;
}

void Store::runStrategies() {
  if (document_.view != View::Strategies) return;
  if (!document_.source->recording()) runs_.follow(document_);
  if (!canGoOn(document_, runs_.runs())) document_.isPlaying = false;
}

void Store::derive() {
  controls_ = makeControls(document_);
  switch (document_.view) {
  case View::Pipeline:
    pipeline_ = makePipelineView(document_, step_);
    break;
  case View::Builder:
    builder_ = makeBuilderView(document_, step_);
    break;
  case View::Strategies:
    strategies_ = step_.recorded ? makeRecordedStrategiesView(document_, step_)
                                 : makeStrategiesView(document_, runs_.runs());
    break;
  case View::Entropy:
    reading_ = document_.model && !showsAnswer(document_) ? readText(document_.model, document_.entropy.text, reading_) : nullptr;
    entropy_ = makeEntropyView(document_, reading_.get());
    break;
  case View::Tail:
    ranked_ = rankDistribution(step_.logits, ranked_);
    tail_ = makeTailView(document_, step_, *ranked_);
    break;
  case View::Chain:
    chain_ = makeChainView(document_, step_);
    break;
  case View::Beam:
    beam_ = makeBeamView(document_, beamRuns_.follow(document_));
    break;
  case View::Draws:
    draws_ = makeDrawsView(document_, step_);
    break;
  case View::Sweep:
    if (!step_.recorded) sweepRun_.follow(document_, step_);
    sweep_ = makeSweepView(document_, step_, sweepRun_);
    break;
  case View::Edge:
    edge_ = makeEdgeView(document_.edge);
    break;
  }
}

Twin Store::twin() const {
  switch (document_.view) {
  case View::Pipeline:
    return twinOf(pipeline_);
  case View::Builder:
    return twinOf(builder_);
  case View::Strategies:
    return twinOf(strategies_);
  case View::Entropy:
    return twinOf(entropy_);
  case View::Tail:
    return twinOf(tail_);
  case View::Chain:
    return twinOf(chain_);
  case View::Beam:
    return twinOf(beam_);
  case View::Draws:
    return twinOf(draws_);
  case View::Sweep:
    return twinOf(sweep_);
  case View::Edge:
    return twinOf(edge_);
  }
  return {};
}

} // namespace logitscope::shell
