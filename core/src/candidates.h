#pragma once

#include "logitscope/scenario.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace logitscope {

/// The tokens still in play and their logits, as they flow from stage to stage.
///
/// The order carries meaning only when [isSorted]: then it is by descending logit, ties by lower
/// id. Probabilities are worked out when somebody asks, and forgotten when anything changes:
/// removing tokens is all it takes to renormalise.
class Candidates {
public:
  /// All tokens with a finite logit.
  explicit Candidates(std::span<const double> logits);

  std::size_t size() const { return ids_.size(); }
  bool isEmpty() const { return ids_.empty(); }
  std::span<const TokenId> ids() const { return ids_; }
  std::span<const double> logits() const { return logits_; }
  /// Softmax over the tokens in play, in the current order.
  std::span<const double> probabilities();
  /// Where a token stands in the current order; empty when it is no longer in play.
  std::optional<std::size_t> find(TokenId id) const;

  /// Most likely first, ties by lower id. Does nothing when that is so already.
  void sort();
  /// z ← (z − shift) / divisor, never below the lowest double.
  void divideLogits(double divisor, double shift);
  /// Removes all but the first [count] of the current order.
  void keepFirst(std::size_t count);
  /// Removes all tokens but the one at [position].
  void keepOnly(std::size_t position);

private:
  std::vector<TokenId> ids_;
  std::vector<double> logits_;
  std::vector<double> probabilities_;
  bool isSorted_ = false;
};

} // namespace logitscope
