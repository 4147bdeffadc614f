// The machine that generates token by token: one run of the chain for each step, and a tree of what
// came out.

#include "logitscope/decode.h"

#include "decode/checks.h"
#include "decode/luck.h"
#include "decode/stop.h"
#include "logitscope/metrics.h"
#include "logitscope/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace logitscope {

namespace {

constexpr std::array<std::string_view, 5> kReasonNames = {"running", "stop_token", "stop_sequence",
                                                          "max_tokens", "nothing_left"};

std::optional<Error> checkTexts(const DecodeOptions& options) {
  for (std::size_t i = 0; i < options.stopSequences.size(); ++i) {
    if (!options.stopSequences[i].empty()) continue;
    return decode::outOfRange(sentence("stopSequences[{}]", {i}), "\"\"",
                              "a text of at least one byte");
  }
  if (options.vocabulary && options.vocabulary->empty()) {
    return Error{.code = ErrorCode::EmptyLogits,
                 .field = "vocabulary",
                 .value = "[]",
                 .message = "vocabulary is empty; allowed: the text of each token, or none."};
  }
  if (!options.stopSequences.empty() && !options.vocabulary) {
    return Error{.code = ErrorCode::UnknownChoice,
                 .field = "stopSequences",
                 .value = options.stopSequences.front(),
                 .message = "stopSequences are given without a vocabulary; allowed: with the text "
                            "of each token, as they are looked for in the text."};
  }
  return std::nullopt;
}

std::optional<Error> checkOptions(const DecodeOptions& options) {
  if (auto error = checkChain(options.chain, options.dialect)) return error;
  if (auto error = decode::checkLuck(options)) return error;
  return checkTexts(options);
}

bool contains(std::span<const TokenId> ids, TokenId id) {
  return std::ranges::find(ids, id) != ids.end();
}

} // namespace

std::string_view stopReasonName(StopReason reason) {
  return kReasonNames[static_cast<std::size_t>(reason)];
}

// ---- making one

Result<Decoder> Decoder::make(DecodeOptions options, std::vector<TokenId> prompt) {
  if (auto error = checkOptions(options)) return *error;
  Decoder decoder;
  decoder.use(std::move(options));
  decoder.prompt_ = std::move(prompt);
  DecodeStep root;
  if (decoder.options_.maxNewTokens == 0) root.stop = StopReason::MaxTokens;
  decoder.steps_.push_back(std::move(root));
  decoder.standAt(0);
  return decoder;
}

std::optional<Error> Decoder::change(DecodeOptions options) {
  if (!options.vocabulary) options.vocabulary = options_.vocabulary;
  if (auto error = checkOptions(options)) return error;
  use(std::move(options));
  standAt(current_);
  return std::nullopt;
}

void Decoder::use(DecodeOptions options) {
  if (options.vocabulary) vocabularySize_ = options.vocabulary->size();
  rng_.reset();
  if (options.seed) rng_ = Rng::make(*options.seed, options.rng).value();
  tape_ = options.coins;
  options_ = std::move(options);
}

// ---- where it stands

std::vector<StepId> Decoder::path() const {
  std::vector<StepId> path(steps_[current_].depth);
  StepId step = current_;
  for (std::size_t i = path.size(); i > 0; --i) {
    path[i - 1] = step;
    step = steps_[step].parent;
  }
  return path;
}

std::vector<StepId> Decoder::childrenOf(StepId step) const {
  std::vector<StepId> children;
  for (StepId child = step + 1; child < steps_.size(); ++child) {
    if (steps_[child].parent == step) children.push_back(child);
  }
  return children;
}

std::vector<TokenId> Decoder::tokens() const {
  std::vector<TokenId> tokens;
  for (const StepId step : path())
    tokens.push_back(steps_[step].id);
  return tokens;
}

std::vector<TokenId> Decoder::history() const {
  return history_;
}

void Decoder::standAt(StepId step) {
  current_ = step;
  history_ = options_.promptCounts ? prompt_ : std::vector<TokenId>();
  const auto generated = tokens();
  history_.insert(history_.end(), generated.begin(), generated.end());
}

std::optional<std::vector<TokenId>> Decoder::wanted() const {
  if (isDone()) return std::nullopt;
  std::vector<TokenId> context = prompt_;
  const auto generated = tokens();
  context.insert(context.end(), generated.begin(), generated.end());
  return context;
}

std::string_view Decoder::textOf(TokenId id) const {
  if (!options_.vocabulary || contains(options_.stopTokens, id)) return {};
  return (*options_.vocabulary)[id];
}

std::string Decoder::textUpTo(StepId step) const {
  // From the last token back: the path is known in that direction only.
  std::string text(steps_[step].textLength, '\0');
  for (; step != 0; step = steps_[step].parent) {
    const std::string_view piece = textOf(steps_[step].id);
    std::ranges::copy(
        piece, text.begin() + static_cast<std::ptrdiff_t>(steps_[step].textLength - piece.size()));
  }
  return text;
}

std::string Decoder::text() const {
  return textUpTo(current_);
}

