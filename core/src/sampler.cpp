// The chain without an audience: the same stages as in run.cpp over the same candidates, in memory
// that is kept.

#include "logitscope/sampler.h"

#include "candidates.h"
#include "carried.h"
#include "draw.h"
#include "request.h"

#include <algorithm>
#include <type_traits>

namespace logitscope {

struct Sampler::Insides {
  SamplerOptions options;
  Rng rng;
  ChainState state;
  ChainState nextState;
  std::vector<TokenId> history;
  Candidates candidates;
  Carried carried;
};

Sampler::Sampler(std::unique_ptr<Insides> insides) : insides_(std::move(insides)) {}
Sampler::Sampler(Sampler&&) noexcept = default;
Sampler& Sampler::operator=(Sampler&&) noexcept = default;
Sampler::~Sampler() = default;

namespace {

bool startsWithTopK(const Chain& chain) {
  const auto first = std::ranges::find_if(chain, [](const Stage& one) { return one.isEnabled; });
  return first != chain.end() && first->kind() == StageKind::TopK;
}

} // namespace

Result<Sampler> Sampler::make(SamplerOptions options) {
  if (auto error = checkChain(options.chain, options.dialect)) return *error;
  auto rng = Rng::make(options.seed, options.rng);
  if (!rng) return rng.error();
  Sampler sampler(
      std::unique_ptr<Insides>(new Insides{.options = std::move(options), .rng = rng.value()}));
  sampler.reset();
  return sampler;
}

void Sampler::reset() {
  Insides& in = *insides_;
  in.rng = Rng::make(in.options.seed, in.options.rng).value();
  in.state = {};
  in.history = in.options.history;
}

void Sampler::accept(TokenId id) {
  insides_->history.push_back(id);
}

template <typename Number>
Result<std::optional<TokenId>> Sampler::sampleFrom(std::span<const Number> logits) {
  Insides& in = *insides_;
  // Where top-k comes first, the row is looked over and checked in one pass.
  constexpr bool isSingle = std::is_same_v<Number, float>;
  const DialectRules& rules = rulesOf(in.options.dialect);
  bool isGood = false;
  if constexpr (isSingle) {
    if (startsWithTopK(in.options.chain) && !rules.isArray) {
      in.candidates.lay(logits, rules);
      isGood = !logits.empty() && logits.size() <= kMaxTokens && in.candidates.survey();
    }
  }
  if (!isGood) {
    if (auto error = checkLogits(logits)) return *error;
    in.candidates.fill(logits, rules);
  }
  if (auto error = checkIds(in.options.chain, in.history, logits.size())) return *error;

  StageContext context{.dialect = in.options.dialect,
                       .reachTolerance = reachToleranceOf(isSingle || in.options.logitsAreFloat32),
                       .history = in.history,
                       .vocabularySize = logits.size(),
                       .isTraced = false};
  CoinSource coins{.rng = &in.rng};
  in.carried.begin(in.state);
  for (const Stage& stage : in.options.chain) {
    in.carried.enter(stage, coins, context);
    if (stage.isEnabled && !in.candidates.isSpent()) applyStage(stage, context, in.candidates);
    in.carried.leave(stage, in.candidates);
  }
  in.candidates.settle();
  const double coin = *coins.next();
  const auto picked = drawFrom(in.candidates, coin);
  in.carried.finish(
      picked, context.rules(), [](TokenId) { return 0.0; }, in.nextState);
  std::swap(in.state, in.nextState);
  return picked;
}

Result<std::optional<TokenId>> Sampler::sample(std::span<const double> logits) {
  return sampleFrom(logits);
}

Result<std::optional<TokenId>> Sampler::sample(std::span<const float> logits) {
  return sampleFrom(logits);
}

} // namespace logitscope
