#pragma once

#include "model/joints.h"
#include "model/level.h"
#include "model/spelling.h"
#include "model/stream.h"
#include "model/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logitscope::ngram {

/// All that a trained model holds.
struct ModelData {
  Vocabulary vocabulary;
  /// Contexts of one token, of two, and so on: order − 1 levels.
  std::vector<Level> levels;
  /// For contexts that end in a piece which the text does not use.
  Level followers;
  /// p(w) without a context, and its logarithm.
  std::vector<double> unigrams;
  std::vector<double> logUnigrams;
  Joints joints;
  /// The training text; contexts that occur once are read there.
  Stream stream;
  std::size_t documents = 0;

  std::size_t memoryBytes() const;
};

/// The distribution of the empty context. [root] has the counts of the tokens that the text uses,
/// [shares] says how the others divide what is theirs.
std::vector<double> unigramsOf(const Level& root, std::span<const double> shares);

/// ln p of every token after [context], the end token where it is empty. Both are as
/// [NgramModel::logitsInto] wants them.
void predict(const ModelData& model, std::span<const TokenId> context, std::span<double> out);

} // namespace logitscope::ngram
