#include "logitscope/rng.h"

#include "logitscope/words.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace logitscope {

namespace {

constexpr std::size_t kMiddle = 397;
constexpr std::uint32_t kTwist = 0x9908b0df;
constexpr std::uint32_t kUpperBit = 0x80000000;
constexpr std::uint32_t kLowerBits = 0x7fffffff;

constexpr double kLargestPythonSeed = 9007199254740991.0; // 2^53 − 1
constexpr double kLargestNumpySeed = 4294967295.0;        // 2^32 − 1

constexpr std::array<std::string_view, 2> kKindNames = {"python", "numpy"};

} // namespace

std::string_view rngKindName(RngKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

Result<RngKind> parseRngKind(std::string_view name) {
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == name) return static_cast<RngKind>(i);
  }
  return Error{.code = ErrorCode::UnknownChoice,
               .field = "rng",
               .value = std::string(name),
               .message = sentence("rng is \"{}\"; allowed: {}.", {name, listInWords(kKindNames)})};
}

Result<Rng> Rng::make(double seed, RngKind kind) {
  const double largest = kind == RngKind::Python ? kLargestPythonSeed : kLargestNumpySeed;
  const double smallest = kind == RngKind::Python ? -largest : 0.0;
  if (!(seed >= smallest && seed <= largest) || seed != std::floor(seed)) {
    return Error{.code = std::isnan(seed) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
                 .field = "seed",
                 .value = exactNumber(seed),
                 .message = sentence("seed is {}; allowed: a whole number from {} to {}.",
                                     {seed, fixedNumber(smallest, 0), fixedNumber(largest, 0)})};
  }
  Rng rng;
  if (kind == RngKind::Python) {
    rng.seedWithArray(static_cast<std::uint64_t>(std::abs(seed)));
  } else {
    rng.seedWithNumber(static_cast<std::uint32_t>(seed));
  }
  return rng;
}

void Rng::seedWithNumber(std::uint32_t seed) {
  state_[0] = seed;
  for (std::uint32_t i = 1; i < kStateSize; ++i) {
    state_[i] = 1812433253U * (state_[i - 1] ^ (state_[i - 1] >> 30U)) + i;
  }
  position_ = kStateSize;
}

// CPython hands the seed over as an array of 32-bit digits, the lowest first; zero has one digit.
void Rng::seedWithArray(std::uint64_t key) {
  const std::array<std::uint32_t, 2> digits = {static_cast<std::uint32_t>(key),
                                               static_cast<std::uint32_t>(key >> 32U)};
  const std::size_t count = digits[1] == 0 ? 1 : 2;

  seedWithNumber(19650218U);
  std::size_t i = 1;
  const auto advance = [&] {
    if (++i == kStateSize) {
      state_[0] = state_[kStateSize - 1];
      i = 1;
    }
  };
  for (std::size_t step = 0; step < kStateSize; ++step) {
    const std::size_t j = step % count;
    state_[i] = (state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30U)) * 1664525U)) + digits[j] +
                static_cast<std::uint32_t>(j);
    advance();
  }
  for (std::size_t step = 0; step + 1 < kStateSize; ++step) {
    state_[i] = (state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30U)) * 1566083941U)) -
                static_cast<std::uint32_t>(i);
    advance();
  }
  state_[0] = kUpperBit;
  position_ = kStateSize;
}

void Rng::refill() {
  for (std::size_t i = 0; i < kStateSize; ++i) {
    const std::uint32_t y = (state_[i] & kUpperBit) | (state_[(i + 1) % kStateSize] & kLowerBits);
    state_[i] = state_[(i + kMiddle) % kStateSize] ^ (y >> 1U) ^ ((y & 1U) != 0 ? kTwist : 0U);
  }
  position_ = 0;
}

std::uint32_t Rng::nextWord() {
  if (position_ == kStateSize) refill();
  std::uint32_t y = state_[position_++];
  y ^= y >> 11U;
  y ^= (y << 7U) & 0x9d2c5680U;
  y ^= (y << 15U) & 0xefc60000U;
  return y ^ (y >> 18U);
}

double Rng::next() {
  // 27 and 26 bits of two words make the 53 bits of a double; both libraries do exactly this.
  const std::uint32_t high = nextWord() >> 5U;
  const std::uint32_t low = nextWord() >> 6U;
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

} // namespace logitscope
