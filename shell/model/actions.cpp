#include "model/actions.h"

namespace logitscope::shell {

Action::Action(const Action& other) = default;
Action::Action(Action&& other) noexcept = default;
Action& Action::operator=(const Action& other) = default;
Action& Action::operator=(Action&& other) noexcept = default;
Action::~Action() = default;

Action drawAgain(const Document& document, double freshSeed) {
  // Of a recorded answer nothing is drawn: a toss says so.
  if (document.seed && !document.source->recording()) return SetSeed{*document.seed + 1};
  return TossCoin{freshSeed};
}

Action playOn(const Document& document, double freshSeed) {
  if (document.view == View::Strategies) return ContinueStrategies{1};
  return Sample{freshSeed};
}

bool isContinued(const Action& before, const Action& after) {
  if (const auto* moved = std::get_if<SetParam>(&after)) {
    const auto* was = std::get_if<SetParam>(&before);
    return was != nullptr && was->stage == moved->stage && was->name == moved->name;
  }
  if (const auto* moved = std::get_if<SetBeamOption>(&after)) {
    const auto* was = std::get_if<SetBeamOption>(&before);
    return was != nullptr && was->option == moved->option;
  }
  return before.index() == after.index() &&
         (std::holds_alternative<FocusToken>(after) || std::holds_alternative<Search>(after) ||
          std::holds_alternative<MoveBoundary>(after));
}

} // namespace logitscope::shell
