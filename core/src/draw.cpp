#include "draw.h"

#include "kernels/kernels.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

/// Walks along the line until it has passed the coin.
class Walk {
public:
  Walk(const Candidates& candidates, double coin)
      : logits_(candidates.logits()), largest_(candidates.largestLogit()),
        target_(coin * kernels::sumOfExp(candidates.logits(), largest_)) {}

  /// Is this the one?
  bool passes(std::size_t position) {
    const double weight = std::exp(logits_[position] - largest_);
    if (weight > 0) lastLikely_ = position;
    sum_ += weight;
    return sum_ > target_;
  }
  /// Whose the rest of the line is, which rounding may leave.
  std::size_t lastLikely() const { return lastLikely_; }

private:
  std::span<const double> logits_;
  double largest_;
  double target_;
  double sum_ = 0;
  std::size_t lastLikely_ = 0;
};

TokenId drawByDescent(Candidates& candidates, double coin) {
  candidates.weights();
  return candidates.reach(coin * candidates.weightSum(), true).id;
}

TokenId drawByProbability(Candidates& candidates, double coin) {
  if (candidates.size() >= kManyCandidates) return drawByDescent(candidates, coin);
  constexpr std::size_t kFirstBlock = 64;
  constexpr std::size_t kGrowth = 8;

  Walk walk(candidates, coin);
  std::size_t position = 0;
  for (std::size_t end = kFirstBlock; position < candidates.size(); end *= kGrowth) {
    end = std::min(end, candidates.size());
    candidates.sortFirst(end);
    for (; position < end; ++position) {
      if (walk.passes(position)) return candidates.ids()[position];
    }
  }
  return candidates.ids()[walk.lastLikely()];
}

TokenId drawById(Candidates& candidates, double coin) {
  auto& order = candidates.rankScratch().order;
  order.resize(candidates.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    order[i] = i;
  const auto ids = candidates.ids();
  if (!candidates.isById())
    sortNumbers(order, [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
  Walk walk(candidates, coin);
  for (const std::uint32_t position : order) {
    if (walk.passes(position)) return ids[position];
  }
  return ids[walk.lastLikely()];
}

TokenId drawAsTheyStand(Candidates& candidates, double coin) {
  Walk walk(candidates, coin);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (walk.passes(i)) return candidates.ids()[i];
  }
  return candidates.ids()[walk.lastLikely()];
}

} // namespace

std::optional<TokenId> drawFrom(Candidates& candidates, double coin) {
  if (candidates.countInPlay() == 0) return std::nullopt;
  switch (candidates.rules().drawOrder) {
  case DrawOrder::ById:
    return drawById(candidates, coin);
  case DrawOrder::AsTheyStand:
    return drawAsTheyStand(candidates, coin);
  case DrawOrder::ByProbability:
    break;
  }
  return drawByProbability(candidates, coin);
}

} // namespace logitscope
