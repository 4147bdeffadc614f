// Softmax, entropy and their kin, against closed forms.

#include "kernels/kernels.h"
#include "support.h"

#include <algorithm>
#include <functional>

namespace logitscope {

using test::Dice;
using test::isNear;
using test::kInf;
using test::kRounding;
using test::logitsOf;

using Doubles = std::vector<double>;

TEST_CASE("softmax of logarithms is the probabilities") {
  const Softmax result = softmax(logitsOf({0.1, 0.2, 0.3, 0.4}));
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(isNear(result.probabilities[i], 0.1 * static_cast<double>(i + 1)));
  }
  CHECK(isNear(result.logNormaliser, 0));
}

TEST_CASE("softmax does not notice a constant added to every logit") {
  const Doubles logits = {0.5, -1, 2.25};
  const Doubles shifted = {64.5, 63, 66.25}; // 64 more, exactly
  CHECK(softmax(logits).probabilities == softmax(shifted).probabilities);
  CHECK(isNear(softmax(shifted).logNormaliser - softmax(logits).logNormaliser, 64, 1e-13));
}

TEST_CASE("softmax survives logits whose exponentials overflow or vanish") {
  const double ratio = 1 / (1 + std::exp(-1));
  for (const double base : {100.0, 710.0, 1e6, -1e6}) {
    CAPTURE(base);
    const Softmax result = softmax(Doubles{base + 1, base});
    CHECK(isNear(result.probabilities[0], ratio));
    CHECK(isNear(test::sumOf(result.probabilities), 1));
    CHECK(std::isfinite(result.logNormaliser));
  }
  CHECK(softmax(Doubles{1.7e308, -1.7e308}).probabilities == Doubles{1, 0});
}

TEST_CASE("softmax gives -inf nothing, and nothing to nobody") {
  CHECK(softmax(Doubles{0, -kInf, 0}).probabilities == Doubles{0.5, 0, 0.5});
  const Softmax none = softmax(Doubles{-kInf, -kInf});
  CHECK(none.probabilities == Doubles{0, 0});
  CHECK(none.logNormaliser == -kInf);
  CHECK(softmax({}).probabilities.empty());
}

TEST_CASE("a uniform distribution over n tokens has log2 n bits and perplexity n") {
  for (const std::size_t n : {1U, 2U, 8U, 64U, 1024U}) {
    CAPTURE(n);
    const Metrics metrics = metricsOf(Doubles(n, 1.0 / static_cast<double>(n)));
    CHECK(metrics.entropy == std::log2(static_cast<double>(n)));
    CHECK(metrics.perplexity == static_cast<double>(n));
    CHECK(metrics.effective == metrics.perplexity);
    CHECK(metrics.nonZero == n);
    CHECK(metrics.top1 == 0);
    CHECK(metrics.top1Probability == 1.0 / static_cast<double>(n));
    CHECK(metrics.tokensFor50 == (n + 1) / 2);
  }
  CHECK(metricsOf(Doubles(8, 0.125)).entropy == 3);
}

TEST_CASE("a distribution of 1/2, 1/4, 1/8, 1/8 has 1.75 bits") {
  const Metrics metrics = metricsOf(Doubles{0.125, 0.5, 0.125, 0.25});
  CHECK(metrics.entropy == 1.75);
  CHECK(isNear(metrics.perplexity, std::pow(2, 1.75)));
  CHECK(metrics.top1 == 1);
  CHECK(metrics.top1Probability == 0.5);
  CHECK(metrics.tokensFor50 == 1);
  CHECK(metrics.tokensFor90 == 4);
  CHECK(metrics.tokensFor99 == 4);
}

TEST_CASE("one token that holds everything leaves no doubt") {
  const Metrics metrics = metricsOf(Doubles{0, 1, 0});
  CHECK(metrics.entropy == 0);
  CHECK_FALSE(std::signbit(metrics.entropy));
  CHECK(metrics.perplexity == 1);
  CHECK(metrics.nonZero == 1);
  CHECK(metrics.top1 == 1);
  CHECK(metrics.tokensFor99 == 1);
}

