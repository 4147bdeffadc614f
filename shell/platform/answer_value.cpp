#include "platform/answer_value.h"

#include <cmath>

namespace logitscope::shell {

namespace {

using emscripten::val;

bool isThere(const val& value) {
  return !value.isUndefined() && !value.isNull();
}

AnswerToken tokenOf(const val& given, bool isProbability) {
  AnswerToken token;
  // Parts of a character have no text that would lead back to them.
  const val bytes = given["bytes"];
  token.text = isThere(bytes) ? val::global("Uint8Array").call<val>("from", bytes).as<std::string>()
                              : given["text"].as<std::string>();
  if (isThere(given["id"])) token.id = given["id"].as<double>();
  const auto value = given["value"].as<double>();
  token.logProbability = isProbability ? std::log(value) : value;
  return token;
}

AnswerStep stepOf(const val& given) {
  const bool isProbability = given["kind"].as<std::string>() == "prob";
  AnswerStep step;
  const val tokens = given["tokens"];
  const auto count = tokens["length"].as<std::size_t>();
  for (std::size_t i = 0; i < count; ++i)
    step.tokens.push_back(tokenOf(tokens[i], isProbability));
  step.chosen = tokenOf(given["picked"], isProbability);
  if (isThere(given["pickedAt"])) step.chosenAt = given["pickedAt"].as<std::size_t>();
  step.isComplete = given["complete"].as<bool>();
  if (isThere(given["vocabSize"])) step.vocabularySize = given["vocabSize"].as<double>();
  return step;
}

} // namespace

Answer answerOf(const val& given) {
  Answer answer{.prompt = given["prompt"].as<std::string>()};
  const val steps = given["steps"];
  const auto count = steps["length"].as<std::size_t>();
  for (std::size_t i = 0; i < count; ++i)
    answer.steps.push_back(stepOf(steps[i]));
  return answer;
}

} // namespace logitscope::shell
