#include "decode/luck.h"

#include "decode/checks.h"
#include "logitscope/words.h"

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace logitscope {

namespace {

constexpr std::array<std::string_view, 2> kLuckNames = {"coins", "gumbel"};

/// SplitMix64's output function: every bit of the input reaches every bit of the output.
/// Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators".
std::uint64_t mixed(std::uint64_t bits) {
  bits += 0x9e3779b97f4a7c15U;
  bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
  bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
  return bits ^ (bits >> 31U);
}

} // namespace

std::string_view luckName(Luck luck) {
  return kLuckNames[static_cast<std::size_t>(luck)];
}

Result<Luck> parseLuck(std::string_view name) {
  for (std::size_t i = 0; i < kLuckNames.size(); ++i) {
    if (kLuckNames[i] == name) return static_cast<Luck>(i);
  }
  return Error{.code = ErrorCode::UnknownChoice,
               .field = "luck",
               .value = std::string(name),
               .message =
                   sentence("luck is \"{}\"; allowed: {}.", {name, listInWords(kLuckNames)})};
}

double gumbelNoise(double seed, std::size_t step, TokenId id) {
  // Every seed that a generator takes is a whole number that a double holds exactly.
  const auto key = std::bit_cast<std::uint64_t>(seed);
  const std::uint64_t bits = mixed(mixed(mixed(key) + step) + id);
  // The middle of one of 2^52 equal parts: never 0 and never 1, where the logarithms end.
  const double u = (static_cast<double>(bits >> 12U) + 0.5) / 4503599627370496.0;
  return -std::log(-std::log(u));
}

namespace decode {

std::size_t coinsNeeded(const Chain& chain) {
  return coinsOf(chain) + 1;
}

std::optional<Error> checkLuck(const DecodeOptions& options) {
  if (options.seed && !options.coins.empty()) {
    return Error{.code = ErrorCode::UnknownChoice,
                 .field = "seed",
                 .value = exactNumber(*options.seed),
                 .message = "Both seed and coins are given; allowed: one of them, or none to pick "
                            "every token by hand."};
  }
  if (options.seed) {
    if (auto rng = Rng::make(*options.seed, options.rng); !rng) return rng.error();
  }
  for (std::size_t i = 0; i < options.coins.size(); ++i) {
    if (options.coins[i] >= 0 && options.coins[i] < 1) continue;
    return outOfRange(sentence("coins[{}]", {i}), exactNumber(options.coins[i]),
                      "from 0 to less than 1");
  }
  if (options.luck == Luck::Gumbel && !options.seed) {
    return Error{.code = ErrorCode::UnknownChoice,
                 .field = "luck",
                 .value = "gumbel",
                 .message = "luck is \"gumbel\" and there is no seed; allowed: gumbel with a seed, "
                            "from which its noise is made."};
  }
  const std::size_t needed = coinsNeeded(options.chain);
  if (options.coinsPerStep != 0 && options.coinsPerStep < needed) {
    return outOfRange("coinsPerStep", std::to_string(options.coinsPerStep),
                      sentence("0, or from {}, which this chain needs", {needed}));
  }
  return std::nullopt;
}

std::size_t largestWithNoise(const Trace& trace, double seed, std::size_t step) {
  std::size_t best = 0;
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < trace.ids.size(); ++i) {
    // ln p is the logit less a constant: the same token is largest.
    const double sum = trace.logits[i] + gumbelNoise(seed, step, trace.ids[i]);
    if (sum <= largest) continue;
    largest = sum;
    best = i;
  }
  return best;
}

} // namespace decode

} // namespace logitscope
