// The smoothing: worked by hand on toy texts, then held against the definitions on random ones.

#include "model/discounts.h"
#include "ngram_support.h"

namespace logitscope {

using ngram::CountsOfCounts;
using ngram::Discounts;
using ngram::estimateDiscounts;
using test::Dice;
using test::Ids;
using test::isNear;
using test::mustSucceed;

namespace {

constexpr double kExact = 1e-12;

CountsOfCounts countsOfCounts(std::initializer_list<std::size_t> n) {
  CountsOfCounts counts;
  for (std::uint32_t i = 0; i < 4; ++i)
    counts.add(i + 1, *(n.begin() + i));
  return counts;
}

/// Five documents, where no word stands without its space, so that the formulas are all there is.
constexpr std::string_view kCounting = "1 fox\n---\n1 cow\n---\n1 cow\n---\n2 cow\n---\n2 cow\n";

/// The one token that [text] is.
TokenId idOf(const NgramModel& model, std::string_view text) {
  const Ids ids = model.encode(text);
  CAPTURE(text);
  CHECK(ids.size() == 1);
  return ids.front();
}

double probability(const NgramModel& model, const Ids& context, TokenId id) {
  return std::exp(mustSucceed(model.logits(context))[id]);
}

} // namespace

TEST_CASE("the discounts are those of Chen and Goodman's formulas") {
  // n = 100, 50, 25, 10: Y = 100/200 = 1/2,
  //   D1 = 1 - 2·½·50/100    D2 = 2 - 3·½·25/50    D3+ = 3 - 4·½·10/25
  const Discounts discounts = estimateDiscounts(countsOfCounts({100, 50, 25, 10}));
  CHECK(isNear(discounts.one, 0.5));
  CHECK(isNear(discounts.two, 1.25));
  CHECK(isNear(discounts.threeAndMore, 2.2));
  CHECK(discounts.of(1) == discounts.one);
  CHECK(discounts.of(2) == discounts.two);
  CHECK(discounts.of(3) == discounts.threeAndMore);
  CHECK(discounts.of(1000) == discounts.threeAndMore);
}

TEST_CASE("where discounts cannot be estimated they are the usual ones") {
  for (const auto n : {std::initializer_list<std::size_t>{0, 1, 1, 1},
                       {1, 0, 1, 1},
                       {1, 1, 0, 1},
                       {1, 1, 1, 0},
                       {0, 0, 0, 0}}) {
    const Discounts discounts = estimateDiscounts(countsOfCounts(n));
    CHECK(discounts.one == 0.5);
    CHECK(discounts.two == 1.0);
    CHECK(discounts.threeAndMore == 1.5);
  }
  SUBCASE("an estimate of 0 or below is none") {
    // n = 3, 1, 2, 1: Y = 3/5, D2 = 2 - 3·3/5·2/1 < 0.
    CHECK(estimateDiscounts(countsOfCounts({3, 1, 2, 1})).two == 1.0);
    // n = 2, 2, 1, 4: Y = 1/3, D3+ = 3 - 4·1/3·4/1 < 0.
    CHECK(estimateDiscounts(countsOfCounts({2, 2, 1, 4})).two == 1.0);
  }
}

TEST_CASE("a bigram model of five documents is what the formulas give by hand") {
  // Chen & Goodman 1998, section 3 (modified Kneser-Ney, interpolated). The documents, with E for
  // the end token:
  //   "1" fox E    "1" cow E (twice)    "2" cow E (twice)
  const NgramModel model = mustSucceed(trainNgram(kCounting, {.order = 2}));
  const TokenId one = idOf(model, "1");
  const TokenId two = idOf(model, "2");
  const TokenId fox = idOf(model, " fox");
  const TokenId cow = idOf(model, " cow");
  const TokenId end = model.eos();

  // Without a context a token counts how many different tokens stand before it:
  //   "1": 1 (E)   "2": 1 (E)   fox: 1 ("1")   cow: 2 ("1", "2")   E: 2 (fox, cow)   sum 7
  // n3 = n4 = 0, so the discounts are the usual 1/2 and 1: taken off are 3·1/2 + 2·1 = 7/2, which
  // the five tokens share evenly: 7/10 for each. 99.5 % is for tokens that the text uses.
  const double pTwo = 0.995 * (0.5 + 0.7) / 7;
  const double pFox = pTwo;
  const double pCow = 0.995 * (1.0 + 0.7) / 7;
  const double pEnd = pCow;

  // After one token, occurrences count:
  //   E "1": 3   E "2": 2   "1" fox: 1   "1" cow: 2   "2" cow: 2   fox E: 1   cow E: 4
  // n1 = 2, n2 = 3, n3 = 1, n4 = 1: Y = 2/(2 + 6) = 1/4,
  //   D1 = 1 - 2·¼·3/2 = 1/4    D2 = 2 - 3·¼·1/3 = 7/4    D3+ = 3 - 4·¼·1/1 = 2
  SUBCASE("after 1: 1/4 and 7/4 of 3 are taken off") {
    const double rest = (0.25 + 1.75) / 3;
    CHECK(isNear(probability(model, {one}, fox), (1 - 0.25) / 3 + rest * pFox, kExact));
    CHECK(isNear(probability(model, {one}, cow), (2 - 1.75) / 3 + rest * pCow, kExact));
    CHECK(isNear(probability(model, {one}, two), rest * pTwo, kExact));
    CHECK(isNear(probability(model, {one}, end), rest * pEnd, kExact));
  }
  SUBCASE("after cow: 2 of 4 are taken off") {
    CHECK(isNear(probability(model, {cow}, end), (4 - 2.0) / 4 + 2.0 / 4 * pEnd, kExact));
    CHECK(isNear(probability(model, {cow}, two), 2.0 / 4 * pTwo, kExact));
  }
  SUBCASE("after fox, which occurs once: 1/4 of 1 is taken off") {
    CHECK(isNear(probability(model, {fox}, end), (1 - 0.25) + 0.25 * pEnd, kExact));
    CHECK(isNear(probability(model, {fox}, cow), 0.25 * pCow, kExact));
  }
  SUBCASE("at the beginning: 2 and 7/4 of 5 are taken off") {
    const double rest = (2 + 1.75) / 5;
    CHECK(isNear(probability(model, {}, two), (2 - 1.75) / 5 + rest * pTwo, kExact));
    const double pOne = pTwo;
    CHECK(isNear(probability(model, {end}, one), (3 - 2.0) / 5 + rest * pOne, kExact));
  }
}

TEST_CASE("a trigram model of the same documents counts contexts in between") {
  const NgramModel model = mustSucceed(trainNgram(kCounting, {.order = 3}));
  const TokenId one = idOf(model, "1");
  const TokenId cow = idOf(model, " cow");
  const TokenId end = model.eos();
  // The middle length now counts how many different tokens stand before; at the beginning of a
  // document, where nothing does, occurrences:
  //   E "1": 3   E "2": 2   "1" fox: 1 (E)   "1" cow: 1 (E)   "2" cow: 1 (E)
  //   fox E: 1 ("1")   cow E: 2 ("1", "2")
  // n4 = 0, so the usual discounts. The longest have them too: E "1" fox and "1" fox E occur once,
  // the four others twice, n3 = 0.
  const double pCow = 0.995 * (1.0 + 0.7) / 7;
  const double afterOne = (1 - 0.5) / 2 + (0.5 + 0.5) / 2 * pCow;
  CHECK(isNear(probability(model, {one}, cow), afterOne, kExact));
  const double afterEndOne = (2 - 1.0) / 3 + (0.5 + 1.0) / 3 * afterOne;
  CHECK(isNear(probability(model, {end, one}, cow), afterEndOne, kExact));
  const double pEnd = pCow; // the same count without a context
  const double afterCow = (2 - 1.0) / 2 + 1.0 / 2 * pEnd;
  CHECK(isNear(probability(model, {cow}, end), afterCow, kExact));
  const double afterOneCow = (2 - 1.0) / 2 + 1.0 / 2 * afterCow;
  CHECK(isNear(probability(model, {one, cow}, end), afterOneCow, kExact));
}

TEST_CASE("right after a word, a word without its space keeps a twentieth") {
  const NgramModel model =
      mustSucceed(trainNgram("old cow\n---\nold cow\n---\nred cow\n", {.order = 2}));
  const TokenId red = idOf(model, "red");
  const TokenId cow = idOf(model, " cow");
  // Without a context old and red count 1 (E), cow 2 (old, red), E 1 (cow): sum 5. The discounts are
  // the usual ones: 3·1/2 + 1·1 = 5/2 are taken off, 5/8 for each of the four.
  const double pRed = 0.995 * (0.5 + 0.625) / 5;
  const double pEnd = pRed;
  // "cowred" would be one word. What old and red lose goes to all other tokens.
  const double others = (1 - 0.05 * 2 * pRed) / (1 - 2 * pRed);
  // cow E occurs 3 times, and of that 3/2 are taken off.
  CHECK(isNear(probability(model, {cow}, red), 0.5 * 0.05 * pRed, kExact));
  CHECK(isNear(probability(model, {cow}, model.eos()), 0.5 + 0.5 * others * pEnd, kExact));
  // After the end token everything is possible: E red occurs once of 3 times, taken off 1/2 and 1.
  CHECK(isNear(probability(model, {}, red), (1 - 0.5) / 3 + (0.5 + 1) / 3 * pRed, kExact));
}

namespace {

bool isLetter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
}

/// What each token is as a context: " cat" for "cat", where there is one; else the token itself.
Ids contextsOf(const NgramModel& model) {
  std::map<std::string, TokenId> ids;
  for (TokenId id = 0; id < model.vocabulary().size(); ++id)
    ids[model.vocabulary()[id]] = id;
  Ids contexts;
  for (TokenId id = 0; id < model.vocabulary().size(); ++id) {
    const std::string& text = model.vocabulary()[id];
    const bool isWord = isLetter(text[0]) || (text[0] >= '0' && text[0] <= '9');
    const auto spaced = ids.find(" " + text);
    contexts.push_back(isWord && spaced != ids.end() ? spaced->second : id);
  }
  return contexts;
}

/// The definitions, computed from maps with no thought of speed, for the tokens that the text uses.
class Reference {
public:
  Reference(const NgramModel& model, const test::Documents& documents)
      : texts_(model.vocabulary()), contextOf_(contextsOf(model)),
        tables_(static_cast<std::size_t>(model.order())) {
    for (const Ids& document : documents) {
      Ids past = {model.eos()};
      for (const TokenId id : document) {
        for (std::size_t length = 0; length < tables_.size() && length <= past.size(); ++length)
          ++tables_[length].occurrences[gram(past, length, id)];
        past.push_back(contextOf_[id]);
      }
    }
    for (std::size_t length = 0; length < tables_.size(); ++length)
      count(length, model.eos());
  }