std::string Decoder::trimmedText() const {
  return textUpTo(current_).substr(0, steps_[current_].trimmedLength);
}

double Decoder::sumLogProbability() const {
  double sum = 0;
  for (const StepId step : path())
    sum += steps_[step].logProbability;
  return sum;
}

std::optional<double> Decoder::perplexity() const {
  const std::size_t count = steps_[current_].depth;
  if (count == 0) return std::nullopt;
  return std::exp(-sumLogProbability() / static_cast<double>(count));
}

// ---- going on

std::optional<Error> Decoder::check(std::span<const double> logits, bool isByHand) const {
  if (isDone() && !(isByHand && reason() == StopReason::NothingLeft)) {
    const std::string step = std::to_string(steps_[current_].depth + 1);
    return Error{
        .code = ErrorCode::OutOfRange,
        .field = "step",
        .value = step,
        .message = sentence(
            "step is {}, and generation has ended before it ({}); allowed: to rewind first.",
            {step, stopReasonName(reason())})};
  }
  if (auto error = decode::checkRow(logits, "logits", vocabularySize_)) return error;
  if (auto error = decode::checkTokens(prompt_, "prompt", logits.size())) return error;
  return decode::checkTokens(options_.stopTokens, "stopTokens", logits.size());
}

RunRequest Decoder::request(std::span<const double> logits) const {
  return {.logits = logits,
          .chain = options_.chain,
          .dialect = options_.dialect,
          .logitsAreFloat32 = options_.logitsAreFloat32,
          .history = history_,
          .state = steps_[current_].state};
}

/// The coins of the next step: of the step's share of the tape the first ones for the stages, and
/// the last for the draw. None where there is no luck.
Result<std::vector<double>> Decoder::nextCoins() const {
  if (!rng_ && options_.coins.empty()) return std::vector<double>{};
  const std::size_t needed = decode::coinsNeeded(options_.chain);
  const std::size_t share = std::max(options_.coinsPerStep, needed);
  const std::size_t begin = steps_[current_].depth * share;
  while (rng_ && tape_.size() < begin + share)
    tape_.push_back(rng_->next());
  if (tape_.size() < begin + share) {
    return decode::outOfRange(
        "coins", "a list of " + std::to_string(tape_.size()),
        sentence("at least {} for step {}", {begin + share, steps_[current_].depth + 1}));
  }
  const auto first = tape_.begin() + static_cast<std::ptrdiff_t>(begin);
  std::vector<double> coins(first, first + static_cast<std::ptrdiff_t>(needed));
  coins.back() = tape_[begin + share - 1];
  return coins;
}

/// The coins of the next step where its stages toss any, for a token that is not drawn with one.
std::vector<double> Decoder::stageCoins() const {
  if (coinsOf(options_.chain) == 0) return {};
  auto coins = nextCoins();
  return coins ? std::move(coins).value() : std::vector<double>{};
}

Result<Trace> Decoder::runWithGumbel(std::span<const double> logits) const {
  RunRequest request = this->request(logits);
  request.coins = stageCoins();
  Result<Trace> undrawn = run(request);
  if (!undrawn || undrawn->ids.empty()) return undrawn;
  const std::size_t depth = steps_[current_].depth;
  request.pick = undrawn->ids[decode::largestWithNoise(undrawn.value(), *options_.seed, depth)];
  Result<Trace> trace = run(request);
  if (trace) {
    const double noise = gumbelNoise(*options_.seed, depth, *request.pick);
    trace->drawNote =
        sentence("Its logit and its Gumbel noise, {figure}, have the largest sum.", {noise});
  }
  return trace;
}

Result<RunRequest> Decoder::requestWithCoins(std::span<const double> logits) const {
  auto coins = nextCoins();
  if (!coins) return coins.error();
  RunRequest request = this->request(logits);
  request.coins = std::move(coins).value();
  return request;
}

Result<Trace> Decoder::runWithLuck(std::span<const double> logits) const {
  if (options_.luck == Luck::Gumbel) return runWithGumbel(logits);
  auto request = requestWithCoins(logits);
  return request ? run(request.value()) : request.error();
}

Result<Trace> Decoder::preview(std::span<const double> logits) const {
  if (auto error = check(logits, false)) return *error;
  return runWithLuck(logits);
}

std::optional<Error> Decoder::advance(std::span<const double> logits) {
  Result<Trace> trace = preview(logits);
  if (!trace) return trace.error();
  if (trace->ids.empty()) {
    steps_[current_].stop = StopReason::NothingLeft;
    return std::nullopt;
  }
  if (!trace->picked) {
    return Error{.code = ErrorCode::UnknownChoice,
                 .field = "seed",
                 .value = "",
                 .message = "Neither seed nor coins are given, so nothing can be drawn; allowed: "
                            "one of them, or to pick the token by hand."};
  }
  vocabularySize_ = logits.size();
  record(std::move(trace).value(), false);
  return std::nullopt;
}

