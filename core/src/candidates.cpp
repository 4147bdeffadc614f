#include "candidates.h"

#include "kernels/kernels.h"

#include <cmath>
#include <functional>
#include <limits>

namespace logitscope {

namespace {

constexpr double kMasked = -std::numeric_limits<double>::infinity();

} // namespace

template <typename Number>
void Candidates::fillFrom(std::span<const Number> logits, const DialectRules& rules) {
  rules_ = &rules;
  isLaid_ = false;
  ids_.resize(logits.size());
  logits_.resize(logits.size());
  sorted_ = 0;
  masked_ = 0;
  isById_ = true;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    ids_[i] = static_cast<TokenId>(i);
    logits_[i] = static_cast<double>(logits[i]);
  }
  if (rules.isSingle) {
    for (double& logit : logits_)
      logit = logit == kMasked ? kMasked : rules.clamped(logit);
  }
  changed();
  const double lowest = kernels::minOf(this->logits());
  if (lowest != kMasked) return;
  if (rules.isArray) {
    masked_ = static_cast<std::size_t>(std::ranges::count(logits_, kMasked));
  } else {
    keepIf([&](std::size_t i) { return logits_[i] != kMasked; });
  }
}

void Candidates::fill(std::span<const double> logits, const DialectRules& rules) {
  fillFrom(logits, rules);
}

void Candidates::fill(std::span<const float> logits, const DialectRules& rules) {
  fillFrom(logits, rules);
}

std::optional<std::size_t> Candidates::find(TokenId id) const {
  const auto found = isById_ ? std::ranges::lower_bound(ids_, id) : std::ranges::find(ids_, id);
  if (found == ids_.end() || *found != id) return std::nullopt;
  const auto position = static_cast<std::size_t>(found - ids_.begin());
  if (logits_[position] == kMasked) return std::nullopt;
  return position;
}

void Candidates::lay(std::span<const float> logits, const DialectRules& rules) {
  rules_ = &rules;
  row_ = logits;
  isLaid_ = true;
  maxima_.clear();
}

bool Candidates::survey() {
  maxima_.resize((row_.size() + kernels::kBlock - 1) / kernels::kBlock);
  return kernels::blockMaxima(row_, maxima_);
}

void Candidates::settle() {
  if (!isLaid_) return;
  isLaid_ = false;
  fill(row_, *rules_);
}

void Candidates::takeLargest(std::size_t count) {
  if (isLaid_ && takeLargestOfRow(count)) return;
  settle();
  // What comes after them leaves: of an array too, nobody sees its order.
  if (count < size()) {
    putFirst(count);
  } else {
    sortFirst(count);
  }
  keepFirst(count);
}

/// The largest of a row, found by way of the largest of each block: only blocks that may hold one of
/// them are looked into. False where that is no shortcut.
bool Candidates::takeLargestOfRow(std::size_t count) {
  // Otherwise most blocks would be looked into.
  if (maxima_.empty() || count == 0 || 2 * count > maxima_.size()) return false;
  maximaScratch_ = maxima_;
  const auto place = maximaScratch_.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::ranges::nth_element(maximaScratch_, place, std::ranges::greater());
  // So many blocks reach this that no smaller logit is among the largest.
  const float least = *place;
  if (!std::isfinite(least)) return false;

  entries_.clear();
  std::size_t ties = 0;
  for (std::size_t block = 0; block < maxima_.size(); ++block) {
    if (maxima_[block] < least) continue;
    const std::size_t begin = block * kernels::kBlock;
    const auto part = row_.subspan(begin, std::min(kernels::kBlock, row_.size() - begin));
    const std::size_t found = kernels::findAtLeast(part, least, found_);
    for (std::size_t k = 0; k < found; ++k) {
      const std::size_t i = begin + found_[k];
      // Of those that tie with the least, the first are enough: ids ascend.
      if (row_[i] == least && ++ties > count) continue;
      entries_.push_back({static_cast<double>(row_[i]), static_cast<TokenId>(i)});
    }
  }
  isLaid_ = false;
  rankFirst(entries_, count);
  ids_.resize(count);
  logits_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    ids_[i] = entries_[i].id;
    logits_[i] = entries_[i].value;
  }
  sorted_ = count;
  masked_ = 0;
  isById_ = false;
  changed();
  return true;
}

