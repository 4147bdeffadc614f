// Answers as a server might have given them, small enough to be worked out by hand.
#pragma once

#include "model/actions.h"
#include "shell_support.h"

#include <cmath>
#include <string>
#include <utility>

namespace logitscope::shell::test {

inline AnswerToken token(std::string text, double probability) {
  return {.text = std::move(text), .logProbability = std::log(probability)};
}

/// " four" with 0.5, " five" with 0.2, " six" with 0.1, and 0.2 for everything else; then a sure full stop.
inline Answer twoSteps() {
  Answer answer{.prompt = "Two and two is"};
  answer.steps.push_back({.tokens = {token(" five", 0.2), token(" four", 0.5), token(" six", 0.1)},
                          .chosen = token(" four", 0.5),
                          .chosenAt = 1});
  answer.steps.push_back({.tokens = {token(".", 0.75), token(" four", 0.125)},
                          .chosen = token("!", 0.0625)});
  return answer;
}

inline LoadSource recorded(const Answer& answer) {
  return {makeRecordedSource(makeRecording(answer).value(), "from a test", "own-1"), answer.prompt};
}

/// The first step of [twoSteps], with a chain that does nothing.
inline Store openedAnswer(View view) {
  Store store;
  mustDo(store, recorded(twoSteps()));
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, SetView{view});
  return store;
}

} // namespace logitscope::shell::test
