// Top-h: keep the most likely tokens while they carry no more than a share α of the entropy.
//
// Idea   Bound the randomness of what is kept by the randomness of what came in.
// Rule   Walk down from the most likely token, adding −p ln p; keep tokens while the sum is at most
//        α · H. The most likely one stays whatever it carries.
// Edges  α = 1 is off. transformers looks at the 100 most likely tokens only, as if there were no
//        others: its H is theirs.
// Range  0 < α ≤ 1. Default 0.4.
// Source Potraghloo et al. 2025, "Top-H Decoding: Adapting the Creativity and Coherence with
//        Bounded Entropy in Text Generation", arXiv:2509.02510; the rule as transformers has it.

#include "decode/top_scores.h"
#include "logitscope/words.h"
#include "stages/mass.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace logitscope {

namespace {

/// What each of the most likely tokens carries, in nats, and all of them together.
class EntropyShares {
public:
  explicit EntropyShares(Candidates& candidates)
      : candidates_(candidates), limit_(std::min(candidates.size(), candidates.rules().topHLimit)) {
    candidates.sortFirst(limit_ < candidates.size() ? limit_ : 0);
    largest_ = candidates.largestLogit();
    if (limit_ == candidates.size()) {
      sum_ = candidates.weightSum();
    } else {
      for (std::size_t i = 0; i < limit_; ++i)
        sum_ += std::exp(candidates.logits()[i] - largest_);
    }
    for (std::size_t i = 0; i < limit_; ++i)
      entropy_ += at(i);
    entropy_ = candidates.rules().rounded(entropy_);
  }

  std::size_t limit() const { return limit_; }
  double entropy() const { return entropy_; }
  double at(std::size_t position) const {
    const auto rounded = [&](double value) { return candidates_.rules().rounded(value); };
    const double distance = candidates_.logits()[position] - largest_;
    const double p = rounded(std::exp(distance) / sum_);
    return p > 0 ? rounded(-p * rounded(distance - std::log(sum_))) : 0;
  }

private:
  Candidates& candidates_;
  std::size_t limit_;
  double largest_ = 0;
  double sum_ = 0;
  double entropy_ = 0;
};

/// transformers takes its first tokens from torch.topk, which orders tied ones by how it selects:
/// where the cut goes through a tie, that decides who stays.
void keepFirstAsTorch(Candidates& sorted, std::size_t count, std::size_t limit,
                      std::size_t vocabularySize) {
  const auto logits = sorted.logits();
  if (count >= sorted.size() || logits[count - 1] != logits[count]) return sorted.keepFirst(count);
  std::vector<float> row(vocabularySize, -std::numeric_limits<float>::infinity());
  for (std::size_t i = 0; i < sorted.size(); ++i)
    row[sorted.ids()[i]] = static_cast<float>(logits[i]);
  const auto order = decode::topScores(row, std::min(limit, vocabularySize));
  std::vector<TokenId> kept(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
  sortNumbers(kept);
  sorted.keepIf([&](std::size_t i) { return std::ranges::binary_search(kept, sorted.ids()[i]); });
}

bool isOff(const TopHParams& params, const Candidates& candidates) {
  return params.alpha == 1 && candidates.rules().topHLimit >= candidates.size();
}

double nats(double value) {
  return value / std::log(2.0);
}

} // namespace

StageEffect apply(const TopHParams& params, const StageContext& context, Candidates& candidates) {
  if (isOff(params, candidates))
    return {.note = noteFor(context, [] { return "Off: alpha = 1 keeps every token."; })};
  const EntropyShares shares(candidates);
  const double most =
      context.rules().rounded(context.rules().rounded(params.alpha) * shares.entropy());
  candidates.sortFirst(shares.limit());
  Mass sum(candidates.rules());
  std::size_t count = 0;
  for (; count < shares.limit(); ++count) {
    sum.add(shares.at(count));
    if (count > 0 && sum.value() > most + context.tolerance()) break;
  }
  if (candidates.rules().keepsTies) {
    keepFirstAsTorch(candidates, count, candidates.rules().topHLimit, context.vocabularySize);
  } else {
    candidates.keepFirst(count);
  }
  StageEffect effect{.threshold = nats(most)};
  effect.note = noteFor(context, [&] {
    return (count == 1 ? "The first token stays, within "
                       : sentence("The first {tokens} stay, within ", {count})) +
           exactNumber(params.alpha) + " × " + figure(nats(shares.entropy())) + " = " +
           figure(nats(most)) + " bits.";
  });
  if (context.isTraced) effect.figures = {{"entropy", nats(shares.entropy())}};
  return effect;
}

Verdict judge(const TopHParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (isOff(params, before)) return {{}, "Kept: top-h is off."};
  const EntropyShares shares(before);
  const std::string by = outcome(token, StageKind::TopH);
  if (token.position >= shares.limit()) {
    return {{}, sentence("{}only the {} most likely are looked at.", {by, shares.limit()})};
  }
  if (token.position == 0) return {{}, by + "the most likely token always stays."};
  Mass sum(before.rules());
  for (std::size_t i = 0; i <= token.position; ++i)
    sum.add(shares.at(i));
  const double most = context.rules().rounded(params.alpha) * shares.entropy();
  return {nats(most - sum.value()),
          sentence("{}up to it the tokens carry {figure}{}{figure}.",
                   {by, nats(sum.value()), token.isKept ? " bits, within " : " bits, more than ",
                    nats(most)})};
}

} // namespace logitscope
