#include "model/sweep_run.h"

#include <algorithm>
#include <utility>

namespace logitscope::shell {

namespace {

constexpr std::size_t kMostColumns = 41;
constexpr std::size_t kMostRows = 33;
constexpr std::size_t kCoarse = 7;

// Tokens times pairs: what is worked out before the first picture, and with every frame after it. Of GPT-2's
// vocabulary five pairs go into a frame; a dialect that sorts takes a few times as long for them as the textbook's.
constexpr std::size_t kAtOnce = 3'000'000;
constexpr std::size_t kPerFrame = 300'000;

std::size_t pairsFor(std::size_t work, std::size_t tokens) {
  return std::max<std::size_t>(1, work / std::max<std::size_t>(1, tokens));
}

SweepAxis axisOf(const Chain& chain, const SweepParam& param, Dialect dialect, std::size_t tokens, std::size_t most) {
  return {placeOf(chain, param), param.name, sweepValues(param.stage(), param.info(), dialect, tokens, most)};
}

SweepAxis coarsened(const SweepAxis& axis) {
  SweepAxis coarse{axis.stage, axis.name, {}};
  for (const std::size_t place : coarsePlaces(axis.values.size()))
    coarse.values.push_back(axis.values[place]);
  return coarse;
}

} // namespace

std::vector<std::size_t> coarsePlaces(std::size_t count) {
  std::vector<std::size_t> places;
  const std::size_t wanted = std::min(count, kCoarse);
  for (std::size_t i = 0; i < wanted; ++i)
    places.push_back(wanted == 1 ? 0 : (i * (count - 1) + (wanted - 1) / 2) / (wanted - 1));
  return places;
}

void SweepRun::follow(const Document& document, const Step& step) {
  const RunRequest request = step.request();
  const SweepOptions& options = document.sweep;
  Cause cause{.logits = step.logits,
              .chain = request.chain,
              .dialect = request.dialect,
              .history = {request.history.begin(), request.history.end()},
              .state = request.state,
              .coins = request.coins,
              .x = options.x,
              .y = options.y};
  // Where the settings stand on the map changes nothing of it.
  for (const SweepParam* param : {&options.x, &options.y}) {
    const std::size_t place = placeOf(cause.chain, *param);
    if (place < cause.chain.size()) param->info().set(cause.chain[place].params, param->info().defaultValue);
  }
  if (cause_ == cause) return;
  cause_ = std::move(cause);
  begin(request);
}

void SweepRun::begin(const RunRequest& request) {
  fine_.reset();
  coarse_.reset();
  error_.reset();
  const std::size_t tokens = request.logits.size();
  const SweepAxis x = axisOf(request.chain, cause_->x, request.dialect, tokens, kMostColumns);
  const SweepAxis y = axisOf(request.chain, cause_->y, request.dialect, tokens, kMostRows);
  Result<Sweep> fine = Sweep::make(request, x, y);
  if (!fine) {
    error_ = fine.error();
    return;
  }
  fine_ = std::move(fine).value();
  const std::size_t pairs = x.values.size() * (y.values.size() + 1);
  if (pairs * tokens <= kAtOnce) {
    fine_->advance(pairs);
    return;
  }
  coarse_ = Sweep::make(request, coarsened(x), coarsened(y)).value();
  coarse_->advance(pairs);
}

bool SweepRun::goOn() {
  if (!isUnfinished()) return false;
  fine_->advance(pairsFor(kPerFrame, cause_->logits->size()));
  return fine_->isDone();
}

} // namespace logitscope::shell