  /// [past] begins with the end token or is a fragment.
  double probability(const Ids& past, TokenId id) const {
    Ids context;
    for (const TokenId token : past)
      context.push_back(contextOf_[token]);
    // Without a context, and below that the uniform distribution over the tokens in use.
    const auto& used = tables_[0].contexts.at({});
    const double uniform = 1 / static_cast<double>(used.size());
    double p = kUsed * interpolated(0, context, id, uniform).value();
    if (isAfterWord(context)) {
      double runsOn = 0;
      for (const auto& [token, count] : used)
        runsOn += isLetter(texts_[token][0])
                      ? kUsed * interpolated(0, context, token, uniform).value()
                      : 0;
      p *= isLetter(texts_[id][0]) ? kRunOn : (1 - kRunOn * runsOn) / (1 - runsOn);
    }
    for (std::size_t length = 1; length < tables_.size() && length <= context.size(); ++length) {
      const auto longer = interpolated(length, context, id, p);
      if (!longer) break;
      p = *longer;
    }
    return p;
  }

private:
  static constexpr double kUsed = 0.995;
  static constexpr double kRunOn = 0.05;

  struct Table {
    std::map<Ids, double> occurrences;
    std::map<Ids, std::map<TokenId, double>> contexts;
    Discounts discounts;
    double discount(double count) const { return discounts.of(static_cast<std::uint32_t>(count)); }
  };

