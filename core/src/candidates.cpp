#include "candidates.h"

#include "logitscope/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logitscope {

Candidates::Candidates(std::span<const double> logits) {
  ids_.reserve(logits.size());
  logits_.reserve(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (!std::isfinite(logits[i])) continue;
    ids_.push_back(static_cast<TokenId>(i));
    logits_.push_back(logits[i]);
  }
}

std::span<const double> Candidates::probabilities() {
  if (probabilities_.empty()) probabilities_ = softmax(logits_).probabilities;
  return probabilities_;
}

std::optional<std::size_t> Candidates::find(TokenId id) const {
  const auto found = std::ranges::find(ids_, id);
  if (found == ids_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ids_.begin());
}

void Candidates::sort() {
  if (isSorted_) return;
  struct Entry {
    double logit;
    TokenId id;
  };
  std::vector<Entry> entries(size());
  for (std::size_t i = 0; i < size(); ++i)
    entries[i] = {logits_[i], ids_[i]};
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
  });
  for (std::size_t i = 0; i < size(); ++i) {
    logits_[i] = entries[i].logit;
    ids_[i] = entries[i].id;
  }
  probabilities_.clear();
  isSorted_ = true;
}

void Candidates::divideLogits(double divisor, double shift) {
  for (double& logit : logits_) {
    logit = std::max((logit - shift) / divisor, std::numeric_limits<double>::lowest());
  }
  probabilities_.clear();
  // Two logits may have met in the rounding, and ties go by id.
  for (std::size_t i = 1; isSorted_ && i < size(); ++i) {
    isSorted_ = logits_[i - 1] != logits_[i] || ids_[i - 1] < ids_[i];
  }
}

void Candidates::keepFirst(std::size_t count) {
  if (count >= size()) return;
  ids_.resize(count);
  logits_.resize(count);
  probabilities_.clear();
}

void Candidates::keepOnly(std::size_t position) {
  ids_ = {ids_[position]};
  logits_ = {logits_[position]};
  probabilities_.clear();
}

} // namespace logitscope
