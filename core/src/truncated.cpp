#include "logitscope/truncated.h"

#include "logitscope/metrics.h"
#include "logitscope/scenario.h"
#include "logitscope/words.h"
#include "ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace logitscope {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

/// The unseen tokens before the chain.
struct Unseen {
  /// r, m and M of the header; M is infinite where it is not known.
  double mass = 0;
  double most = 0;
  double count = 0;

  /// How many of them can be as likely as [most], and what then remains for one more.
  double full() const { return mass > 0 ? std::floor(mass / most) : 0; }
  double remainder() const {
    // What rounding leaves over is none: at a high temperature it would weigh something.
    const double left = mass - full() * most;
    return left > kReachTolerance ? left : 0;
  }
};

Error outside(const char* field, double value, const std::string& allowed) {
  return {.code = std::isnan(value) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
          .field = field,
          .value = exactNumber(value),
          .message = sentence("{} is {}; allowed: {}.", {field, value, allowed})};
}

std::optional<Error> checkSettings(const TruncatedList& list) {
  const auto& [values, size, temperature, k, p, minP] = list;
  const double least = static_cast<double>(values.size());
  if (size && !(*size >= least && *size <= kMaxTokens && *size == std::floor(*size))) {
    return outside("vocabularySize", *size,
                   sentence("a whole number from {}, the length of the list, to {}",
                            {values.size(), kMaxTokens}));
  }
  if (!(temperature >= 0 && temperature < kInf))
    return outside("temperature", temperature, "from 0");
  if (!(k >= 0 && k < kInf && k == std::floor(k)))
    return outside("k", k, "a whole number from 0 (0 keeps all)");
  if (!(p > 0 && p <= 1)) return outside("p", p, "greater than 0 and up to 1 (1 changes nothing)");
  if (!(minP >= 0 && minP <= 1)) return outside("minP", minP, "0 to 1");
  return std::nullopt;
}

std::optional<Error> checkValues(std::span<const double> values) {
  if (auto error = checkLogits(values, "logProbabilities")) return error;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] <= kListTolerance) continue;
    const std::string field = sentence("logProbabilities[{}]", {i});
    return outside(field.c_str(), values[i], "up to 0, the logarithm of 1");
  }
  return std::nullopt;
}

/// Rounding aside, what the seen tokens leave over has to fit into the unseen ones.
Result<Unseen> unseenOf(const TruncatedList& list, double sum, double smallest) {
  Unseen unseen{.mass = std::max(0.0, 1 - sum),
                .most = smallest,
                .count = list.vocabularySize.value_or(kInf) -
                         static_cast<double>(list.logProbabilities.size())};
  if (sum > 1 + kListTolerance) {
    return Error{.code = ErrorCode::OutOfRange,
                 .field = "logProbabilities",
                 .value = exactNumber(sum),
                 .message = sentence("logProbabilities are of probabilities that sum to {}; "
                                     "allowed: up to 1, within 1e-4.",
                                     {figure(sum, 6)})};
  }
  // Infinitely many that can hold nothing each hold nothing.
  const double room = smallest > 0 ? unseen.count * smallest : 0;
  if (unseen.mass > room + kListTolerance) {
    return Error{.code = ErrorCode::OutOfRange,
                 .field = "logProbabilities",
                 .value = exactNumber(sum),
                 .message = sentence(
                     "logProbabilities leave {percent} to tokens that are not in the list, of "
                     "which none may exceed the smallest that is, {percent}; allowed: a list "
                     "of the most likely tokens that leaves no more than fits.",
                     {unseen.mass, smallest})};
  }
  unseen.mass = std::min(unseen.mass, room);
  return unseen;
}

/// p^a, in shares of the largest token's, so that nothing vanishes that matters.
class Weight {
public:
  Weight(double exponent, double largest) : exponent_(exponent), origin_(std::log(largest)) {}

