// Random numbers, bit for bit as CPython and NumPy draw them.

#include "support.h"

#include <array>

namespace logitscope {

using test::kInf;
using test::kNan;
using test::mustFail;
using test::mustSucceed;

namespace {

struct GoldenDraws {
  RngKind kind;
  double seed;
  std::array<double, 6> draws;
};

// Made from tests/golden/random.json by tests/golden/make_random_inc.mjs.
constexpr GoldenDraws kGolden[] = {
#include "../golden/random.inc"
};

} // namespace

TEST_CASE("both generators draw what CPython and NumPy draw, to the last bit") {
  std::size_t python = 0;
  for (const GoldenDraws& golden : kGolden) {
    CAPTURE(rngKindName(golden.kind));
    CAPTURE(golden.seed);
    Rng rng = mustSucceed(Rng::make(golden.seed, golden.kind));
    for (const double expected : golden.draws)
      CHECK(rng.next() == expected);
    if (golden.kind == RngKind::Python) ++python;
  }
  CHECK(python == 10);
  CHECK(std::size(kGolden) == 20);
}

TEST_CASE("python: a seed and its negative draw the same, a seed beyond 32 bits draws its own") {
  const auto first = [](double seed) { return mustSucceed(Rng::make(seed)).next(); };
  CHECK(first(-42) == first(42));
  CHECK(first(-0.0) == first(0));
  // CPython 3.11: random.seed(2**32); random.random(), and the same of 2**53 − 1.
  CHECK(first(4294967296.0) == 0.11299430095636409);
  CHECK(first(9007199254740991.0) == 0.09425040007102303);
}

TEST_CASE("python: the draws stay right after the state has been refilled many times") {
  // CPython 3.11: the 100,000th random.random() after random.seed(42). Two words a draw, 624 words a refill.
  Rng rng = mustSucceed(Rng::make(42));
  double draw = 0;
  for (int i = 0; i < 100'000; ++i)
    draw = rng.next();
  CHECK(draw == 0.5832142839103495);
}

TEST_CASE("a generator copied draws on as its original would") {
  Rng rng = mustSucceed(Rng::make(7));
  rng.next();
  Rng copy = rng;
  for (int i = 0; i < 700; ++i)
    CHECK(copy.next() == rng.next());
}

TEST_CASE("coins are in [0, 1) and not all alike") {
  for (const RngKind kind : {RngKind::Python, RngKind::Numpy}) {
    Rng rng = mustSucceed(Rng::make(12345, kind));
    double sum = 0;
    for (int i = 0; i < 10'000; ++i) {
      const double coin = rng.next();
      REQUIRE((coin >= 0 && coin < 1));
      sum += coin;
    }
    // The mean of 10,000 has a standard deviation of 0.0029.
    CHECK(std::abs(sum / 10'000 - 0.5) < 0.01);
  }
}

TEST_CASE("a seed that is no whole number in range is refused") {
  const std::string python =
      "; allowed: a whole number from -9007199254740991 to 9007199254740991.";
  const std::string numpy = "; allowed: a whole number from 0 to 4294967295.";
  SUBCASE("python") {
    CHECK(mustFail(Rng::make(0.5)).message == "seed is 0.5" + python);
    CHECK(mustFail(Rng::make(kNan)).message == "seed is NaN" + python);
    CHECK(mustFail(Rng::make(kNan)).code == ErrorCode::NotANumber);
    CHECK(mustFail(Rng::make(kInf)).code == ErrorCode::OutOfRange);
    CHECK(mustFail(Rng::make(-kInf)).message == "seed is -inf" + python);
    CHECK(mustFail(Rng::make(9007199254740992.0)).field == "seed");
    CHECK(mustFail(Rng::make(-9007199254740992.0)).code == ErrorCode::OutOfRange);
    CHECK(Rng::make(-9007199254740991.0));
  }
  SUBCASE("numpy") {
    CHECK(mustFail(Rng::make(-1, RngKind::Numpy)).message == "seed is -1" + numpy);
    CHECK(mustFail(Rng::make(4294967296.0, RngKind::Numpy)).message ==
          "seed is 4294967296" + numpy);
    CHECK(mustFail(Rng::make(1.5, RngKind::Numpy)).message == "seed is 1.5" + numpy);
    CHECK(mustFail(Rng::make(kNan, RngKind::Numpy)).code == ErrorCode::NotANumber);
    CHECK(Rng::make(4294967295.0, RngKind::Numpy));
  }
}

TEST_CASE("generators go by their names") {
  CHECK(mustSucceed(parseRngKind("python")) == RngKind::Python);
  CHECK(mustSucceed(parseRngKind("numpy")) == RngKind::Numpy);
  CHECK(rngKindName(RngKind::Numpy) == "numpy");
  const Error error = mustFail(parseRngKind("Python"));
  CHECK(error.code == ErrorCode::UnknownChoice);
  CHECK(error.message == "rng is \"Python\"; allowed: python or numpy.");
}

} // namespace logitscope
