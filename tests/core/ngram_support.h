#pragma once

// A text to learn from, written by a small grammar, and two older ways of smoothing to compare
// with.

#include "model/documents.h"
#include "support.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace logitscope::test {

/// Writes short reports of expeditions. Frequencies fall off as in a language (the second choice is
/// half as likely as the first), some words keep to one partner (San Felipe, kayak, Dr), some
/// documents bring a name that hardly any other has.
class ReportWriter {
public:
  explicit ReportWriter(std::uint64_t seed) : dice_(seed) {}

  /// One document: 3 to 8 sentences, no line break.
  std::string document() {
    name_ = dice_.chance(0.3)
                ? newName()
                : pick({"Ada", "Miguel", "Dr Osei", "Ingrid", "Tomás", "Lin", "Farid"});
    std::string text;
    for (std::size_t n = 3 + dice_.below(6); n > 0; --n)
      text += (text.empty() ? "" : " ") + sentence();
    return text;
  }

  /// [count] documents, separated.
  std::string documents(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
      text += (i > 0 ? "\n---\n" : "") + document();
    return text;
  }

private:
  using Choices = std::initializer_list<const char*>;

  /// The first is the most likely.
  std::string pick(Choices choices) {
    double weights = 0;
    for (std::size_t i = 0; i < choices.size(); ++i)
      weights += 1.0 / static_cast<double>(i + 1);
    double left = dice_.unit() * weights;
    for (std::size_t i = 0; i + 1 < choices.size(); ++i) {
      left -= 1.0 / static_cast<double>(i + 1);
      if (left < 0) return *(choices.begin() + i);
    }
    return *(choices.end() - 1);
  }

  std::string newName() {
    std::string name(1, static_cast<char>('A' + dice_.below(26)));
    for (std::size_t n = 1 + dice_.below(2); n > 0; --n)
      name += pick({"a", "o", "e", "i", "u"}) + pick({"r", "n", "l", "m", "s", "th", "v"});
    return name + pick({"a", "o", "en", "us"});
  }

  std::string place() {
    return pick({"the river", "San Felipe", "the northern coast", "the glacier", "Lake Inari",
                 "the old harbour", "the valley of Arun", "the third camp", "Cape Horn",
                 "the ridge above the camp"});
  }

  std::string thing() {
    return pick({"the boat", "a tent", "two ropes", "the radio", "a new kayak",
                 "the last of the bread", "three sledges", "a map of the coast", "the samples",
                 "an ice axe", "the second engine"});
  }

  std::string who() {
    return pick(
        {"We", "They", name_.c_str(), "The crew", "Nobody", "Our guide", "The two brothers"});
  }

  std::string when() {
    return pick({"in the morning", "at noon", "before dark", "on the next day", "in March",
                 "in 1911", "after the storm", "at dawn", "two days later",
                 "in the winter of 1908"});
  }

  std::string action() {
    return pick({"reached ", "left ", "crossed ", "saw ", "camped near ", "drew "}) + place();
  }

  std::string handling() {
    return pick({"carried ", "lost ", "mended ", "needed ", "found ", "hid ", "sold "}) + thing();
  }

  std::string sentence() {
    switch (dice_.below(6)) {
    case 0:
      return who() + " " + action() + " " + when() + ".";
    case 1:
      return who() + " " + handling() + " and " + action() + ".";
    case 2:
      return "It was " +
             pick({"cold", "dark", "too late", "a clear day", "raining", "snowing hard"}) + " " +
             when() + ".";
    case 3:
      return "\"" +
             pick({"We can't stay here", "It's too far", "Where is " + thing(), "I don't know"}) +
             "," + "\" said " + name_ + ".";
    case 4:
      return who() + " " + handling() + " " + pick({"near ", "at ", "beyond "}) + place() +
             ", but " + who() + " " + handling() + ".";
    default:
      return name_ + "'s " + pick({"diary", "brother", "plan", "compass", "hope"}) + " " +
             pick({"was lost ", "came ", "failed ", "was found "}) + when() + ".";
    }
  }

  std::string pick(std::initializer_list<std::string> choices) {
    return *(choices.begin() + dice_.below(choices.size()));
  }

  Dice dice_;
  std::string name_;
};

using Documents = std::vector<Ids>;

/// What a model makes of a text's documents, each with its end token.
inline Documents documentsOf(const NgramModel& model, std::string_view text) {
  Documents documents;
  for (const std::string_view document : ngram::documentsOf(text)) {
    documents.push_back(model.encode(document));
    documents.back().push_back(model.eos());
  }
  return documents;
}

