#include "carried.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

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

void Carried::begin(const ChainState& state) {
  before_ = &state;
  used_ = 0;
}

void Carried::enter(const Stage& stage, CoinSource& coins, StageContext& context) {
  context.coin = tossesCoin(stage) ? coins.next() : std::nullopt;
  context.mu = std::nullopt;
  const auto* params = std::get_if<MirostatParams>(&stage.params);
  if (params == nullptr) return;
  const DialectRules& rules = context.rules();
  if (used_ == mirostats_.size()) mirostats_.emplace_back();
  Mirostat& mirostat = mirostats_[used_];
  mirostat.tau = params->tau;
  mirostat.eta = params->eta;
  mirostat.mu = used_ < before_->mu.size() ? before_->mu[used_] : rules.clamped(2 * params->tau);
  context.mu = mirostat.mu;
  ++used_;
}

void Carried::leave(const Stage& stage, Candidates& candidates) {
  if (!std::holds_alternative<MirostatParams>(stage.params)) return;
  Mirostat& mirostat = mirostats_[used_ - 1];
  candidates.settle();
  mirostat.isAtWork = stage.isEnabled && candidates.countInPlay() > 0;
  mirostat.ids.clear();
  mirostat.logProbabilities.clear();
  for (std::size_t i = 0; mirostat.isAtWork && i < candidates.size(); ++i) {
    // What is masked has been removed.
    if (!std::isfinite(candidates.logits()[i])) continue;
    mirostat.ids.push_back(candidates.ids()[i]);
    mirostat.logProbabilities.push_back(candidates.logProbabilityAt(i));
  }
}

void Carried::finish(std::optional<TokenId> picked, const DialectRules& rules,
                     const std::function<double(TokenId)>& modelLogProbability,
                     ChainState& state) const {
  state.mu.resize(used_);
  for (std::size_t i = 0; i < used_; ++i) {
    const Mirostat& mirostat = mirostats_[i];
    state.mu[i] = mirostat.mu;
    if (!picked || !mirostat.isAtWork) continue;
    const auto found = std::ranges::find(mirostat.ids, *picked);
    const auto position = static_cast<std::size_t>(found - mirostat.ids.begin());
    const double ln = found != mirostat.ids.end() ? mirostat.logProbabilities[position]
                                                  : modelLogProbability(*picked);
    // Logits at both ends of the doubles would leave infinity.
    const double surprise = std::min(-ln / std::numbers::ln2, std::numeric_limits<double>::max());
    state.mu[i] = rules.clamped(mirostat.mu - mirostat.eta * (surprise - mirostat.tau));
  }
}

} // namespace logitscope
