#include "model/joints.h"

#include "model/characters.h"

#include <string>
#include <string_view>

namespace logitscope::ngram {

namespace {

/// What is left to a token that would run on. More than nothing: an unknown word may well begin with
/// a word, and be spelled like this.
constexpr double kRunOnFactor = 0.05;

bool isLetter(std::string_view text, std::size_t position) {
  return characterAt(text, position).kind == CharacterKind::Letter;
}

bool isLetterLast(std::string_view text) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < text.size(); i += characterAt(text, i).length)
    last = i;
  return isLetter(text, last);
}

} // namespace

Joints jointsOf(const Vocabulary& vocabulary, std::span<const std::uint32_t> uses,
                std::span<const double> unigrams) {
  Joints joints;
  joints.runsOn.resize(vocabulary.size());
  joints.endsInLetter.resize(vocabulary.size());
  double share = 0;
  for (TokenId id = 0; id < vocabulary.size(); ++id) {
    const std::string& text = (*vocabulary.texts())[id];
    joints.endsInLetter[id] = isLetterLast(text);
    if (uses[id] == 0 || !isLetter(text, 0)) continue;
    joints.runsOn[id] = 1;
    share += unigrams[id];
  }
  // The end token is always used and begins with no letter, so the share is below 1.
  joints.factors = {(1 - kRunOnFactor * share) / (1 - share), kRunOnFactor};
  return joints;
}

std::size_t Joints::memoryBytes() const {
  return runsOn.capacity() + endsInLetter.capacity() / 8;
}

} // namespace logitscope::ngram
