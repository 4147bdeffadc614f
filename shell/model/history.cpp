#include "model/history.h"

#include <utility>

namespace logitscope::shell {

namespace {

/// What a reader may want back, and what a long afternoon may cost in memory.
constexpr std::size_t kMostSteps = 100;

Document takeLast(std::deque<Document>& from) {
  Document document = std::move(from.back());
  from.pop_back();
  return document;
}

} // namespace

void History::note(const Document& before, const Action& action) {
  // That tokens come by themselves is no content.
  if (std::holds_alternative<SetPlaying>(action)) return;
  future_.clear();
  const bool isSameStep = last_ && isContinued(*last_, action);
  last_ = action;
  if (isSameStep && !past_.empty()) return;
  past_.push_back(before);
  past_.back().isPlaying = false;
  if (past_.size() > kMostSteps) past_.pop_front();
}

Document History::undo(const Document& now) {
  last_.reset();
  future_.push_back(now);
  return takeLast(past_);
}

Document History::redo(const Document& now) {
  last_.reset();
  past_.push_back(now);
  return takeLast(future_);
}

} // namespace logitscope::shell
