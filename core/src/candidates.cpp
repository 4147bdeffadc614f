#include "candidates.h"

#include "kernels/kernels.h"

#include <cmath>
#include <limits>

namespace logitscope {

namespace {

constexpr double kMasked = -std::numeric_limits<double>::infinity();

} // namespace

template <typename Number>
void Candidates::fillFrom(std::span<const Number> logits, const DialectRules& rules) {
  rules_ = &rules;
  ids_.clear();
  logits_.clear();
  ids_.reserve(logits.size());
  logits_.reserve(logits.size());
  sorted_ = 0;
  masked_ = 0;
  isById_ = true;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const bool isMasked = !std::isfinite(logits[i]);
    if (isMasked && !rules.isArray) continue;
    ids_.push_back(static_cast<TokenId>(i));
    const double logit = static_cast<double>(logits[i]);
    logits_.push_back(isMasked ? kMasked : rules.clamped(logit));
    masked_ += isMasked ? 1 : 0;
  }
  changed();
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

void Candidates::changed() {
  largest_.reset();
  weightSum_.reset();
  probabilities_.clear();
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
  if (rules_->isArray) count = size();

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
  // The largest and the sum are the same in any order.
  probabilities_.clear();
}

void Candidates::arrange(std::span<const std::uint32_t> order) {
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
}

// ---- probabilities

double Candidates::largestLogit() const {
  if (sorted_ > 0 && !rules_->isArray) return logits_.front();
  return kernels::maxOf(logits_);
}

double Candidates::weightSum() {
  if (weightSum_) return *weightSum_;
  if (!largest_) largest_ = largestLogit();
  double sum = 0;
  if (rules_->isArray) {
    // One float after the other, as the library adds them up.
    float single = 0;
    for (const double logit : logits_)
      single += static_cast<float>(std::exp(logit - *largest_));
    sum = static_cast<double>(single);
  } else {
    sum = rules_->rounded(kernels::sumOfExp(logits_, *largest_));
  }
  weightSum_ = sum;
  return sum;
}

double Candidates::probabilityAt(std::size_t position) {
  if (!probabilities_.empty()) return probabilities_[position];
  const double sum = weightSum();
  const double weight = rules_->rounded(std::exp(logits_[position] - *largest_));
  return rules_->rounded(weight / sum);
}

double Candidates::logProbabilityAt(std::size_t position) {
  const double sum = weightSum();
  return rules_->rounded(logits_[position] - *largest_ - std::log(sum));
}

std::span<const double> Candidates::probabilities() {
  if (!probabilities_.empty() || isEmpty()) return probabilities_;
  weightSum();
  // Filled aside: probabilityAt would read from it.
  probabilities_.reserve(size());
  const double sum = *weightSum_;
  for (const double logit : logits_)
    probabilities_.push_back(rules_->rounded(rules_->rounded(std::exp(logit - *largest_)) / sum));
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
  for (double& logit : logits_) {
    if (logit == kMasked) continue;
    logit = rules_->clamped((logit - shift) / divisor);
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

void Candidates::keepFirst(std::size_t count) {
  if (count >= size()) return;
  sorted_ = std::min(sorted_, count);
  truncate(count);
}

void Candidates::removeFirst(std::size_t count) {
  const auto end = static_cast<std::ptrdiff_t>(std::min(count, size()));
  ids_.erase(ids_.begin(), ids_.begin() + end);
  logits_.erase(logits_.begin(), logits_.begin() + end);
  sorted_ = sorted_ > count ? sorted_ - count : 0;
  truncate(ids_.size());
}

} // namespace logitscope