void Candidates::changed() {
  ++changes_;
  origin_.reset();
  weightSum_.reset();
  logOfSum_.reset();
  probabilities_.clear();
  weights_.clear();
  isDescentGood_ = false;
}

/// After some have left and the others have moved together.
void Candidates::compacted(std::size_t kept) {
  const bool areWeighed = !weights_.empty();
  if (!areWeighed) return truncate(kept);
  auto weights = std::move(weights_);
  const double origin = *origin_;
  truncate(kept);
  weights.resize(kept);
  // The origin is the largest logit: where that has left, the others are weighed anew.
  const std::span<const double> left(weights.data(), kept);
  if (kernels::maxOf(left) == 1) {
    origin_ = origin;
    weightSum_ = kernels::sumOf(left);
    weights_ = std::move(weights);
  }
}

void Candidates::change(std::size_t position, double logit) {
  // A masked token stays masked, whatever is added to it.
  if (logits_[position] != kMasked) logits_[position] = rules_->clamped(logit);
}

void Candidates::mask(std::size_t position) {
  if (logits_[position] == kMasked) return;
  logits_[position] = kMasked;
  ++masked_;
}

void Candidates::truncate(std::size_t count) {
  ids_.resize(count);
  logits_.resize(count);
  if (masked_ > 0) masked_ = static_cast<std::size_t>(std::ranges::count(logits_, kMasked));
  changed();
}

// ---- order

void Candidates::sortFirst(std::size_t count) {
  count = std::min(count, size());
  if (sorted_ >= count) return;
  // Whoever walks an array sees all of its order.
  if (rules_->isArray) {
    count = size();
    ++changes_;
  }
  putFirst(count);
}

void Candidates::putFirst(std::size_t count) {
  if (sorted_ >= count) return;
  entries_.resize(size() - sorted_);
  for (std::size_t i = sorted_; i < size(); ++i)
    entries_[i - sorted_] = {logits_[i], ids_[i]};
  rankFirst(entries_, count - sorted_);
  for (std::size_t i = sorted_; i < size(); ++i) {
    logits_[i] = entries_[i - sorted_].value;
    ids_[i] = entries_[i - sorted_].id;
  }
  sorted_ = count;
  isById_ = false;
  // The sum is the same in any order.
  probabilities_.clear();
  isDescentGood_ = false;
  weights_.clear();
}

void Candidates::arrange(std::span<const std::uint32_t> order) {
  ++changes_;
  entries_.resize(size());
  for (std::size_t i = 0; i < size(); ++i)
    entries_[i] = {logits_[order[i]], ids_[order[i]]};
  for (std::size_t i = 0; i < size(); ++i) {
    logits_[i] = entries_[i].value;
    ids_[i] = entries_[i].id;
  }
  sorted_ = 0;
  isById_ = false;
  probabilities_.clear();
  isDescentGood_ = false;
  weights_.clear();
}

// ---- probabilities

double Candidates::largestLogit() const {
  if (sorted_ > 0 && !rules_->isArray) return logits_.front();
  return kernels::maxOf(logits());
}

double Candidates::weightSum() {
  if (weightSum_) return *weightSum_;
  if (!origin_) origin_ = largestLogit();
  double sum = 0;
  if (rules_->isArray) {
    // One float after the other, as the library adds them up.
    float single = 0;
    for (const double logit : logits_)
      single += static_cast<float>(std::exp(logit - *origin_));
    sum = static_cast<double>(single);
  } else {
    sum = rules_->rounded(kernels::sumOfExp(logits(), *origin_));
  }
  weightSum_ = sum;
  return sum;
}

