#include "model/recording.h"

#include "logitscope/truncated.h"
#include "logitscope/words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace logitscope::shell {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

/// Gives every token that is named an id of its own, the same at every step.
class Names {
public:
  Names() : texts_{kRestName} {}

  /// Two tokens of one list are two, though nothing but their text be known and that the same: [used]
  /// holds the ids that the list has had.
  TokenId idOf(const AnswerToken& token, std::set<TokenId>& used) {
    const std::string name = token.id ? "#" + exactNumber(*token.id) : "=" + token.text;
    for (std::size_t twin = 0;; ++twin) {
      const auto [found, isNew] =
          ids_.try_emplace({name, twin}, static_cast<TokenId>(texts_.size()));
      if (isNew) texts_.push_back(token.text);
      if (used.insert(found->second).second) return found->second;
    }
  }

  std::vector<std::string> texts() && { return std::move(texts_); }
  std::size_t size() const { return texts_.size(); }

private:
  std::map<std::pair<std::string, std::size_t>, TokenId> ids_;
  std::vector<std::string> texts_;
};

Error inStep(std::size_t number, Error error) {
  error.message = sentence("Step {} of the answer: {}", {number, error.message});
  return error;
}

Result<RecordedStep> recordStep(const AnswerStep& given, Names& names) {
  std::vector<std::pair<double, TokenId>> listed;
  std::set<TokenId> used;
  for (const AnswerToken& token : given.tokens)
    listed.emplace_back(token.logProbability, names.idOf(token, used));

  RecordedStep step{.vocabularySize = given.vocabularySize};
  if (given.isComplete) step.vocabularySize = static_cast<double>(listed.size());
  step.isChosenListed = given.chosenAt.has_value() && *given.chosenAt < listed.size();
  step.chosen =
      step.isChosenListed ? listed[*given.chosenAt].second : names.idOf(given.chosen, used);
  step.chosenLogProbability =
      step.isChosenListed ? listed[*given.chosenAt].first : given.chosen.logProbability;

  // A token of which only "very unlikely" is told (OpenAI's -9999) is one of everything else: held for
  // impossible it would leave no room for those that are not even named.
  const bool namesAny = std::ranges::any_of(listed, [](const auto& one) { return one.first > -kInf; });
  if (!given.isComplete && namesAny)
    std::erase_if(listed, [](const auto& one) { return one.first == -kInf; });
  std::ranges::stable_sort(listed, std::ranges::greater{}, [](const auto& one) { return one.first; });
  for (const auto& [logProbability, id] : listed) {
    step.ids.push_back(id);
    step.logProbabilities.push_back(logProbability);
  }
  const auto view = viewOf(
      {.logProbabilities = step.logProbabilities, .vocabularySize = step.vocabularySize});
  if (!view) return view.error();
  step.rest = view->rest;
  if (!(step.chosenLogProbability > -kInf && step.chosenLogProbability < kInf)) {
    return Error{.code = ErrorCode::NotANumber,
                 .field = "chosen",
                 .value = given.chosen.text,
                 .message = sentence("it does not say how likely {} was, which it went on with; "
                                     "allowed: a chosen token with its log-probability.",
                                     {quoted(given.chosen.text)})};
  }
  return step;
}

} // namespace

std::size_t RecordedStep::placeOfChosen() const {
  if (!isChosenListed) return ids.size();
  return static_cast<std::size_t>(std::ranges::find(ids, chosen) - ids.begin());
}

Result<RecordingPtr> makeRecording(const Answer& answer) {
  if (answer.steps.empty()) {
    return Error{.code = ErrorCode::EmptyLogits,
                 .field = "steps",
                 .message = "The answer has no step; allowed: at least one token with its "
                            "log-probabilities."};
  }
  Names names;
  auto recording = std::make_shared<Recording>();
  recording->prompt = answer.prompt;
  for (const AnswerStep& given : answer.steps) {
    auto step = recordStep(given, names);
    if (!step) return inStep(recording->steps.size() + 1, step.error());
    recording->steps.push_back(std::move(step).value());
  }
  if (names.size() > kMaxTokens) {
    return Error{.code = ErrorCode::TooManyTokens,
                 .field = "steps",
                 .value = exactNumber(static_cast<double>(names.size())),
                 .message = sentence("The answer names {tokens}; allowed: up to {}.",
                                     {names.size(), kMaxTokens})};
  }
  recording->vocabulary =
      std::make_shared<const std::vector<std::string>>(std::move(names).texts());
  return RecordingPtr(std::move(recording));
}

std::vector<double> rowOf(const Recording& recording, const RecordedStep& step) {
  std::vector<double> row(recording.vocabulary->size(), -kInf);
  for (std::size_t i = 0; i < step.ids.size(); ++i)
    row[step.ids[i]] = step.logProbabilities[i];
  double rest = step.rest;
  if (!step.isChosenListed) {
    row[step.chosen] = step.chosenLogProbability;
    rest = std::max(0.0, rest - std::exp(step.chosenLogProbability));
  }
  row[kRestToken] = std::log(rest);
  return row;
}

} // namespace logitscope::shell
