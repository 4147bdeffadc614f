// One token's way through the chain: the chain is run again, and every stage is asked about the
// token.

#include "candidates.h"

#include "carried.h"
#include "logitscope/run.h"
#include "logitscope/words.h"
#include "request.h"

#include <cmath>
#include <optional>

namespace logitscope {

namespace {

TokenAtStage at(Candidates& candidates, std::size_t position) {
  return {.logit = candidates.logits()[position],
          .probability = candidates.probabilityAt(position)};
}

/// A token that is out of play stays as it was.
TokenAtStage outOfPlay(const Explanation& explanation, std::string sentence) {
  TokenAtStage entry{.logit = explanation.logit, .probability = 0, .isKept = false};
  if (!explanation.stages.empty()) entry.logit = explanation.stages.back().logit;
  entry.sentence = std::move(sentence);
  return entry;
}

TokenAtStage askAbout(const Stage& stage, const StageContext& context, Candidates& before,
                      Candidates& after, const Explanation& explanation) {
  const auto position = before.find(explanation.id);
  if (!position) {
    return outOfPlay(explanation, std::isfinite(explanation.logit)
                                      ? "Removed by a stage before."
                                      : "Ruled out before the chain: its logit is -inf.");
  }
  if (!stage.isEnabled) {
    TokenAtStage entry = at(before, *position);
    entry.sentence = "Unchanged: this stage is switched off.";
    return entry;
  }
  const auto positionAfter = after.find(explanation.id);
  const TokenInQuestion token{
      .id = explanation.id, .position = *position, .isKept = positionAfter.has_value()};
  Verdict verdict = judgeStage(stage, context, before, token);
  TokenAtStage entry = positionAfter ? at(after, *positionAfter) : outOfPlay(explanation, "");
  entry.margin = verdict.margin;
  entry.sentence = std::move(verdict.sentence);
  return entry;
}

/// How many of the most likely tokens there are down to the last one that is asked about. For these
/// rank and mass have to be known; those below need no order, and are most of a vocabulary.
std::size_t depthOf(std::span<const Explanation> asked, const Candidates& candidates) {
  const auto logits = candidates.logits();
  const auto ids = candidates.ids();
  const auto standsBefore = [&](std::size_t a, std::size_t b) {
    return logits[a] != logits[b] ? logits[a] > logits[b] : ids[a] < ids[b];
  };
  std::optional<std::size_t> deepest;
  for (const Explanation& one : asked) {
    const auto position = candidates.find(one.id);
    if (position && (!deepest || standsBefore(*deepest, *position))) deepest = position;
  }
  if (!deepest) return 0;
  std::size_t depth = 1;
  for (std::size_t i = 0; i < ids.size(); ++i)
    depth += standsBefore(i, *deepest) ? 1 : 0;
  return depth;
}

std::optional<Error> checkIds(std::span<const TokenId> ids, std::size_t size) {
  for (const TokenId id : ids) {
    if (id < size) continue;
    return Error{.code = ErrorCode::OutOfRange,
                 .field = "id",
                 .value = std::to_string(id),
                 .message =
                     sentence("id is {}; allowed: a token id from 0 to {}.", {id, size - 1})};
  }
  return std::nullopt;
}

} // namespace

Result<std::vector<Explanation>> explain(const RunRequest& request, std::span<const TokenId> ids) {
  if (auto error = checkRequest(request)) return *error;
  if (auto error = checkIds(ids, request.logits.size())) return *error;

  StageContext context = contextOf(request);
  const Softmax atFirst = softmax(request.logits);
  std::vector<Explanation> explanations;
  for (const TokenId id : ids) {
    explanations.push_back({id, request.logits[id], atFirst.probabilities[id], {}});
  }

  Candidates candidates(request.logits, context.rules());
  std::optional<Rng> rng = rngOf(request);
  CoinSource coins{.rng = rng ? &*rng : nullptr, .coins = request.coins};
  Carried carried;
  carried.begin(request.state);
  // A copy in order, which costs more than all else; it lasts for as long as nothing happens.
  std::optional<Candidates> before;
  for (const Stage& stage : request.chain) {
    carried.enter(stage, coins, context);
    if (!before) before.emplace(candidates).sortFirst(depthOf(explanations, candidates));
    const std::size_t changes = candidates.changeCount();
    if (stage.isEnabled && candidates.countInPlay() > 0) applyStage(stage, context, candidates);
    const bool acted = candidates.changeCount() != changes;
    // What is asked must not change what comes: sums are remembered, and depend on the order.
    std::optional<Candidates> after;
    if (acted) after.emplace(candidates);
    for (Explanation& explanation : explanations) {
      explanation.stages.push_back(
          askAbout(stage, context, *before, after ? *after : *before, explanation));
    }
    if (acted) before.reset();
  }
  return explanations;
}

} // namespace logitscope
