#pragma once

#include "buffer.h"
#include "descent.h"
#include "dialects/rules.h"
#include "kernels/kernels.h"
#include "logitscope/scenario.h"
#include "ranking.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace logitscope {

/// From so many on, a [Descent] is quicker than to put the first of them in order.
inline constexpr std::size_t kManyCandidates = 2048;

/// The tokens still in play and their logits, as they flow from stage to stage.
///
/// In most dialects their order means nothing, and only as much of them is ever put in order as a
/// stage asks for. In llama.cpp's they stand in an array whose order stages see: by id at first,
/// sorted by those that sort it, and believed to be sorted until somebody says otherwise. There a
/// token may also stay in the array with a logit of -inf: masked, out of play, and still counted.
///
/// Probabilities are worked out when somebody asks, and forgotten when anything changes: removing
/// tokens is all it takes to renormalise.
///
/// Made once and refilled, it allocates nothing after the first time. A row may also be laid before
/// it without being taken in: top-k then looks at the row itself, and takes in what stays. Until
/// then nothing but [lay]'s company may be called.
class Candidates {
public:
  Candidates() = default;
  Candidates(std::span<const double> logits, const DialectRules& rules) { fill(logits, rules); }

  /// Takes all tokens that have a finite logit, and in an array also those at -inf.
  void fill(std::span<const double> logits, const DialectRules& rules);
  void fill(std::span<const float> logits, const DialectRules& rules);

  /// A row to be taken in by [settle] or [takeLargest], whichever comes first; it must stay where it
  /// is until then.
  void lay(std::span<const float> logits, const DialectRules& rules);
  /// Looks over the row that was laid, as [takeLargest] needs it. False when it holds NaN or +inf.
  bool survey();
  /// Takes in the row that was laid, if it was not yet.
  void settle();
  /// Keeps the [count] largest, ties by lower id.
  void takeLargest(std::size_t count);

  const DialectRules& rules() const { return *rules_; }
  std::size_t size() const { return ids_.size(); }
  bool isEmpty() const { return ids_.empty(); }
  /// Is nothing in play? A row that was only laid may be, which shows when it is taken in.
  bool isSpent() const { return !isLaid_ && countInPlay() == 0; }
  /// How many are not masked.
  std::size_t countInPlay() const { return size() - masked_; }
  std::span<const TokenId> ids() const { return {ids_.data(), ids_.size()}; }
  std::span<const double> logits() const { return {logits_.data(), logits_.size()}; }
  /// Where a token stands in the current order; empty when it is not in play.
  std::optional<std::size_t> find(TokenId id) const;

  // ---- order

  /// Puts the first [count] in their place: most likely first, ties by lower id. In an array that
  /// counts as sorted nothing moves, whatever its order.
  void sortFirst(std::size_t count);
  void sort() { sortFirst(size()); }
  /// How many at the front are in their place.
  std::size_t sortedCount() const { return sorted_; }
  /// In an array: would [sort] leave it as it stands?
  bool countsAsSorted() const { return sorted_ >= size(); }
  /// In an array: its order is from now on nobody's. Elsewhere order is kept track of by itself.
  void forgetOrder() {
    if (!rules_->isArray) return;
    sorted_ = 0;
    ++changes_;
  }
  /// Do the ids ascend?
  bool isById() const { return isById_; }
  /// Puts them into this order: [order] holds each position once. An array then counts as unsorted.
  void arrange(std::span<const std::uint32_t> order);

  // ---- probabilities

  double largestLogit() const;
  /// Σ exp(z − largest), over all in play.
  double weightSum();
  /// exp(z − largest) / Σ, in the dialect's precision.
  double probabilityAt(std::size_t position);
  /// ln of it, straight from the logits: finite where the probability has underflowed.
  double logProbabilityAt(std::size_t position);
  /// Of all, in the current order.
  std::span<const double> probabilities();
  /// exp(z − largest) of all, in the current order; they sum to [weightSum], and cost one pass.
  std::span<const double> weights();
  /// Where, on the way down from the largest logit, [weights] add up to a target.
  Descent::Place reach(double weight, bool mustExceed);
  /// −Σ p ln p in nats; a probability of 0 adds nothing.
  double entropy();

  // ---- changes

