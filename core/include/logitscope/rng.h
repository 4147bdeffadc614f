#pragma once

#include "logitscope/result.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace logitscope {

/// Whose random numbers. Both are MT19937 with 53-bit doubles; they differ in how a seed is spread.
enum class RngKind {
  Python, ///< `random.seed(n); random.random()` of CPython
  Numpy,  ///< `numpy.random.RandomState(n).random_sample()`, NumPy's legacy generator
};

/// "python" or "numpy".
std::string_view rngKindName(RngKind kind);
Result<RngKind> parseRngKind(std::string_view name);

/// The coins of a run: uniform numbers in [0, 1), the same for the same seed on every machine.
/// Matsumoto & Nishimura 1998, "Mersenne Twister: a 623-dimensionally equidistributed uniform
/// pseudorandom number generator".
class Rng {
public:
  /// [seed] is a whole number. Python takes its absolute value, up to 2^53 − 1 here (what a
  /// JavaScript number holds exactly); NumPy takes 0 to 2^32 − 1.
  static Result<Rng> make(double seed, RngKind kind = RngKind::Python);

  /// The next coin, in [0, 1).
  double next();

private:
  static constexpr std::size_t kStateSize = 624;

  Rng() = default;
  void seedWithNumber(std::uint32_t seed);
  void seedWithArray(std::uint64_t key);
  std::uint32_t nextWord();
  void refill();

  std::array<std::uint32_t, kStateSize> state_{};
  std::size_t position_ = kStateSize;
};

} // namespace logitscope