std::span<const double> Candidates::weights() {
  const auto known = [&] { return std::span<const double>(weights_.data(), weights_.size()); };
  if (!weights_.empty() || isEmpty()) return known();
  if (!origin_) origin_ = largestLogit();
  weights_.resize(size());
  weightSum_ = kernels::expInto(logits(), *origin_, {weights_.data(), weights_.size()});
  return known();
}

Descent::Place Candidates::reach(double weight, bool mustExceed) {
  const auto weights = this->weights();
  if (!isDescentGood_) descent_.begin(logits(), weights, *origin_);
  isDescentGood_ = true;
  return descent_.reach(logits(), ids(), weight, mustExceed);
}

double Candidates::probabilityAt(std::size_t position) {
  if (!probabilities_.empty()) return probabilities_[position];
  const double sum = weightSum();
  const double weight = rules_->rounded(std::exp(logits_[position] - *origin_));
  return rules_->rounded(weight / sum);
}

double Candidates::logProbabilityAt(std::size_t position) {
  if (!logOfSum_) logOfSum_ = std::log(weightSum());
  return rules_->rounded(logits_[position] - *origin_ - *logOfSum_);
}

std::span<const double> Candidates::probabilities() {
  if (!probabilities_.empty() || isEmpty()) return probabilities_;
  weightSum();
  // Filled aside: probabilityAt would read from it.
  probabilities_.reserve(size());
  const double sum = *weightSum_;
  for (const double logit : logits_)
    probabilities_.push_back(rules_->rounded(rules_->rounded(std::exp(logit - *origin_)) / sum));
  return probabilities_;
}

double Candidates::entropy() {
  const auto probabilities = this->probabilities();
  double nats = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    const double p = probabilities[i];
    if (p == 0) continue;
    if (rules_->isArray) {
      nats = rules_->rounded(nats - rules_->rounded(p * rules_->rounded(std::log(p))));
    } else {
      nats -= p * logProbabilityAt(i);
    }
  }
  return rules_->rounded(std::max(nats, 0.0));
}

// ---- changes

void Candidates::divideLogits(double divisor, double shift) {
  if (rules_->isSingle || masked_ > 0) {
    for (double& logit : logits_) {
      if (logit == kMasked) continue;
      logit = rules_->clamped((logit - shift) / divisor);
    }
  } else {
    // The same, for the compiler to take several at once.
    constexpr double kLargest = std::numeric_limits<double>::max();
    for (double& logit : logits_)
      logit = std::min(std::max((logit - shift) / divisor, -kLargest), kLargest);
  }
  changed();
  if (rules_->isArray) return;
  // Two logits may have met in the rounding, and ties go by id.
  for (std::size_t i = 1; i < sorted_; ++i) {
    if (logits_[i - 1] == logits_[i] && ids_[i - 1] > ids_[i]) sorted_ = 0;
  }
  // The last in order may now tie with one that is not.
  if (sorted_ < size()) sorted_ = 0;
}

void Candidates::keepDownTo(const Descent::Place& place) {
  std::size_t kept = 0;
  keepIf([&](std::size_t i) {
    const bool stays = place.comesAfterOrAt(logits_[i], ids_[i]);
    descent_.move(i, kept);
    kept += stays ? 1 : 0;
    return stays;
  });
  descent_.endAt(place, size());
  isDescentGood_ = true;
}

void Candidates::keepAtLeast(double least) {
  keepIf([&](std::size_t i) { return logits_[i] >= least; });
}

void Candidates::keepFirst(std::size_t count) {
  if (count >= size()) return;
  sorted_ = std::min(sorted_, count);
  truncate(count);
}

void Candidates::removeFirst(std::size_t count) {
  count = std::min(count, size());
  std::copy(ids_.begin() + count, ids_.end(), ids_.begin());
  std::copy(logits_.begin() + count, logits_.end(), logits_.begin());
  sorted_ = sorted_ > count ? sorted_ - count : 0;
  truncate(size() - count);
}

} // namespace logitscope