TEST_CASE("metrics of nothing are defined") {
  for (const Doubles& nothing : {Doubles{}, Doubles{0, 0}}) {
    const Metrics metrics = metricsOf(nothing);
    CHECK(metrics.entropy == 0);
    CHECK(metrics.perplexity == 1);
    CHECK(metrics.nonZero == 0);
    CHECK(metrics.top1Probability == 0);
    CHECK(metrics.tokensFor50 == 0);
    CHECK(metrics.tokensFor99 == 0);
  }
}

TEST_CASE("of several most likely tokens the lowest position is the first") {
  CHECK(metricsOf(Doubles{0.2, 0.4, 0.4}).top1 == 1);
}

TEST_CASE("the counts for 50, 90 and 99 % forgive the rounding of binary sums") {
  // 0.4 + 0.3 + 0.2 is one bit short of 0.9, although all five sum to exactly 1.
  REQUIRE(0.4 + 0.3 + 0.2 < 0.9);
  REQUIRE(0.4 + 0.3 + 0.2 + 0.05 + 0.05 == 1);
  CHECK(metricsOf(Doubles{0.4, 0.3, 0.2, 0.05, 0.05}).tokensFor90 == 3);
  CHECK(metricsOf(Doubles{0.3, 0.2, 0.4, 0.1}).tokensFor50 == 2);
}

TEST_CASE("the counts are those of a full sort, however long the tail") {
  Dice dice(2026);
  for (const std::size_t size : {63U, 64U, 65U, 512U, 513U, 3000U, 40000U}) {
    CAPTURE(size);
    Doubles logits;
    for (std::size_t i = 0; i < size; ++i)
      logits.push_back(dice.between(-3, 3));
    const Doubles probabilities = softmax(logits).probabilities;
    const Metrics metrics = metricsOf(probabilities);

    Doubles sorted = probabilities;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    const auto countFor = [&](double share) {
      double sum = 0;
      std::size_t count = 0;
      while (count < size && sum < share - kReachTolerance)
        sum += sorted[count++];
      return count;
    };
    CHECK(metrics.tokensFor50 == countFor(0.5));
    CHECK(metrics.tokensFor90 == countFor(0.9));
    CHECK(metrics.tokensFor99 == countFor(0.99));
  }
}

TEST_CASE("KL divergence against closed forms") {
  CHECK(klDivergence(Doubles{0.5, 0.5}, Doubles{0.5, 0.5}) == 0);
  CHECK(klDivergence(Doubles{1, 0}, Doubles{0.5, 0.5}) == 1);
  CHECK(klDivergence(Doubles{1, 0, 0, 0}, Doubles{0.125, 0.5, 0.25, 0.125}) == 3);
  CHECK(isNear(klDivergence(Doubles{0.5, 0.5}, Doubles{0.25, 0.75}), 1 - 0.5 * std::log2(3)));
  SUBCASE("it is not symmetric") {
    CHECK(klDivergence(Doubles{0.5, 0.5}, Doubles{1, 0}) == kInf);
    CHECK(klDivergence(Doubles{1, 0}, Doubles{0.5, 0.5}) == 1);
  }
  SUBCASE("rounding never carries it below zero") {
    Dice dice(5);
    for (int i = 0; i < 200; ++i) {
      Doubles p = {dice.unit(), dice.unit(), dice.unit()};
      p = softmax(p).probabilities;
      Doubles q = p;
      q[0] = std::nextafter(q[0], 1.0);
      CHECK(klDivergence(p, q) >= 0);
      CHECK(klDivergence(p, q) < kRounding);
    }
  }
}

TEST_CASE("the kernel finds the largest value wherever it stands, in every length") {
  for (std::size_t size = 0; size <= 40; ++size) {
    CAPTURE(size);
    const Doubles lowest(size, -kInf);
    CHECK(kernels::maxOf(lowest) == -kInf);
    for (std::size_t place = 0; place < size; ++place) {
      Doubles values(size, -1e300);
      values[place] = -7.5;
      CHECK(kernels::maxOf(values) == -7.5);
    }
  }
}

} // namespace logitscope