  double operator()(double probability) const {
    return probability > 0 ? std::exp(exponent_ * (std::log(probability) - origin_)) : 0;
  }

  double exponent() const { return exponent_; }

private:
  double exponent_;
  double origin_;
};

/// Weight of the [kept] heaviest when [fixed] tokens have the most that one can have and the others
/// share the rest evenly.
double mixed(const Unseen& unseen, const Weight& weight, double kept, double fixed) {
  const double others = unseen.count - fixed;
  const double mass = std::max(0.0, unseen.mass - fixed * unseen.most);
  const double thin = kept < kInf || weight.exponent() > 1 ? 0
                      : weight.exponent() < 1              ? kInf
                                                           : weight(mass);
  const double even = others < kInf ? (kept - fixed) * weight(mass / others) : mass > 0 ? thin : 0;
  return fixed * weight(unseen.most) + (kept > fixed ? even : 0);
}

double concentrated(const Unseen& unseen, const Weight& weight, double kept) {
  const double full = std::min(unseen.full(), kept);
  return full * weight(unseen.most) + (kept > full ? weight(unseen.remainder()) : 0);
}

/// What the [kept] heaviest unseen tokens can weigh together.
Interval weightOfUnseen(const Unseen& unseen, const Weight& weight, double kept) {
  if (kept <= 0 || unseen.mass <= 0) return {};
  if (weight.exponent() >= 1)
    return {mixed(unseen, weight, kept, 0), concentrated(unseen, weight, kept)};
  Interval result{concentrated(unseen, weight, kept), kInf};
  if (kept < kInf) result.high = kept * weight(std::min(unseen.most, unseen.mass / kept));
  // Without an end to the vocabulary the even share weighs nothing, or everything.
  const double steps = unseen.count < kInf ? std::min(kept - 1, unseen.full()) : 0;
  for (double fixed = 0; fixed <= steps; ++fixed)
    result.low = std::min(result.low, mixed(unseen, weight, kept, fixed));
  return result;
}

Interval entropyOf(std::span<const double> probabilities, const Unseen& unseen) {
  const auto bits = [](double p) { return p > 0 ? -p * std::log2(p) : 0.0; };
  double seen = 0;
  for (const double p : probabilities)
    seen += bits(p);
  if (unseen.mass <= 0) return {seen, seen};
  return {seen + unseen.full() * bits(unseen.most) + bits(unseen.remainder()),
          seen + bits(unseen.mass) + unseen.mass * std::log2(unseen.count)};
}

/// Where the nucleus ends for a total weight: how many of the seen tokens are in it, and what it
/// weighs at least.
struct Nucleus {
  std::size_t seen = 0;
  double weight = 0;
  bool endsAmongSeen = true;
};

/// [sums] are the weights of the seen tokens added up, most likely first.
Nucleus nucleusOf(std::span<const double> sums, double total, double p) {
  if (p == 1) return {sums.size(), total, false};
  // Of infinitely much any share is beyond the seen ones.
  const double target = p * total - (total < kInf ? kReachTolerance * total : 0);
  const auto end = std::ranges::lower_bound(sums, target);
  if (end == sums.end()) return {sums.size(), std::max(p * total, sums.back()), false};
  const auto count = static_cast<std::size_t>(end - sums.begin()) + 1;
  return {count, *end, true};
}

/// The seen tokens in order, after temperature and top-k.
struct Survivors {
  /// Their probabilities before, and where they stand in the list.
  std::vector<Ranked> ranked;
  std::vector<double> weights;
  std::vector<double> sums;
};

Survivors survivorsOf(std::span<const double> probabilities, const Weight& weight, double k) {
  Survivors survivors;
  for (const double p : probabilities)
    survivors.ranked.push_back({p, static_cast<std::uint32_t>(survivors.ranked.size())});
  rankFirst(survivors.ranked, probabilities.size());
  if (k > 0 && k < static_cast<double>(probabilities.size()))
    survivors.ranked.resize(static_cast<std::size_t>(k));
  double sum = 0;
  for (const Ranked& one : survivors.ranked) {
    survivors.weights.push_back(weight(one.value));
    survivors.sums.push_back(sum += survivors.weights.back());
  }
  return survivors;
}