/// Counts of n-grams up to one length, as maps: slow, and obvious.
class NgramCounts {
public:
  /// Contexts begin with [eos], as those of [NgramModel] do, and do not reach beyond.
  NgramCounts(const Documents& documents, TokenId eos, std::size_t order) : contexts_(order) {
    for (const Ids& document : documents) {
      Ids past = {eos};
      for (const TokenId id : document) {
        for (std::size_t length = 0; length < order && length <= past.size(); ++length) {
          Context& context =
              contexts_[length][Ids(past.end() - static_cast<std::ptrdiff_t>(length), past.end())];
          ++context.counts[id];
          ++context.total;
        }
        past.push_back(id);
      }
    }
  }

  struct Context {
    std::map<TokenId, double> counts;
    double total = 0;
  };

  /// By length of the context.
  const std::vector<std::map<Ids, Context>>& contexts() const { return contexts_; }

  const Context* find(std::span<const TokenId> past, std::size_t length) const {
    if (length >= contexts_.size() || length > past.size()) return nullptr;
    const auto last = past.last(length);
    const auto found = contexts_[length].find(Ids(last.begin(), last.end()));
    return found == contexts_[length].end() ? nullptr : &found->second;
  }

private:
  std::vector<std::map<Ids, Context>> contexts_;
};

/// p = (c(h w) + 1) / (c(h) + V): Laplace's rule.
class AddOne {
public:
  AddOne(const Documents& documents, TokenId eos, std::size_t order, std::size_t vocabularySize)
      : counts_(documents, eos, order), order_(order), size_(static_cast<double>(vocabularySize)) {}

  double probability(std::span<const TokenId> past, TokenId id) const {
    const auto* context = counts_.find(past, std::min(order_ - 1, past.size()));
    if (context == nullptr) return 1 / size_;
    const auto found = context->counts.find(id);
    return ((found == context->counts.end() ? 0 : found->second) + 1) / (context->total + size_);
  }

private:
  NgramCounts counts_;
  std::size_t order_;
  double size_;
};

/// Interpolated absolute discounting: p = max(c(h w) − D, 0)/c(h) + D·N(h)/c(h) · p(w | h'), with
/// occurrences as counts at every length, one D = n₁/(n₁ + 2 n₂) for each, and 1/V below. Ney,
/// Essen & Kneser 1994.
class AbsoluteDiscounting {
public:
  AbsoluteDiscounting(const Documents& documents, TokenId eos, std::size_t order,
                      std::size_t vocabularySize)
      : counts_(documents, eos, order), size_(static_cast<double>(vocabularySize)) {
    for (const auto& contexts : counts_.contexts()) {
      double once = 0;
      double twice = 0;
      for (const auto& [key, context] : contexts) {
        for (const auto& [id, count] : context.counts) {
          once += count == 1 ? 1 : 0;
          twice += count == 2 ? 1 : 0;
        }
      }
      discounts_.push_back(once > 0 && twice > 0 ? once / (once + 2 * twice) : 0.5);
    }
  }

  double probability(std::span<const TokenId> past, TokenId id) const {
    double p = 1 / size_;
    for (std::size_t length = 0; length < discounts_.size(); ++length) {
      const auto* context = counts_.find(past, length);
      if (context == nullptr) break;
      const double discount = discounts_[length];
      const auto found = context->counts.find(id);
      const double count = found == context->counts.end() ? 0 : found->second;
      const double rest = discount * static_cast<double>(context->counts.size()) / context->total;
      p = std::max(count - discount, 0.0) / context->total + rest * p;
    }
    return p;
  }

private:
  NgramCounts counts_;
  std::vector<double> discounts_;
  double size_;
};

/// exp of the average −ln p over the tokens of documents; [logProbability] is asked with everything
/// of the document that comes before, the end token in front.
template <typename LogProbability>
double perplexity(const Documents& documents, TokenId eos, LogProbability logProbability) {
  double sum = 0;
  double count = 0;
  for (const Ids& document : documents) {
    Ids past = {eos};
    for (const TokenId id : document) {
      sum -= logProbability(past, id);
      ++count;
      past.push_back(id);
    }
  }
  return std::exp(sum / count);
}

inline double perplexityOf(const NgramModel& model, const Documents& documents) {
  std::vector<double> logits(model.vocabulary().size());
  return perplexity(documents, model.eos(), [&](const Ids& past, TokenId id) {
    if (const auto error = model.logitsInto(past, logits)) FAIL_CHECK(error->message);
    return logits[id];
  });
}

template <typename Baseline>
double perplexityOf(const Baseline& baseline, const Documents& documents, TokenId eos) {
  return perplexity(documents, eos, [&](const Ids& past, TokenId id) {
    return std::log(baseline.probability(past, id));
  });
}

} // namespace logitscope::test
