// One prediction: the distribution without a context, multiplied by what the discounts of every
// context left over, plus the discounted counts of the few tokens that followed. For most of the
// vocabulary this is an addition of logarithms.

#include "logitscope/ngram.h"
#include "model/model_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace logitscope::ngram {

namespace {

constexpr std::size_t kMaxContext = kMaxOrder - 1;

/// A context that was found, and the tokens that followed it.
struct Match {
  const Level* level = nullptr;
  std::optional<ContextLink> link;
  /// The only one, where the context occurs once.
  Child only;
  std::span<const Child> repeated;
  /// What a count of 1 here adds to a probability.
  double weight = 0;

  std::span<const Child> children() const {
    return link->isOnce() ? std::span(&only, 1) : repeated;
  }
};

/// The contexts of one prediction, each one token longer than the one before.
class Matches {
public:
  Matches(const ModelData& model, std::span<const TokenId> context);

  std::span<const Match> all() const { return std::span(matches_).first(size_); }
  /// What is left for the distribution without a context, 1 where nothing was found.
  double rest() const { return rest_; }
  /// Whether the token before is a word that the text knows.
  bool isAfterWord() const { return isAfterWord_; }

private:
  void findAll(std::span<const TokenId> context);
  bool add(const Level& level, std::optional<ContextLink> link);
  std::optional<ContextLink> longer(const Match& shorter, TokenId token) const;
  void weigh();

  const ModelData& model_;
  std::array<Match, kMaxContext> matches_;
  std::size_t size_ = 0;
  double rest_ = 1;
  bool isAfterWord_ = false;
};

Matches::Matches(const ModelData& model, std::span<const TokenId> context) : model_(model) {
  findAll(context);
  weigh();
}

void Matches::findAll(std::span<const TokenId> context) {
  const std::size_t most = std::min(model_.levels.size(), context.size());
  if (most == 0) return;
  const auto at = [&](std::size_t distance) {
    return model_.vocabulary.contextOf(context[context.size() - distance]);
  };
  const Level& first = model_.levels.front();
  if (!add(first, first.find(at(1), 0, first.farthest.size()))) {
    const Level& followers = model_.followers;
    add(followers, followers.find(at(1), 0, followers.farthest.size()));
    return;
  }
  isAfterWord_ = model_.joints.endsInLetter[at(1)];
  for (std::size_t length = 2; length <= most; ++length) {
    // Nothing lies beyond the beginning of a document.
    if (at(length - 1) == kEndToken) return;
    if (!add(model_.levels[length - 1], longer(matches_[size_ - 1], at(length)))) return;
  }
}

bool Matches::add(const Level& level, std::optional<ContextLink> link) {
  if (!link) return false;
  Match& match = matches_[size_++];
  match.level = &level;
  match.link = link;
  if (link->isOnce()) {
    match.only = {.token = model_.stream.tokens[link->position()], .count = 1};
  } else {
    match.repeated = level.childrenOf(link->index());
  }
  return true;
}

/// The context that lengthens the last one found by [token].
std::optional<ContextLink> Matches::longer(const Match& shorter, TokenId token) const {
  if (shorter.link->isOnce()) {
    const std::size_t place = shorter.link->position() - (size_ + 1);
    const bool isSame = model_.vocabulary.contextOf(model_.stream.tokens[place]) == token;
    return isSame ? shorter.link : std::nullopt;
  }
  const std::size_t index = shorter.link->index();
  const auto& repeated = shorter.level->repeated;
  return model_.levels[size_].find(token, repeated[index].firstLonger,
                                   repeated[index + 1].firstLonger);
}

void Matches::weigh() {
  for (std::size_t i = size_; i-- > 0;) {
    Match& match = matches_[i];
    double total = 0;
    double discounted = 0;
    for (const Child& child : match.children()) {
      total += child.count;
      discounted += match.level->discounts.of(child.count);
    }
    match.weight = rest_ / total;
    rest_ *= discounted / total;
  }
}

} // namespace

void predict(const ModelData& model, std::span<const TokenId> context, std::span<double> out) {
  constexpr std::array kBeginning = {kEndToken};
  const Matches found(model, context.empty() ? std::span<const TokenId>(kBeginning) : context);
  std::array<double, 2> factors = {found.rest(), found.rest()};
  if (found.isAfterWord()) {
    for (std::size_t i = 0; i < factors.size(); ++i)
      factors[i] *= model.joints.factors[i];
  }
  const std::array logs = {std::log(factors[0]), std::log(factors[1])};
  for (std::size_t id = 0; id < out.size(); ++id)
    out[id] = model.logUnigrams[id] + logs[model.joints.runsOn[id]];
  if (found.all().empty()) return;

  // Whatever followed a longer context followed the shortest as well, so these are all tokens that
  // need more than the line above. They become probabilities first, to be added to.
  const auto touched = found.all().front().children();
  for (const Child& child : touched)
    out[child.token] = model.unigrams[child.token] * factors[model.joints.runsOn[child.token]];
  for (const Match& match : found.all()) {
    for (const Child& child : match.children())
      out[child.token] += (child.count - match.level->discounts.of(child.count)) * match.weight;
  }
  for (const Child& child : touched)
    out[child.token] = std::log(out[child.token]);
}

} // namespace logitscope::ngram