  /// z ← (z − shift) / divisor, rounded as the dialect does, never -inf.
  void divideLogits(double divisor, double shift);
  /// z ← update(id, z) for the tokens listed in [ids], ascending and each once; what overflows stays
  /// at the largest or lowest number. In an array the belief to be sorted survives.
  template <typename Update> void changeLogits(std::span<const TokenId> ids, Update update);
  /// Keeps those of which [isKept](position) is true, in their order.
  template <typename IsKept> void keepIf(IsKept isKept);
  // Two that are asked of whole vocabularies.
  /// Keeps those on the way down to a place that was reached, itself included.
  void keepDownTo(const Descent::Place& place);
  /// Keeps those whose logit is [least] or more.
  void keepAtLeast(double least);
  /// Removes all but the first [count] of the current order.
  void keepFirst(std::size_t count);
  /// Removes the first [count] of the current order.
  void removeFirst(std::size_t count);
  /// Puts those of which [isKept](position) is false out of play: in an array they stay, masked.
  template <typename IsKept> void maskUnless(IsKept isKept);

  /// How often tokens, logits or, in an array, their order have changed. While it stands still, a copy holds.
  std::size_t changeCount() const { return changes_; }

  // ---- memory for stages to work in, so that they allocate nothing either

  struct RankScratch {
    std::vector<std::uint32_t> order;
    std::vector<double> deviation;
    Descent descent;
  };
  struct OccurrenceScratch {
    std::vector<TokenId> ids;
    std::vector<std::uint32_t> counts;
  };
  RankScratch& rankScratch() { return rankScratch_; }
  OccurrenceScratch& occurrenceScratch() { return occurrenceScratch_; }

private:
  template <typename Number>
  void fillFrom(std::span<const Number> logits, const DialectRules& rules);
  void change(std::size_t position, double logit);
  void mask(std::size_t position);
  void changed();
  void truncate(std::size_t count);
  void compacted(std::size_t kept);
  bool takeLargestOfRow(std::size_t count);
  /// [sortFirst] without what is said of arrays there.
  void putFirst(std::size_t count);

  const DialectRules* rules_ = nullptr;
  Buffer<TokenId> ids_;
  Buffer<double> logits_;
  std::size_t sorted_ = 0;
  std::size_t masked_ = 0;
  std::size_t changes_ = 0;
  /// Ids ascend, so that a token is found without looking at all.
  bool isById_ = false;

  // What is known of the probabilities until something changes.
  std::optional<double> origin_;
  std::optional<double> weightSum_;
  std::optional<double> logOfSum_;
  std::vector<double> probabilities_;
  Buffer<double> weights_;

  // A row that was laid and not yet taken in.
  std::span<const float> row_;
  bool isLaid_ = false;
  std::vector<float> maxima_;
  std::vector<float> maximaScratch_;
  std::array<std::uint32_t, kernels::kBlock> found_{};

  std::vector<Ranked> entries_;
  Descent descent_;
  bool isDescentGood_ = false;
  RankScratch rankScratch_;
  OccurrenceScratch occurrenceScratch_;
};

template <typename Update>
void Candidates::changeLogits(std::span<const TokenId> ids, Update update) {
  if (ids.empty()) return;
  const std::size_t sortedBefore = sorted_;
  if (isById_) {
    for (const TokenId id : ids) {
      const auto found = std::ranges::lower_bound(ids_, id);
      if (found == ids_.end() || *found != id) continue;
      const auto position = static_cast<std::size_t>(found - ids_.begin());
      change(position, update(id, logits_[position]));
    }
  } else {
    for (std::size_t i = 0; i < size(); ++i) {
      if (std::ranges::binary_search(ids, ids_[i])) change(i, update(ids_[i], logits_[i]));
    }
  }
  changed();
  sorted_ = rules_->isArray ? sortedBefore : 0;
}

template <typename IsKept> void Candidates::keepIf(IsKept isKept) {
  // Written in any case, and written over by the next where it goes: no branch to guess.
  std::size_t kept = 0;
  std::size_t keptOfSorted = 0;
  const bool areWeighed = !weights_.empty();
  for (std::size_t i = 0; i < size(); ++i) {
    if (i == sorted_) keptOfSorted = kept;
    const bool stays = isKept(i);
    ids_[kept] = ids_[i];
    logits_[kept] = logits_[i];
    if (areWeighed) weights_[kept] = weights_[i];
    kept += stays ? 1 : 0;
  }
  sorted_ = sorted_ >= size() ? kept : keptOfSorted;
  compacted(kept);
}

template <typename IsKept> void Candidates::maskUnless(IsKept isKept) {
  if (!rules_->isArray) return keepIf(isKept);
  for (std::size_t i = 0; i < size(); ++i) {
    if (!isKept(i)) mask(i);
  }
  changed();
}

} // namespace logitscope