void Decoder::learn(std::span<const std::string> texts, std::span<const TokenId> ends) {
  // Others may hold the vocabulary too: it is replaced, not changed.
  auto grown = std::make_shared<std::vector<std::string>>();
  if (options_.vocabulary) *grown = *options_.vocabulary;
  grown->insert(grown->end(), texts.begin(), texts.end());
  vocabularySize_ = grown->size();
  options_.vocabulary = std::move(grown);
  options_.stopTokens.insert(options_.stopTokens.end(), ends.begin(), ends.end());
}

std::optional<Error> Decoder::pick(std::span<const double> logits, TokenId id, bool isManual) {
  if (auto error = check(logits, true)) return error;
  RunRequest request = this->request(logits);
  request.coins = stageCoins();
  request.pick = id;
  Result<Trace> trace = run(request);
  if (!trace) return trace.error();
  vocabularySize_ = logits.size();
  record(std::move(trace).value(), isManual);
  return std::nullopt;
}

/// Steps to the token that was picked; to the step that is there already, if this branch has been
/// walked before.
void Decoder::record(Trace trace, bool isManual) {
  const DecodeStep& parent = steps_[current_];
  DecodeStep step{.parent = current_,
                  .depth = parent.depth + 1,
                  .id = trace.picked->id,
                  .probability = trace.picked->probability,
                  .logProbability = *trace.logProbability,
                  .kept = trace.ids.size(),
                  .coin = trace.coin,
                  .isManual = isManual,
                  .textLength = parent.textLength};
  step.state = std::move(trace.state);
  if (!isManual && options_.luck == Luck::Gumbel)
    step.noise = gumbelNoise(*options_.seed, parent.depth, step.id);
  judge(step);
  if (options_.keepsTraces) step.trace = std::make_shared<const Trace>(std::move(trace));

  for (const StepId child : childrenOf(current_)) {
    if (steps_[child].id != step.id) continue;
    const StopReason known = steps_[child].stop;
    steps_[child] = std::move(step);
    // That nothing is left to go on with was found out by going on, and still holds.
    if (known == StopReason::NothingLeft) steps_[child].stop = known;
    standAt(child);
    return;
  }
  steps_.push_back(std::move(step));
  standAt(static_cast<StepId>(steps_.size() - 1));
}

/// Does generation end with this step, its text appended?
void Decoder::judge(DecodeStep& step) const {
  const std::string_view piece = textOf(step.id);
  step.textLength += piece.size();
  step.trimmedLength = step.textLength;
  const std::size_t longest = decode::longestOf(options_.stopSequences);
  if (contains(options_.stopTokens, step.id)) {
    step.stop = StopReason::StopToken;
    return;
  }
  // A sequence that ends in this token begins at most its own length before it.
  std::string tail(piece);
  StepId before = step.parent;
  for (; before != 0 && tail.size() < piece.size() + longest; before = steps_[before].parent)
    tail.insert(0, textOf(steps_[before].id));
  const auto match = decode::findStop(tail, tail.size() - piece.size(), options_.stopSequences);
  if (match) {
    step.stop = StopReason::StopSequence;
    step.stopSequence = match->sequence;
    step.trimmedLength = step.textLength - tail.size() + match->position;
  } else if (step.depth >= options_.maxNewTokens) {
    step.stop = StopReason::MaxTokens;
  }
}

std::optional<Error> Decoder::goTo(StepId step) {
  if (step >= steps_.size()) {
    return decode::outOfRange("step", std::to_string(step),
                              "a step from 0 to " + std::to_string(steps_.size() - 1));
  }
  standAt(step);
  return std::nullopt;
}

std::optional<Error> Decoder::rewind(std::size_t count) {
  const std::size_t depth = steps_[current_].depth;
  if (count > depth) {
    return decode::outOfRange("count", std::to_string(count),
                              "a number of tokens from 0 to " + std::to_string(depth));
  }
  StepId step = current_;
  for (std::size_t i = depth; i > count; --i)
    step = steps_[step].parent;
  standAt(step);
  return std::nullopt;
}

void Decoder::keepRecent(std::size_t most) {
  if (steps_.size() <= most) return;
  std::vector<bool> isKept(steps_.size(), false);
  std::size_t count = 0;
  std::vector<StepId> way;
  // A step with all that lead to it, or not at all.
  const auto keep = [&](StepId step, bool isMust) {
    way.clear();
    for (; step != kNoStep && !isKept[step]; step = steps_[step].parent)
      way.push_back(step);
    if (!isMust && count + way.size() > most) return;
    for (const StepId one : way)
      isKept[one] = true;
    count += way.size();
  };
  keep(current_, true);
  for (std::size_t i = steps_.size(); i-- > 0;)
    keep(static_cast<StepId>(i), false);

  std::vector<StepId> moved(steps_.size(), kNoStep);
  std::vector<DecodeStep> left;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (!isKept[i]) continue;
    moved[i] = static_cast<StepId>(left.size());
    left.push_back(std::move(steps_[i]));
    if (left.back().parent != kNoStep) left.back().parent = moved[left.back().parent];
  }
  steps_ = std::move(left);
  current_ = moved[current_];
}

} // namespace logitscope
