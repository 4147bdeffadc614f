#include "model/spelling.h"

#include "model/characters.h"
#include "model/splitter.h"
#include "ranking.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace logitscope::ngram {

namespace {

/// What a token counts that no rare word needs, beside the 1 of each time that one is needed.
constexpr double kNeverNeeded = 0.1;

/// More words than this tell nothing new, and take time.
constexpr std::size_t kEnoughWords = 20'000;

/// A token and the one after it, as one number that sorts by the first.
using Pair = std::uint64_t;

Pair pairOf(TokenId first, TokenId second) {
  return (Pair{first} << 32U) | second;
}
TokenId firstOf(Pair pair) {
  return static_cast<TokenId>(pair >> 32U);
}
TokenId secondOf(Pair pair) {
  return static_cast<TokenId>(pair & 0xffffffffU);
}

bool canBeSpelled(std::string_view token) {
  const std::string_view word = bareWord(token);
  return word.size() > characterAt(word, 0).length;
}

std::vector<double> sharesOf(std::span<const double> needs, std::span<const std::uint32_t> uses) {
  std::vector<double> shares(needs.size());
  double sum = 0;
  for (std::size_t id = 0; id < shares.size(); ++id) {
    if (uses[id] == 0) shares[id] = needs[id] + kNeverNeeded;
    sum += shares[id];
  }
  for (double& share : shares)
    share /= sum;
  return shares;
}

Level levelOf(std::vector<Pair> pairs) {
  sortPairs(pairs);
  Level level;
  CountsOfCounts countsOfCounts;
  for (std::size_t i = 0; i < pairs.size();) {
    const TokenId context = firstOf(pairs[i]);
    if (level.farthest.empty() || level.farthest.back() != context) {
      level.farthest.push_back(context);
      level.links.push_back(ContextLink::repeated(level.repeated.size()));
      level.repeated.push_back({.firstChild = static_cast<std::uint32_t>(level.children.size())});
    }
    Child child = {.token = secondOf(pairs[i])};
    for (const Pair same = pairs[i]; i < pairs.size() && pairs[i] == same; ++i)
      ++child.count;
    level.children.push_back(child);
    countsOfCounts.add(child.count);
  }
  level.repeated.push_back({.firstChild = static_cast<std::uint32_t>(level.children.size())});
  level.discounts = estimateDiscounts(countsOfCounts);
  level.shrink();
  return level;
}

} // namespace

Spelling learnSpelling(const Stream& stream, const Vocabulary& vocabulary,
                       std::span<const std::uint32_t> uses) {
  std::vector<bool> isContext(vocabulary.size());
  for (const TokenId id : stream.tokens)
    isContext[vocabulary.contextOf(id)] = true;

  std::vector<double> needs(vocabulary.size());
  std::vector<Pair> pairs;
  std::vector<TokenId> pieces;
  std::size_t words = 0;
  for (std::size_t i = 1; i + 1 < stream.size() && words < kEnoughWords; ++i) {
    const std::string& text = (*vocabulary.texts())[stream.tokens[i]];
    if (uses[stream.tokens[i]] != 1 || !canBeSpelled(text)) continue;
    ++words;
    pieces.clear();
    vocabulary.spell(text, false, pieces);
    for (const TokenId piece : pieces)
      ++needs[piece];
    pieces.push_back(stream.tokens[i + 1]);
    for (std::size_t k = 0; k + 1 < pieces.size(); ++k) {
      const TokenId context = vocabulary.contextOf(pieces[k]);
      if (!isContext[context]) pairs.push_back(pairOf(context, pieces[k + 1]));
    }
  }
  return {.shares = sharesOf(needs, uses), .followers = levelOf(std::move(pairs))};
}

} // namespace logitscope::ngram
