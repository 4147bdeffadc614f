#include "carried.h"

#include "logitscope/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logitscope {

namespace {

bool tossesCoin(const Stage& stage) {
  const auto* xtc = std::get_if<XtcParams>(&stage.params);
  return xtc != nullptr && stage.isEnabled && xtc->probability > 0 && xtc->probability < 1;
}

} // namespace

std::size_t coinsOf(const Chain& chain) {
  return static_cast<std::size_t>(std::ranges::count_if(chain, tossesCoin));
}

Carried::Carried(const RunRequest& request) : request_(request) {
  if (request.seed) rng_ = Rng::make(*request.seed, request.rng).value();
}

std::optional<double> Carried::nextCoin() {
  if (rng_) return rng_->next();
  if (coinsUsed_ >= request_.coins.size()) return std::nullopt;
  return request_.coins[coinsUsed_++];
}

void Carried::enter(const Stage& stage, StageContext& context) {
  context.coin = tossesCoin(stage) ? nextCoin() : std::nullopt;
  context.mu = std::nullopt;
  const auto* params = std::get_if<MirostatParams>(&stage.params);
  if (params == nullptr) return;
  const std::size_t index = mirostats_.size();
  const auto& known = request_.state.mu;
  const DialectRules& rules = rulesOf(request_.dialect);
  const double mu = index < known.size() ? known[index] : rules.clamped(2 * params->tau);
  mirostats_.push_back({.params = *params, .mu = mu});
  context.mu = mu;
}

void Carried::leave(const Stage& stage, Candidates& candidates) {
  if (!std::holds_alternative<MirostatParams>(stage.params)) return;
  Mirostat& mirostat = mirostats_.back();
  mirostat.isAtWork = stage.isEnabled && candidates.countInPlay() > 0;
  if (!mirostat.isAtWork) return;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    // What is masked has been removed.
    if (!std::isfinite(candidates.logits()[i])) continue;
    mirostat.ids.push_back(candidates.ids()[i]);
    mirostat.logProbabilities.push_back(candidates.logProbabilityAt(i));
  }
}

double Carried::surpriseOf(TokenId id, const Mirostat& mirostat) const {
  const double largest = std::numeric_limits<double>::max();
  const auto found = std::ranges::find(mirostat.ids, id);
  if (found != mirostat.ids.end()) {
    const auto position = static_cast<std::size_t>(found - mirostat.ids.begin());
    return std::min(-mirostat.logProbabilities[position] / std::log(2.0), largest);
  }
  // A reader's pick that the chain had removed: as surprising as the model says.
  const double ln = request_.logits[id] - softmax(request_.logits).logNormaliser;
  return std::min(-ln / std::log(2.0), largest);
}

ChainState Carried::after(std::optional<TokenId> picked) const {
  ChainState state;
  for (const Mirostat& mirostat : mirostats_) {
    double mu = mirostat.mu;
    if (picked && mirostat.isAtWork) {
      const double error = surpriseOf(*picked, mirostat) - mirostat.params.tau;
      mu = rulesOf(request_.dialect).clamped(mu - mirostat.params.eta * error);
    }
    state.mu.push_back(mu);
  }
  return state;
}

} // namespace logitscope
