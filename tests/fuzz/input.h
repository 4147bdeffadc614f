#pragma once

// A fuzzer's bytes as the things that core takes.

#include "logitscope/logitscope.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace logitscope::fuzz {

/// What has to hold for every input. A failure ends the process, so that the fuzzer keeps the input.
inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

/// Bytes from the front; zeros when they are used up.
class Input {
public:
  Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  bool isUsedUp() const { return size_ == 0; }
  std::uint8_t byte() {
    if (size_ == 0) return 0;
    --size_;
    return *data_++;
  }
  std::size_t below(std::size_t count) { return count == 0 ? 0 : byte() % count; }
  bool flag() { return (byte() & 1U) != 0; }
  /// Any double at all, or one of those that break things.
  double any() {
    constexpr double kInf = std::numeric_limits<double>::infinity();
    constexpr double kMax = std::numeric_limits<double>::max();
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    constexpr double kSpecial[] = {0.0,   -0.0, 1.0,   -1.0,   0.5,   0.9,   2.0,    40.0, kInf,
                                   -kInf, kMax, -kMax, 1e-320, 1e-12, 1e300, -1e300, kNan};
    const std::uint8_t kind = byte();
    if (kind < std::size(kSpecial)) return kSpecial[kind];
    if (kind < 160) return (static_cast<double>(byte()) - 128) / 16;
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i)
      bits = bits << 8U | byte();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  double coin() { return static_cast<double>(byte()) / 256; }
  std::string text() {
    const std::string rest(reinterpret_cast<const char*>(data_), size_);
    size_ = 0;
    return rest;
  }

private:
  const std::uint8_t* data_;
  std::size_t size_;
};

inline std::vector<TokenId> readIds(Input& input, std::size_t vocabularySize, std::size_t most) {
  std::vector<TokenId> ids(input.below(most + 1));
  // Now and then one that the vocabulary does not have.
  for (TokenId& id : ids)
    id = static_cast<TokenId>(input.below(vocabularySize + (input.byte() == 255 ? 1 : 0)));
  return ids;
}

inline Stage readStage(Input& input, std::size_t vocabularySize) {
  const StageInfo& info = stages()[input.below(stages().size())];
  Stage stage{info.defaults(), input.byte() % 8 != 0};
  for (const ParamInfo& param : info.params) {
    if (param.tokens) param.tokens(stage.params) = readIds(input, vocabularySize, 3);
    if (param.biases) {
      for (const TokenId id : readIds(input, vocabularySize, 3))
        param.biases(stage.params).push_back({id, input.any()});
    }
    if (!param.isNumber()) continue;
    // Mostly what the slider offers, else anything that the field holds.
    const double share = input.coin();
    const double offered = param.slider.from + (param.slider.to - param.slider.from) * share;
    const double value = input.byte() % 4 == 0 ? input.any() : offered;
    if (std::isnan(value)) continue;
    param.set(stage.params, param.isWhole() ? std::floor(value) : value);
  }
  return stage;
}

} // namespace logitscope::fuzz
