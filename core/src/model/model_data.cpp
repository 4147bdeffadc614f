#include "model/model_data.h"

namespace logitscope::ngram {

namespace {

/// What the tokens that the text does not use have of the empty context, all together; a context
/// that the text knows leaves a small part of it. Fewer than the words that are really unknown,
/// which are a thirtieth of a text after a megabyte of the same kind, and more after less: texts
/// that are generated hold hardly any words spelled at random, and unknown ones cost a little more.
constexpr double kUnusedShare = 0.005;

} // namespace

std::vector<double> unigramsOf(const Level& root, std::span<const double> shares) {
  std::vector<double> unigrams(shares.size());
  for (std::size_t id = 0; id < shares.size(); ++id)
    unigrams[id] = kUnusedShare * shares[id];

  const auto used = root.childrenOf(0);
  double total = 0;
  double discounted = 0;
  for (const Child& child : used) {
    total += child.count;
    discounted += root.discounts.of(child.count);
  }
  const double uniform = discounted / static_cast<double>(used.size());
  for (const Child& child : used) {
    const double left = child.count - root.discounts.of(child.count);
    unigrams[child.token] = (1 - kUnusedShare) * (left + uniform) / total;
  }
  return unigrams;
}

std::size_t ModelData::memoryBytes() const {
  std::size_t bytes = sizeof(ModelData) + vocabulary.memoryBytes() + followers.memoryBytes() +
                      joints.memoryBytes() + levels.capacity() * sizeof(Level) +
                      (unigrams.capacity() + logUnigrams.capacity()) * sizeof(double) +
                      stream.tokens.capacity() * sizeof(TokenId);
  for (const Level& level : levels)
    bytes += level.memoryBytes();
  return bytes;
}

} // namespace logitscope::ngram
