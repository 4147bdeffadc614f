// How a text becomes tokens and a text again.

#include "model/splitter.h"
#include "ngram_support.h"

#include <set>

namespace logitscope {

using test::Dice;
using test::Ids;
using test::mustSucceed;
using test::ReportWriter;

using Texts = std::vector<std::string>;

namespace {

Texts split(std::string_view text) {
  ngram::Splitter splitter(text);
  Texts stretches;
  for (auto stretch = splitter.next(); !stretch.empty(); stretch = splitter.next())
    stretches.emplace_back(stretch);
  return stretches;
}

Texts tokensOf(const NgramModel& model, std::string_view text) {
  Texts tokens;
  for (const TokenId id : model.encode(text))
    tokens.push_back(model.vocabulary()[id]);
  return tokens;
}

std::string roundTrip(const NgramModel& model, std::string_view text) {
  return mustSucceed(model.decode(model.encode(text)));
}

} // namespace

TEST_CASE("words take the space before them, and signs are split off") {
  CHECK(split("The cat sat.") == Texts{"The", " cat", " sat", "."});
  CHECK(split(" a (b), c") == Texts{" a", " (", "b", ")", ",", " c"});
  CHECK(split("well-known \"word\"") == Texts{"well", "-", "known", " \"", "word", "\""});
  CHECK(split("").empty());
}

TEST_CASE("a contraction is two stretches, with either apostrophe") {
  CHECK(split("don't we'll") == Texts{"don", "'t", " we", "'ll"});
  CHECK(split("It\xe2\x80\x99s") == Texts{"It", "\xe2\x80\x99s"});
  CHECK(split("rock'n'roll") == Texts{"rock", "'n", "'roll"});
  CHECK(split("'tis the dogs' bed") == Texts{"'", "tis", " the", " dogs", "'", " bed"});
}

TEST_CASE("numbers of up to four digits are one stretch, longer ones are cut in threes") {
  CHECK(split("in 1776, 5 of 42") == Texts{"in", " 1776", ",", " 5", " of", " 42"});
  CHECK(split("12345 1234567") == Texts{"123", "45", " 123", "4567"});
  CHECK(split("3.14") == Texts{"3", ".", "14"});
  CHECK(split("x1") == Texts{"x", "1"});
}

TEST_CASE("line breaks are stretches by themselves") {
  CHECK(split("a\n\nb\r\nc\rd") == Texts{"a", "\n", "\n", "b", "\r\n", "c", "\r", "d"});
  CHECK(split("a \nb") == Texts{"a", " ", "\n", "b"});
}

TEST_CASE("indentation is one stretch, less the space that belongs to the word") {
  CHECK(split("if x:\n    return x_max\n") ==
        Texts{"if", " x", ":", "\n", "   ", " return", " x_max", "\n"});
  CHECK(split("\t\ta") == Texts{"\t\t", "a"});
  CHECK(split("  \n") == Texts{"  ", "\n"});
  CHECK(split(std::string(40, ' ') + "a") ==
        Texts{std::string(16, ' '), std::string(16, ' '), std::string(7, ' '), " a"});
}

TEST_CASE("the same sign repeated is one stretch, up to four") {
  CHECK(split("wait... x == y") == Texts{"wait", "...", " x", " ==", " y"});
  CHECK(split("------") == Texts{"----", "--"});
  CHECK(split("f();") == Texts{"f", "(", ")", ";"});
}

TEST_CASE("an underscore joins letters, and is a sign elsewhere") {
  CHECK(split("max_length _very_ __init__ a_1") ==
        Texts{"max_length", " _", "very", "_", " __", "init", "__", " a", "_", "1"});
}

TEST_CASE("letters of every script make words, ideographs and emoji stand alone") {
  CHECK(split("schl\xc3\xa4"
              "ft \xd0\xbf\xd0\xb0\xd1\x80\xd0\xba") == Texts{"schl\xc3\xa4"
                                                              "ft",
                                                              " \xd0\xbf\xd0\xb0\xd1\x80\xd0\xba"});
  CHECK(split("\xe7\x8c\xab\xe3\x81\x8c\xe3\x80\x82") ==
        Texts{"\xe7\x8c\xab", "\xe3\x81\x8c", "\xe3\x80\x82"});
  CHECK(split("a \xf0\x9f\x90\x88!") == Texts{"a", " \xf0\x9f\x90\x88", "!"});
  CHECK(split("\xe2\x80\x9cYes\xe2\x80\x9d \xe2\x80\x94 no\xe2\x80\xa6") ==
        Texts{"\xe2\x80\x9c", "Yes", "\xe2\x80\x9d", " \xe2\x80\x94", " no", "\xe2\x80\xa6"});
}

TEST_CASE("bytes that are no text are stretches of one byte") {
  CHECK(split("a\xff\xc3(") == Texts{"a", "\xff", "\xc3", "("});
  CHECK(split(std::string("\0\x01", 2)) == Texts{std::string(1, '\0'), "\x01"});
}

TEST_CASE("a word without end is cut between characters") {
  const auto stretches = split(std::string(100, 'x'));
  CHECK(stretches == Texts{std::string(64, 'x'), std::string(36, 'x')});
  std::string accents = "x";
  for (int i = 0; i < 40; ++i)
    accents += "\xc3\xa9";
  CHECK(split(accents).front().size() == 63);
}

TEST_CASE("no two tokens have the same text, and none is empty") {
  const NgramModel model = mustSucceed(trainNgram(ReportWriter(8).documents(100)));
  const std::set<std::string> texts(model.vocabulary().begin(), model.vocabulary().end());
  CHECK(texts.size() == model.vocabulary().size());
  CHECK_FALSE(texts.contains(""));
  for (int byte = 0; byte < 256; ++byte)
    CHECK(model.vocabulary()[static_cast<std::size_t>(byte)] ==
          std::string(1, static_cast<char>(byte)));
  CHECK(model.vocabulary()[model.eos()] == "<|end|>");
  CHECK(model.sharedVocabulary().get() == &model.vocabulary());
}

TEST_CASE("every word is a token with and without the space before it") {
  const NgramModel model = mustSucceed(trainNgram("Zebras sleep in 1776.\n"));
  CHECK(tokensOf(model, "Zebras sleep") == Texts{"Zebras", " sleep"});
  CHECK(tokensOf(model, " Zebras") == Texts{" Zebras"});
  CHECK(tokensOf(model, "sleep") == Texts{"sleep"});
  CHECK(tokensOf(model, "1776") == Texts{"1776"});
}

TEST_CASE("an unknown word is spelled with the longest pieces that are known, from the left") {
  const NgramModel model = mustSucceed(trainNgram("We walk and talk about un and a foot ball.\n"));
  CHECK(tokensOf(model, " football") == Texts{" foot", "ball"});
  CHECK(tokensOf(model, " walks") == Texts{" walk", "s"});
  CHECK(tokensOf(model, " xyz") == Texts{" ", "x", "y", "z"});
  CHECK(tokensOf(model, "\xc3\xa9") == Texts{"\xc3", "\xa9"});
}

TEST_CASE("characters beyond ASCII are tokens once the text has them") {
  const NgramModel model = mustSucceed(trainNgram("caf\xc3\xa9 \xe7\x8c\xab\n"));
  CHECK(tokensOf(model, "\xc3\xa9\xc3\xa9") == Texts{"\xc3\xa9", "\xc3\xa9"});
  CHECK(tokensOf(model, "\xe7\x8c\xab\xe7\x8c\xab") == Texts{"\xe7\x8c\xab", "\xe7\x8c\xab"});
}

TEST_CASE("beginnings and ends that many words share become pieces") {
  const NgramModel model = mustSucceed(trainNgram(
      "we unfold unpack untie unroll unlock, walking talking singing ringing bringing\n"));
  const auto has = [&](std::string_view text) {
    return std::ranges::count(model.vocabulary(), text) == 1;
  };
  CHECK(has(" un"));
  CHECK(has("ing"));
  CHECK_FALSE(has("old"));
  CHECK(tokensOf(model, " unzing") == Texts{" un", "z", "ing"});
}

TEST_CASE("always: what is encoded decodes to the same bytes") {
  const NgramModel model = mustSucceed(trainNgram(ReportWriter(9).documents(50)));
  for (const std::string& text :
       {std::string(), std::string("They reached Cape Horn."), std::string("  \t\r\n\r \n"),
        std::string("---\n---"), std::string("<|end|>"), std::string("\xef\xbb\xbfThe"),
        std::string("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb"), std::string("a\0b", 3),
        std::string(1000, ' '), std::string(300, '7')}) {
    CHECK(roundTrip(model, text) == text);
  }
  Dice dice(31);
  for (int i = 0; i < 300; ++i) {
    std::string bytes(dice.below(60), '\0');
    for (char& c : bytes)
      c = static_cast<char>(dice.below(256));
    CHECK(roundTrip(model, bytes) == bytes);
    std::string text;
    for (std::size_t n = dice.below(40); n > 0; --n) {
      const char* const kParts[] = {" ",
                                    "  ",
                                    "\n",
                                    "The",
                                    "river",
                                    " river",
                                    "'",
                                    "\xe2\x80\x99",
                                    "_",
                                    "7",
                                    "\xc3\xa9",
                                    "\xe7\x8c\xab",
                                    "\xf0\x9f\x90\x88",
                                    ".",
                                    "-",
                                    "\t",
                                    "\xff",
                                    "q"};
      text += kParts[dice.below(std::size(kParts))];
    }
    CHECK(roundTrip(model, text) == text);
  }
}

TEST_CASE("the end token is never encoded, and decodes to nothing") {
  const NgramModel model = mustSucceed(trainNgram("<|end|> is a text here\n---\nand end\n"));
  for (const char* text : {"<|end|>", "a\n---\nb", " <|end|>"}) {
    const Ids ids = model.encode(text);
    CHECK(std::ranges::count(ids, model.eos()) == 0);
    CHECK(mustSucceed(model.decode(ids)) == text);
  }
  Ids ids = model.encode("and end");
  ids.push_back(model.eos());
  CHECK(mustSucceed(model.decode(ids)) == "and end");
}

TEST_CASE("more words than a vocabulary holds: the rarest are spelled") {
  // 300,000 numbers written with letters, one of them often.
  std::string text = "often often often";
  for (int i = 0; i < 300'000; ++i) {
    text += " ";
    for (int n = i; n > 0; n /= 20)
      text += static_cast<char>('a' + n % 20);
  }
  const NgramModel model = mustSucceed(trainNgram(text, {.order = 2}));
  CHECK(model.vocabulary().size() == kMaxTokens);
  CHECK(tokensOf(model, " often") == Texts{" often"});
  // The last came last among equals.
  const std::string last = text.substr(text.rfind(' '));
  CHECK(tokensOf(model, last).size() > 1);
  CHECK(roundTrip(model, last) == last);
  double sum = 0;
  for (const double logit : mustSucceed(model.logits(model.encode(last))))
    sum += std::exp(logit);
  CHECK(std::abs(sum - 1) < 1e-9);
}

} // namespace logitscope
