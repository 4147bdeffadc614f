#pragma once

#include "model/actions.h"

#include <deque>
#include <optional>

namespace logitscope::shell {

/// Undo and redo, as documents: a copy of one is small. What a slider sends while it moves is one
/// step.
class History {
public:
  /// The document as it was before [action].
  void note(const Document& before, const Action& action);

  bool canUndo() const { return !past_.empty(); }
  bool canRedo() const { return !future_.empty(); }
  /// What was done until now is nothing to take back.
  void forget() { *this = {}; }
  /// Gives the document to go back to and keeps [now] for redo. Only when there is one.
  Document undo(const Document& now);
  Document redo(const Document& now);

private:
  std::deque<Document> past_;
  std::deque<Document> future_;
  std::optional<Action> last_;
};

} // namespace logitscope::shell
