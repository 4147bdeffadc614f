// Sums in two precisions and three orders.

#include "support.h"

#include <limits>

namespace logitscope {

namespace {

constexpr Precision kBoth[] = {Precision::Float64, Precision::Float32};

} // namespace

// The trap of R3's example: exactly 0.9, and never found to be.
TEST_CASE("0.4 + 0.3 + 0.2 is short of 0.9 in float64 and reaches it in float32") {
  const std::vector<double> addends = {0.4, 0.3, 0.2, 0.1};
  const auto sums = runningSums(addends, Precision::Float64);
  CHECK(exactNumber(sums[2]) == "0.8999999999999999");
  CHECK(ulpsBetween(sums[2], 0.9, Precision::Float64) == 1);
  const auto singles = runningSums(addends, Precision::Float32);
  CHECK(singles[2] >= roundedTo(Precision::Float32, 0.9));
  CHECK(exactNumber(singles[0], Precision::Float32) == "0.4");
  CHECK(exactNumber(singles[0]) == "0.4000000059604645");
}

TEST_CASE("a loop without tolerance takes a fourth token in float64, and three in float32") {
  const std::vector<double> addends = {0.4, 0.3, 0.2, 0.1};
  CHECK(countToReach(addends, 0.9, Precision::Float64) == 4);
  CHECK(countToReach(addends, movedByUlps(0.9, -1, Precision::Float64), Precision::Float64) == 3);
  CHECK(countToReach(addends, 0.9, Precision::Float32) == 3);
  CHECK(countToReach(addends, 2, Precision::Float64) == 4);
  CHECK(countToReach({}, 0.9, Precision::Float64) == 0);
}

TEST_CASE("the order of a sum shows in its last digit") {
  const std::vector<double> addends = {0.1, 0.2, 0.3};
  const double fromLeft = sumOf(addends, SumOrder::LeftToRight, Precision::Float64);
  const double fromRight = sumOf(addends, SumOrder::Reversed, Precision::Float64);
  CHECK(fromLeft == 0.1 + 0.2 + 0.3);
  CHECK(fromRight == 0.3 + 0.2 + 0.1);
  CHECK(ulpsBetween(fromRight, fromLeft, Precision::Float64) == 1);
  const std::vector<double> four = {0.1, 0.2, 0.3, 0.4};
  CHECK(sumOf(four, SumOrder::Pairwise, Precision::Float64) == (0.1 + 0.2) + (0.3 + 0.4));
}

TEST_CASE("in float32 every sum and product is what a float gives") {
  test::Dice dice(5);
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> a(4);
    std::vector<double> b(4);
    for (std::size_t at = 0; at < a.size(); ++at) {
      a[at] = dice.between(-9, 9);
      b[at] = dice.between(-1e-3, 1e3);
    }
    float sum = 0;
    for (std::size_t at = 0; at < a.size(); ++at) {
      // Kept apart, so that no compiler fuses the two.
      const volatile float product = static_cast<float>(a[at]) * static_cast<float>(b[at]);
      sum = sum + product;
    }
    REQUIRE(dotOf(a, b, SumOrder::LeftToRight, Precision::Float32) == static_cast<double>(sum));
  }
}

TEST_CASE("whole numbers add up to the same in every order and precision; nothing adds up to 0") {
  const std::vector<double> addends = {5, -3, 12, 7, -1};
  for (const Precision precision : kBoth) {
    for (const SumOrder order : {SumOrder::LeftToRight, SumOrder::Reversed, SumOrder::Pairwise}) {
      CHECK(sumOf(addends, order, precision) == 20);
      CHECK(sumOf({}, order, precision) == 0);
    }
  }
}

TEST_CASE("so many ulps up and back is where one was, across 0 as well") {
  for (const Precision precision : kBoth) {
    for (const double value : {0.9, -2.5, 0.0, 1e-30, 12345678.0}) {
      const double start = roundedTo(precision, value);
      for (const std::int64_t ulps : {1, -1, 7, -1000}) {
        const double there = movedByUlps(start, ulps, precision);
        CHECK(ulpsBetween(start, there, precision) == ulps);
        CHECK((ulps > 0 ? there > start : there < start));
        CHECK(movedByUlps(there, -ulps, precision) == start);
      }
    }
  }
  CHECK(movedByUlps(1, 1, Precision::Float64) == 1 + std::numeric_limits<double>::epsilon());
  CHECK(movedByUlps(1, 1, Precision::Float32) == 1 + static_cast<double>(std::numeric_limits<float>::epsilon()));
}

TEST_CASE("the text of a float32 tells it from its neighbours") {
  double value = roundedTo(Precision::Float32, 0.9);
  CHECK(exactNumber(value, Precision::Float32) == "0.9");
  for (int i = 0; i < 200; ++i) {
    const double next = movedByUlps(value, 1, Precision::Float32);
    CHECK(exactNumber(value, Precision::Float32) != exactNumber(next, Precision::Float32));
    CHECK(roundedTo(Precision::Float32, *readNumber(exactNumber(next, Precision::Float32))) == next);
    value = next;
  }
}

} // namespace logitscope
