#include "request.h"

#include "logitscope/words.h"

#include <cmath>

namespace logitscope {

namespace {

/// What float32 sums are good for; see stages/top_p.cpp.
constexpr double kFloat32ReachTolerance = 1e-6;

std::optional<Error> checkLogits(std::span<const double> logits) {
  if (logits.empty()) {
    return Error{.code = ErrorCode::EmptyLogits,
                 .field = "logits",
                 .value = "[]",
                 .message =
                     "logits is empty; allowed: 1 to " + std::to_string(kMaxTokens) + " numbers."};
  }
  if (logits.size() > kMaxTokens) {
    return Error{.code = ErrorCode::TooManyTokens,
                 .field = "logits",
                 .value = std::to_string(logits.size()),
                 .message = "logits holds " + std::to_string(logits.size()) +
                            " numbers; allowed: 1 to " + std::to_string(kMaxTokens) + "."};
  }
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (std::isfinite(logits[i]) || logits[i] < 0) continue;
    const std::string field = "logits[" + std::to_string(i) + "]";
    return Error{.code = ErrorCode::NotANumber,
                 .field = field,
                 .value = exactNumber(logits[i]),
                 .message = field + " is " + exactNumber(logits[i]) +
                            "; allowed: any finite number, or -inf for a token already ruled out."};
  }
  return std::nullopt;
}

Error badCoin(std::size_t index, double coin) {
  const std::string field = "coins[" + std::to_string(index) + "]";
  return {.code = std::isnan(coin) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
          .field = field,
          .value = exactNumber(coin),
          .message = field + " is " + exactNumber(coin) + "; allowed: from 0 to less than 1."};
}

std::optional<Error> checkPick(const RunRequest& request) {
  if (!request.pick) return std::nullopt;
  const TokenId id = *request.pick;
  const std::string value = std::to_string(id);
  if (id >= request.logits.size()) {
    return Error{.code = ErrorCode::OutOfRange,
                 .field = "pick",
                 .value = value,
                 .message = "pick is " + value + "; allowed: a token id from 0 to " +
                            std::to_string(request.logits.size() - 1) + "."};
  }
  if (!std::isfinite(request.logits[id])) {
    return Error{.code = ErrorCode::OutOfRange,
                 .field = "pick",
                 .value = value,
                 .message = "pick is " + value +
                            ", a token already ruled out (its logit is -inf); " +
                            "allowed: any token with a finite logit."};
  }
  return std::nullopt;
}

std::optional<Error> checkLuck(const RunRequest& request) {
  const int given =
      int(!request.coins.empty()) + int(request.seed.has_value()) + int(request.pick.has_value());
  if (given > 1) {
    return Error{.code = ErrorCode::UnknownChoice,
                 .field = "seed",
                 .value = request.seed ? exactNumber(*request.seed) : "",
                 .message =
                     "More than one of coin, coins, seed and pick is given; allowed: one of them, "
                     "or none to draw nothing."};
  }
  for (std::size_t i = 0; i < request.coins.size(); ++i) {
    const double coin = request.coins[i];
    if (!(coin >= 0 && coin < 1)) return badCoin(i, coin);
  }
  if (request.seed) {
    if (auto rng = Rng::make(*request.seed, request.rng); !rng) return rng.error();
  }
  return checkPick(request);
}

} // namespace

std::optional<Error> checkRequest(const RunRequest& request) {
  if (auto error = checkLogits(request.logits)) return error;
  if (auto error = checkChain(request.chain)) return error;
  return checkLuck(request);
}

StageContext contextOf(const RunRequest& request) {
  return {.dialect = request.dialect,
          .reachTolerance = request.logitsAreFloat32 ? kFloat32ReachTolerance : kReachTolerance};
}

StageEffect applyStage(const Stage& stage, const StageContext& context, Candidates& candidates) {
  return std::visit([&](const auto& params) { return apply(params, context, candidates); },
                    stage.params);
}

Verdict judgeStage(const Stage& stage, const StageContext& context, Candidates& before,
                   std::size_t position) {
  return std::visit([&](const auto& params) { return judge(params, context, before, position); },
                    stage.params);
}

} // namespace logitscope
