#include "request.h"

#include "logitscope/words.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

/// What float32 sums are good for; see stages/top_p.cpp.
constexpr double kFloat32ReachTolerance = 1e-6;

Error badCoin(std::size_t index, double coin) {
  const std::string field = sentence("coins[{}]", {index});
  return {.code = std::isnan(coin) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
          .field = field,
          .value = exactNumber(coin),
          .message = sentence("{} is {}; allowed: from 0 to less than 1.", {field, coin})};
}

std::optional<Error> checkId(TokenId id, std::size_t size, const std::string& field) {
  if (id < size) return std::nullopt;
  return Error{.code = ErrorCode::OutOfRange,
               .field = field,
               .value = std::to_string(id),
               .message =
                   sentence("{} is {}; allowed: a token id from 0 to {}.", {field, id, size - 1})};
}

std::optional<Error> checkPick(const RunRequest& request) {
  if (!request.pick) return std::nullopt;
  const TokenId id = *request.pick;
  if (auto error = checkId(id, request.logits.size(), "pick")) return error;
  const std::string value = std::to_string(id);
  if (!std::isfinite(request.logits[id])) {
    return Error{.code = ErrorCode::OutOfRange,
                 .field = "pick",
                 .value = value,
                 .message = sentence("pick is {}, a token already ruled out (its logit is -inf); "
                                     "allowed: any token with a finite logit.",
                                     {value})};
  }
  return std::nullopt;
}

std::optional<Error> checkCount(const RunRequest& request) {
  if (request.coins.empty()) return std::nullopt;
  const std::size_t tossed = coinsOf(request.chain);
  const std::size_t needed = tossed + (request.pick ? 0 : 1);
  if (request.coins.size() >= needed) return std::nullopt;
  return Error{.code = ErrorCode::OutOfRange,
               .field = "coins",
               .value = std::to_string(request.coins.size()),
               .message = sentence("coins holds {} where this chain takes {}; allowed: one for "
                                   "each XTC that leaves it to chance, and one for the draw.",
                                   {request.coins.size(), needed})};
}

std::optional<Error> checkLuck(const RunRequest& request) {
  const bool takesBoth = request.pick && coinsOf(request.chain) > 0;
  const int given = int(!request.coins.empty()) + int(request.seed.has_value()) +
                    int(request.pick.has_value() && !takesBoth);
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
  if (auto error = checkCount(request)) return error;
  return checkPick(request);
}

/// Every token that the chain names is one of the vocabulary.
/// The first of [ids] that is no token of the vocabulary; the count of them when all are.
template <typename Items, typename IdOf>
std::size_t firstUnknown(const Items& items, std::size_t size, IdOf idOf) {
  const auto found =
      std::ranges::find_if(items, [&](const auto& item) { return idOf(item) >= size; });
  return static_cast<std::size_t>(found - items.begin());
}

/// Every token that the chain names is one of the vocabulary. Where all is well no text is made.
std::optional<Error> checkChainIds(const Chain& chain, std::size_t size) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const auto check = [&](const auto& items, const char* name, auto idOf) -> std::optional<Error> {
      const std::size_t place = firstUnknown(items, size, idOf);
      if (place == items.size()) return std::nullopt;
      return checkId(idOf(items[place]), size, sentence("chain[{}].{}[{}]", {i, name, place}));
    };
    const auto itself = [](TokenId id) { return id; };
    const StageParams& params = chain[i].params;
    std::optional<Error> error;
    if (const auto* dry = std::get_if<DryParams>(&params))
      error = check(dry->breakers, "breakers", itself);
    if (const auto* banned = std::get_if<BadTokensParams>(&params))
      error = check(banned->tokens, "tokens", itself);
    if (const auto* bias = std::get_if<LogitBiasParams>(&params))
      error = check(bias->biases, "biases", [](const TokenBias& entry) { return entry.id; });
    if (error) return error;
  }
  return std::nullopt;
}

std::optional<Error> checkHistory(std::span<const TokenId> history, std::size_t size) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (history[i] < size) continue;
    return checkId(history[i], size, sentence("history[{}]", {i}));
  }
  return std::nullopt;
}

std::optional<Error> checkState(const RunRequest& request) {
  for (std::size_t i = 0; i < request.state.mu.size(); ++i) {
    const double mu = request.state.mu[i];
    if (std::isfinite(mu)) continue;
    const std::string field = sentence("state.mu[{}]", {i});
    return Error{.code = ErrorCode::NotANumber,
                 .field = field,
                 .value = exactNumber(mu),
                 .message = sentence("{} is {}; allowed: any finite number.", {field, mu})};
  }
  return std::nullopt;
}

} // namespace

std::optional<Error> checkRequest(const RunRequest& request) {
  if (auto error = checkLogits(request.logits)) return error;
  if (auto error = checkChain(request.chain, request.dialect)) return error;
  if (auto error = checkIds(request.chain, request.history, request.logits.size())) return error;
  if (auto error = checkState(request)) return error;
  return checkLuck(request);
}

std::optional<Error> checkIds(const Chain& chain, std::span<const TokenId> history,
                              std::size_t vocabularySize) {
  if (auto error = checkChainIds(chain, vocabularySize)) return error;
  return checkHistory(history, vocabularySize);
}

double reachToleranceOf(bool logitsAreFloat32) {
  return logitsAreFloat32 ? kFloat32ReachTolerance : kReachTolerance;
}

std::optional<Rng> rngOf(const RunRequest& request) {
  if (!request.seed) return std::nullopt;
  return Rng::make(*request.seed, request.rng).value();
}

StageContext contextOf(const RunRequest& request) {
  return {.dialect = request.dialect,
          .reachTolerance = reachToleranceOf(request.logitsAreFloat32),
          .history = request.history,
          .vocabularySize = request.logits.size()};
}

StageEffect applyStage(const Stage& stage, const StageContext& context, Candidates& candidates) {
  if (stage.kind() != StageKind::TopK) candidates.settle();
  return std::visit([&](const auto& params) { return apply(params, context, candidates); },
                    stage.params);
}

Verdict judgeStage(const Stage& stage, const StageContext& context, Candidates& before,
                   const TokenInQuestion& token) {
  return std::visit([&](const auto& params) { return judge(params, context, before, token); },
                    stage.params);
}

} // namespace logitscope
