#pragma once

#include "model/vocabulary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logitscope::ngram {

/// Which tokens would run on from the word before them. Right after a word a text never has another
/// one without its space, as both together would be one word; but the distribution without a context
/// does not know what comes before.
struct Joints {
  /// For each token, 1 where the text uses it and it begins with a letter, else 0.
  std::vector<std::uint8_t> runsOn;
  /// For each token, whether it ends with a letter.
  std::vector<bool> endsInLetter;
  /// By which the distribution without a context is multiplied after a token that ends with a
  /// letter, by [runsOn]. It sums to 1 as before.
  std::array<double, 2> factors = {1, 1};

  std::size_t memoryBytes() const;
};

/// [uses] says how often the text has each token, [unigrams] is the distribution without a context.
Joints jointsOf(const Vocabulary& vocabulary, std::span<const std::uint32_t> uses,
                std::span<const double> unigrams);

} // namespace logitscope::ngram
