#include "logitscope/draws.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace logitscope {

namespace {

constexpr double kCoarsePlaces = 64;
constexpr double kFavouriteShare = 0.02;
constexpr double kLeastExpected = 5;

/// The line from 0 to 1 with the survivors' stretches on it, and where to begin looking for a coin's.
class Line {
public:
  explicit Line(const Trace& trace) : order_(trace.ids.size()) {
    // The libraries' dialects lay the stretches in an order of their own.
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::stable_sort(order_, {}, [&](std::size_t i) { return trace.intervals[i]; });
    for (const std::size_t i : order_)
      ends_.push_back(trace.intervalEnds[i]);
    std::size_t at = 0;
    for (std::size_t mark = 0; mark < kMarks; ++mark) {
      while (at + 1 < ends_.size() && ends_[at] <= static_cast<double>(mark) / kMarks)
        ++at;
      marks_[mark] = at;
    }
  }

  /// Position among the survivors.
  std::size_t at(double coin) const {
    std::size_t at = marks_[static_cast<std::size_t>(coin * kMarks)];
    while (at + 1 < ends_.size() && ends_[at] <= coin)
      ++at;
    return order_[at];
  }

private:
  static constexpr std::size_t kMarks = 1024;

  std::vector<std::size_t> order_;
  std::vector<double> ends_;
  std::array<std::size_t, kMarks> marks_{};
};

/// Q(a, x) = Γ(a, x) / Γ(a), the regularised upper incomplete gamma function, for a > 0 and x ≥ 0.
/// Below a + 1 the series of the lower function, above it the continued fraction, by Lentz's method.
/// NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2.
double upperGamma(double a, double x) {
  constexpr int kTerms = 10'000;
  constexpr double kEnough = 1e-16;
  if (x <= 0) return 1;
  const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
  if (x < a + 1) {
    // Σ x^n / (a (a + 1) … (a + n))
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < kTerms && term > sum * kEnough; ++n) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  // 1 / (x + 1 − a − 1·(1 − a) / (x + 3 − a − 2·(2 − a) / (x + 5 − a − …)))
  double b = x + 1 - a;
  double c = std::numeric_limits<double>::max();
  double d = 1 / b;
  double fraction = d;
  for (int n = 1; n < kTerms; ++n) {
    const double step = -n * (n - a);
    b += 2;
    d = 1 / (b + step * d);
    c = b + step / c;
    fraction *= c * d;
    if (std::abs(c * d - 1) < kEnough) break;
  }
  return front * fraction;
}

} // namespace

std::vector<std::uint32_t> drawMany(const Trace& trace, Rng& rng, std::size_t draws, DrawRule rule) {
  std::vector<std::uint32_t> counts(trace.ids.size());
  if (counts.empty()) return counts;
  const Line line(trace);
  for (std::size_t i = 0; i < draws; ++i) {
    double coin = rng.next();
    if (rule == DrawRule::CoarseCoin) coin = std::floor(coin * kCoarsePlaces) / kCoarsePlaces;
    const bool isFavoured = rule == DrawRule::FavouriteFirst && rng.next() < kFavouriteShare;
    // The survivors are listed by probability.
    ++counts[isFavoured ? 0 : line.at(coin)];
  }
  return counts;
}

std::vector<double> deviationsOf(std::span<const std::uint32_t> counts, std::span<const double> probabilities) {
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  std::vector<double> deviations;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double spread = std::sqrt(total * probabilities[i] * (1 - probabilities[i]));
    deviations.push_back(spread > 0 ? (counts[i] - total * probabilities[i]) / spread : 0);
  }
  return deviations;
}

std::optional<Fit> fitOf(std::span<const std::uint32_t> counts, std::span<const double> probabilities) {
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  Fit fit;
  std::size_t cells = 0;
  const auto addCell = [&](double count, double expected) {
    fit.chiSquare += (count - expected) * (count - expected) / expected;
    ++cells;
  };
  double rareCount = 0;
  double rareExpected = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = total * probabilities[i];
    if (expected >= kLeastExpected) {
      addCell(counts[i], expected);
    } else {
      rareCount += counts[i];
      rareExpected += expected;
    }
  }
  if (rareExpected >= kLeastExpected) addCell(rareCount, rareExpected);
  if (cells < 2) return std::nullopt;
  fit.degrees = cells - 1;
  fit.pValue = chiSquareTail(fit.chiSquare, static_cast<double>(fit.degrees));
  return fit;
}

double chiSquareTail(double x, double degrees) {
  return upperGamma(degrees / 2, x / 2);
}

} // namespace logitscope