/// Min-p after top-p, between the least and the most that the nucleus can be. [most] is the largest
/// weight that an unseen token can have.
void applyFloor(const Survivors& survivors, double most, double minP, Nucleus& small, Nucleus& large) {
  // Rounding must not remove the token that the floor is measured by, nor its equals.
  const double least = minP * survivors.weights.front() * (1 - kReachTolerance);
  if (most >= least) {
    // All that is seen passes, and of the unseen ones from none to all.
    if (!small.endsAmongSeen) small.weight = survivors.sums.back();
    return;
  }
  std::size_t passing = 1;
  while (passing < survivors.weights.size() && survivors.weights[passing] >= least)
    ++passing;
  for (Nucleus* nucleus : {&small, &large}) {
    const std::size_t seen = std::min(nucleus->seen, passing);
    *nucleus = {seen, survivors.sums[seen - 1], true};
  }
}

/// What top-p and min-p, last of the chain, make of the seen tokens and of [unseen] weight of the
/// others.
void applyCuts(const Survivors& survivors, Interval unseen, double most, const TruncatedList& list,
               TruncatedView& view) {
  const double seen = survivors.sums.back();
  Nucleus small = nucleusOf(survivors.sums, seen + unseen.low, list.p);
  Nucleus large = nucleusOf(survivors.sums, seen + unseen.high, list.p);
  if (list.minP > 0) applyFloor(survivors, most, list.minP, small, large);
  const double heaviest =
      large.endsAmongSeen ? large.weight : std::min(seen + unseen.high, large.weight + most);
  view.surelyKept = small.seen;
  view.possiblyKept = large.seen;
  for (std::size_t i = 0; i < large.seen; ++i) {
    // A token that only a heavier rest lets in is the last of its nucleus when it comes in.
    const double lightest = i < small.seen ? small.weight : survivors.sums[i];
    view.probabilities[survivors.ranked[i].id] = {
        i < small.seen ? survivors.weights[i] / heaviest : 0, survivors.weights[i] / lightest};
  }
  if (!large.endsAmongSeen)
    view.restAfter = {small.endsAmongSeen ? 0 : 1 - seen / small.weight, 1 - seen / heaviest};
}

} // namespace

Result<TruncatedView> viewOf(const TruncatedList& list) {
  if (auto error = checkValues(list.logProbabilities)) return *error;
  if (auto error = checkSettings(list)) return *error;
  std::vector<double> probabilities;
  for (const double value : list.logProbabilities)
    probabilities.push_back(std::exp(std::min(value, 0.0)));
  const auto unseen =
      unseenOf(list, std::accumulate(probabilities.begin(), probabilities.end(), 0.0),
               *std::ranges::min_element(probabilities));
  if (!unseen) return unseen.error();

  const bool isGreedy = !(list.temperature > 0 && 1 / list.temperature < kInf);
  const Weight weight(isGreedy ? 1 : 1 / list.temperature,
                      *std::ranges::max_element(probabilities));
  const double k = isGreedy ? 1 : list.k;
  const Survivors survivors = survivorsOf(probabilities, weight, k);
  const double length = static_cast<double>(probabilities.size());
  const double kept = k > 0 ? std::min(std::max(0.0, k - length), unseen->count) : unseen->count;

  TruncatedView view{.rest = unseen->mass,
                     .entropy = entropyOf(probabilities, unseen.value()),
                     .probabilities = std::vector<Interval>(probabilities.size())};
  applyCuts(survivors, weightOfUnseen(unseen.value(), weight, kept), weight(unseen->most), list,
            view);
  return view;
}

} // namespace logitscope
