// Typical-p, or locally typical sampling: keep the tokens whose surprise is closest to the entropy.
//
// Idea   People avoid what says too little as well as what says too much. So may the most likely
//        token go.
// Rule   Rank by |−ln p − H|, H in nats, smallest first; keep the smallest set whose probabilities
//        reach p. transformers also keeps every token that ties with the last; llama.cpp wants the
//        sum above p, and leaves its array in this ranking.
// Edges  p = 1 is off. Ties are ranked by lower id, in llama.cpp's array as they stand. At least
//        minKeep tokens stay. A token at -inf in that array makes the library compute 0 · ln 0,
//        which is no number; here such a token is ranked last.
// Range  0 < p ≤ 1. Default 0.9.
// Source Meister et al. 2022, "Locally Typical Sampling", arXiv:2202.00666.

#include "logitscope/words.h"
#include "stages/mass.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace logitscope {

namespace {

/// The candidates by how far their surprise is from the entropy.
struct Ranking {
  double entropy = 0;
  /// Positions, the most typical first.
  std::span<std::uint32_t> order;
  /// By position, in nats.
  std::span<double> deviation;
  /// How many of the order stay.
  std::size_t kept = 0;
  /// What the smallest set that decides holds together.
  double mass = 0;
};

/// All of the ranking but the order: there all stand as they are.
void measure(Candidates& candidates, Ranking& ranking) {
  auto& order = candidates.rankScratch().order;
  auto& deviation = candidates.rankScratch().deviation;
  order.resize(candidates.size());
  deviation.resize(candidates.size());
  std::iota(order.begin(), order.end(), 0U);
  ranking.order = order;
  ranking.deviation = deviation;
  ranking.entropy = candidates.entropy();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    deviation[i] = std::isfinite(candidates.logits()[i])
                       ? candidates.rules().rounded(
                             std::abs(-candidates.logProbabilityAt(i) - ranking.entropy))
                       : std::numeric_limits<double>::infinity();
  }
}

void rank(Candidates& candidates, Ranking& ranking) {
  measure(candidates, ranking);
  const auto deviation = ranking.deviation;
  const bool isArray = candidates.rules().isArray;
  sortNumbers(ranking.order, [&](std::uint32_t a, std::uint32_t b) {
    if (deviation[a] != deviation[b]) return deviation[a] < deviation[b];
    return isArray ? a < b : candidates.ids()[a] < candidates.ids()[b];
  });
}

void cut(const TypicalPParams& params, const StageContext& context, Candidates& candidates,
         Ranking& ranking) {
  const TypicalRule rule = context.rules().typical;
  const auto minKeep = static_cast<std::size_t>(params.minKeep);
  const double p = context.rules().rounded(params.p);
  const auto probabilities = candidates.probabilities();
  Mass mass(candidates.rules());
  std::size_t count = 0;
  bool isEnough = false;
  while (count < candidates.size() && !isEnough) {
    mass.add(probabilities[ranking.order[count++]]);
    isEnough = rule == TypicalRule::Exceeds ? mass.value() > p && count >= minKeep
                                            : mass.value() >= p - context.tolerance();
  }
  ranking.mass = mass.value();
  if (rule == TypicalRule::WithTies) {
    const double last = ranking.deviation[ranking.order[count - 1]];
    while (count < candidates.size() && ranking.deviation[ranking.order[count]] <= last)
      ++count;
  }
  ranking.kept = std::min(candidates.size(), std::max(count, minKeep));
}

/// Ranks, cuts and keeps for so many candidates that sorting them would cost more than all else:
/// the way down from the smallest deviation, in positions, which ascend as the ids do.
Ranking keepByDescent(const TypicalPParams& params, const StageContext& context,
                      Candidates& candidates) {
  Ranking ranking;
  measure(candidates, ranking);
  for (double& deviation : ranking.deviation)
    deviation = -deviation;
  const auto probabilities = candidates.probabilities();
  Descent& descent = candidates.rankScratch().descent;
  descent.begin(ranking.deviation, probabilities, 0);
  const auto place = descent.reach(ranking.deviation, ranking.order, params.p - context.tolerance(),
                                   false, probabilities);
  candidates.keepIf([&](std::size_t i) {
    return place.comesAfterOrAt(ranking.deviation[i], static_cast<std::uint32_t>(i));
  });
  ranking.kept = place.count;
  ranking.mass = place.sum;
  return ranking;
}

bool isWorthDescent(const TypicalPParams& params, const Candidates& candidates) {
  return candidates.size() >= kManyCandidates && candidates.isById() && params.minKeep <= 1 &&
         !candidates.rules().isSingle;
}

Ranking rankAndCut(const TypicalPParams& params, const StageContext& context,
                   Candidates& candidates) {
  Ranking ranking;
  rank(candidates, ranking);
  cut(params, context, candidates, ranking);
  return ranking;
}

} // namespace

StageEffect apply(const TypicalPParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (params.p >= 1)
    return {.note = noteFor(
                context, [&] { return sentence("Off: p = {} keeps every token.", {params.p}); })};
  if (candidates.rules().isArray) candidates.sort();
  const bool isDescended = isWorthDescent(params, candidates);
  const Ranking ranking = isDescended ? keepByDescent(params, context, candidates)
                                      : rankAndCut(params, context, candidates);
  StageEffect effect{.threshold = params.p};
  effect.note = noteFor(context, [&] {
    const bool isOne = ranking.kept == 1;
    return sentence("The {} closest to the entropy of {figure}{}{}.",
                    {isOne ? "token" : countTokens(ranking.kept), ranking.entropy / std::log(2.0),
                     isOne ? " bits holds " : " bits hold ",
                     compareMass(ranking.mass, params.p, context)});
  });
  if (context.isTraced) effect.figures = {{"entropy", ranking.entropy / std::log(2.0)}};
  if (isDescended) return effect;
  candidates.arrange(ranking.order);
  candidates.keepFirst(ranking.kept);
  candidates.forgetOrder();
  return effect;
}

Verdict judge(const TypicalPParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.p >= 1) return {{}, "Kept: typical-p is off."};
  const Ranking ranking = rankAndCut(params, context, before);
  const auto place = static_cast<std::size_t>(
      std::ranges::find(ranking.order, static_cast<std::uint32_t>(token.position)) -
      ranking.order.begin());
  double mass = 0;
  for (std::size_t i = 0; i < place; ++i)
    mass += before.probabilityAt(ranking.order[i]);
  const double bits = std::log(2.0);
  const std::string reason = sentence(
      "{}its surprise, {figure} bits, is {figure} from the entropy, and {tokens}{}{figure} of {}",
      {outcome(token, StageKind::TypicalP), -before.logProbabilityAt(token.position) / bits,
       ranking.deviation[token.position] / bits, place,
       place == 1 ? " closer to it holds " : " closer to it hold ", mass, params.p});
  const double margin = params.p - mass;
  const bool isSaved = token.isKept && margin <= context.tolerance();
  if (isSaved && context.rules().typical == TypicalRule::WithTies)
    return {margin, reason + "; it ties with the last of these, or minKeep asks for it."};
  return {margin, reason + (isSaved ? ", but minKeep asks for it." : ".")};
}

} // namespace logitscope