  static Ids gram(const Ids& past, std::size_t length, TokenId id) {
    Ids ids(past.end() - static_cast<std::ptrdiff_t>(length), past.end());
    ids.push_back(id);
    return ids;
  }

  bool isAfterWord(const Ids& context) const {
    return tables_.size() > 1 && tables_[1].contexts.contains({context.back()}) &&
           isLetter(texts_[context.back()].back());
  }

  /// p(id | the last [length] of [context]), given that of the shorter context.
  std::optional<double> interpolated(std::size_t length, const Ids& context, TokenId id,
                                     double shorter) const {
    const Table& table = tables_[length];
    const auto found = table.contexts.find(
        Ids(context.end() - static_cast<std::ptrdiff_t>(length), context.end()));
    if (found == table.contexts.end()) return std::nullopt;
    double total = 0;
    double discounted = 0;
    for (const auto& [token, count] : found->second) {
      total += count;
      discounted += table.discount(count);
    }
    const auto child = found->second.find(id);
    const double own =
        child == found->second.end() ? 0 : child->second - table.discount(child->second);
    return own / total + discounted / total * shorter;
  }

  void count(std::size_t length, TokenId eos) {
    Table& table = tables_[length];
    std::map<Ids, double> counts;
    const bool isLongest = length + 1 == tables_.size();
    for (const auto& [ids, occurrences] : table.occurrences) {
      if (isLongest || (length > 0 && ids.front() == eos)) counts[ids] = occurrences;
    }
    if (!isLongest) {
      for (const auto& [ids, occurrences] : tables_[length + 1].occurrences)
        ++counts[Ids(ids.begin() + 1, ids.end())];
    }
    CountsOfCounts countsOfCounts;
    for (const auto& [ids, count] : counts) {
      countsOfCounts.add(static_cast<std::uint32_t>(count));
      table.contexts[Ids(ids.begin(), ids.end() - 1)][ids.back()] = count;
    }
    table.discounts = estimateDiscounts(countsOfCounts);
  }

  std::vector<std::string> texts_;
  Ids contextOf_;
  /// By length of the context.
  std::vector<Table> tables_;
};

/// A few words that often repeat, in lines and documents of all lengths.
std::string randomText(Dice& dice) {
  const char* const kWords[] = {"a",    "a", "the", "cat", "Cat", "dog",  "sat",
                                "1776", ".", ",",   "(",   "\n",  "it's", "é"};
  const std::size_t words = 2 + dice.below(std::size(kWords) - 1);
  std::string text = "x";
  for (std::size_t n = 1 + dice.below(150); n > 0; --n) {
    if (dice.chance(0.1)) text += "\n---\n";
    text += (dice.chance(0.7) ? " " : "");
    text += kWords[dice.below(words)];
  }
  return text;
}

} // namespace

TEST_CASE("every order agrees with the definitions, on random texts and contexts") {
  Dice dice(11);
  for (int round = 0; round < 60; ++round) {
    const std::string text = randomText(dice);
    CAPTURE(text);
    for (int order = kMinOrder; order <= kMaxOrder; ++order) {
      CAPTURE(order);
      const NgramModel model = mustSucceed(trainNgram(text, {order}));
      const auto documents = test::documentsOf(model, text);
      const Reference reference(model, documents);
      Ids used;
      for (const Ids& document : documents)
        used.insert(used.end(), document.begin(), document.end());
      for (int i = 0; i < 8; ++i) {
        // A stretch of the text, which the model knows, or any tokens.
        Ids past;
        const Ids& document = documents[dice.below(documents.size())];
        if (dice.chance(0.7)) {
          past = {model.eos()};
          past.insert(past.end(), document.begin(),
                      document.begin() + static_cast<std::ptrdiff_t>(dice.below(document.size())));
        } else {
          for (std::size_t n = 1 + dice.below(6); n > 0; --n)
            past.push_back(used[dice.below(used.size())]);
        }
        const auto logits = mustSucceed(model.logits(past));
        // What lies before an end token is no context.
        const auto lastEnd = std::find(past.rbegin(), past.rend(), model.eos());
        if (lastEnd != past.rend()) past.erase(past.begin(), lastEnd.base() - 1);
        for (const TokenId id : used)
          CHECK(isNear(std::exp(logits[id]), reference.probability(past, id), kExact));
      }
    }
  }
}

} // namespace logitscope
