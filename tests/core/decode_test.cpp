// Generation: what ends it, what the text is, what a step knows, and what is refused.

#include "decode_support.h"

namespace logitscope {

using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::mustDo;
using test::mustFail;
using test::mustRefuse;
using test::mustSucceed;

namespace {

/// Logits that leave no choice.
std::vector<double> only(TokenId id, std::size_t size) {
  std::vector<double> logits(size, -kInf);
  logits[id] = 0;
  return logits;
}

/// Generates exactly these tokens, as far as it is let.
Decoder forced(DecodeOptions options, const Ids& tokens) {
  const std::size_t size = options.vocabulary ? options.vocabulary->size() : 9;
  options.seed = 1;
  Decoder decoder = mustSucceed(Decoder::make(std::move(options), {}));
  for (const TokenId id : tokens) {
    if (decoder.isDone()) break;
    mustDo(decoder.advance(only(id, size)));
  }
  return decoder;
}

const auto kWords = test::vocabularyOf({"Hello", " world", "\n", "\n\n", "END", "E", "ND", "x\nEND y", ""});

const DecodeStep& last(const Decoder& decoder) { return decoder.steps()[decoder.current()]; }

} // namespace

TEST_CASE("the context wanted is the prompt and what was generated") {
  Decoder decoder = mustSucceed(Decoder::make({.seed = 1.0}, {4, 2}));
  CHECK(*decoder.wanted() == Ids{4, 2});
  mustDo(decoder.advance(only(3, 5)));
  CHECK(*decoder.wanted() == Ids{4, 2, 3});
  CHECK(decoder.tokens() == Ids{3});
  CHECK(decoder.reason() == StopReason::Running);
}

TEST_CASE("a stop token ends generation; it is a step, and no part of the text") {
  const Decoder decoder = forced({.vocabulary = kWords, .stopTokens = {4}}, {0, 1, 4, 0});
  CHECK(decoder.reason() == StopReason::StopToken);
  CHECK(decoder.tokens() == Ids{0, 1, 4});
  CHECK(decoder.text() == "Hello world");
  CHECK(decoder.trimmedText() == "Hello world");
  CHECK_FALSE(decoder.wanted());
}

TEST_CASE("a stop sequence ends generation, and the text is given with it and without") {
  const Decoder decoder = forced({.vocabulary = kWords, .stopSequences = {"END"}}, {0, 4, 1});
  CHECK(decoder.reason() == StopReason::StopSequence);
  CHECK(last(decoder).stopSequence == 0);
  CHECK(decoder.text() == "HelloEND");
  CHECK(decoder.trimmedText() == "Hello");
}

TEST_CASE("a stop sequence may span tokens") {
  SUBCASE("two") {
    const Decoder decoder = forced({.vocabulary = kWords, .stopSequences = {"END"}}, {0, 5, 6, 0});
    CHECK(decoder.tokens() == Ids{0, 5, 6});
    CHECK(decoder.trimmedText() == "Hello");
  }
  SUBCASE("two of the same") {
    const Decoder decoder = forced({.vocabulary = kWords, .stopSequences = {"\n\n"}}, {2, 0, 2, 2, 0});
    CHECK(decoder.tokens() == Ids{2, 0, 2, 2});
    CHECK(decoder.trimmedText() == "\nHello");
  }
  SUBCASE("with a token of no text between") {
    const Decoder decoder = forced({.vocabulary = kWords, .stopSequences = {"END"}}, {5, 8, 8, 6, 0});
    CHECK(decoder.tokens() == Ids{5, 8, 8, 6});
    CHECK(decoder.trimmedText().empty());
  }
  SUBCASE("a whole sentence of them") {
    const Decoder decoder = forced({.vocabulary = kWords, .stopSequences = {"o world\nE"}}, {1, 0, 1, 2, 5, 0});
    CHECK(decoder.tokens() == Ids{1, 0, 1, 2, 5});
    CHECK(decoder.trimmedText() == " worldHell");
  }
}

TEST_CASE("a stop sequence counts in the middle of a token too") {
  const Decoder decoder = forced({.vocabulary = kWords, .stopSequences = {"END"}}, {0, 7});
  CHECK(decoder.reason() == StopReason::StopSequence);
  CHECK(decoder.text() == "Hellox\nEND y");
  CHECK(decoder.trimmedText() == "Hellox\n");
}

TEST_CASE("of several stop sequences the one that begins first is named, of two at one place the longer") {
  const Decoder first = forced({.vocabulary = kWords, .stopSequences = {"END", "\n"}}, {7});
  CHECK(last(first).stopSequence == 1);
  CHECK(first.trimmedText() == "x");
  const Decoder longer = forced({.vocabulary = kWords, .stopSequences = {"E", "END"}}, {7});
  CHECK(last(longer).stopSequence == 1);
}

TEST_CASE("the prompt's text is not searched") {
  Decoder decoder = mustSucceed(
      Decoder::make({.vocabulary = kWords, .stopSequences = {"END"}, .seed = 1.0}, {5}));
  mustDo(decoder.advance(only(6, 9)));
  CHECK(decoder.reason() == StopReason::Running);
}

TEST_CASE("a character may come in pieces, and a stop sequence be found across them") {
  // "é" is C3 A9; "ĩ" is C4 A9.
  const auto pieces = test::vocabularyOf({"\xC3", "\xA9", "\xC4", "caf"});
  const Decoder decoder = forced({.vocabulary = pieces, .stopSequences = {"é"}}, {3, 2, 1, 0, 1, 3});
  CHECK(decoder.text() == "cafĩé");
  CHECK(decoder.trimmedText() == "cafĩ");
  const Decoder half = forced({.vocabulary = pieces, .maxNewTokens = 2}, {3, 0});
  CHECK(half.text() == "caf\xC3");
}

TEST_CASE("max tokens ends generation") {
  const Decoder decoder = forced({.maxNewTokens = 2}, {0, 1, 2});
  CHECK(decoder.reason() == StopReason::MaxTokens);
  CHECK(decoder.tokens() == Ids{0, 1});
  SUBCASE("before the first where there are to be none") {
    const Decoder none = mustSucceed(Decoder::make({.maxNewTokens = 0}, {1}));
    CHECK(none.reason() == StopReason::MaxTokens);
    CHECK_FALSE(none.wanted());
  }
}

TEST_CASE("where several reasons hold, stop token comes before stop sequence, and that before max tokens") {
  const DecodeOptions all{.vocabulary = kWords, .stopTokens = {4}, .stopSequences = {"END"}, .maxNewTokens = 1};
  CHECK(forced(all, {4}).reason() == StopReason::StopToken);
  CHECK(forced(all, {7}).reason() == StopReason::StopSequence);
  CHECK(forced(all, {0}).reason() == StopReason::MaxTokens);
  // A stop token's text is no part of the text, so what it says cannot stop.
  const DecodeOptions split{.vocabulary = kWords, .stopTokens = {6}, .stopSequences = {"END"}};
  CHECK(forced(split, {5, 6}).reason() == StopReason::StopToken);
}

TEST_CASE("where nothing is left to draw, generation ends and says so") {
  Decoder decoder = mustSucceed(Decoder::make({.seed = 1.0}, {}));
  mustDo(decoder.advance(only(1, 3)));
  mustDo(decoder.advance(std::vector<double>(3, -kInf)));
  CHECK(decoder.reason() == StopReason::NothingLeft);
  CHECK(decoder.tokens() == Ids{1});
  CHECK_FALSE(decoder.wanted());
  SUBCASE("though a reader may still pick") {
    mustDo(decoder.pick(test::logitsOf({0.5, 0.5, 0}), 0));
    CHECK(decoder.tokens() == Ids{1, 0});
    CHECK(decoder.reason() == StopReason::Running);
  }
}

TEST_CASE("the reasons go by R1's names") {
  CHECK(stopReasonName(StopReason::Running) == "running");
  CHECK(stopReasonName(StopReason::StopToken) == "stop_token");
  CHECK(stopReasonName(StopReason::StopSequence) == "stop_sequence");
  CHECK(stopReasonName(StopReason::MaxTokens) == "max_tokens");
  CHECK(stopReasonName(StopReason::NothingLeft) == "nothing_left");
}

TEST_CASE("a step knows its probability after the chain and before it, its coin and its nucleus") {
  Decoder decoder = mustSucceed(Decoder::make({.chain = {Stage{TopKParams{2}}}, .coins = {0.6, 0.1}}, {}));
  mustDo(decoder.advance(test::fourTokens()));
  const DecodeStep& step = last(decoder);
  CHECK(step.id == 2); // 0.4 of 0.7 end at 0.571
  CHECK(isNear(step.probability, 0.3 / 0.7));
  CHECK(isNear(step.logProbability, std::log(0.3)));
  CHECK(step.kept == 2);
  CHECK(step.coin == 0.6);
  CHECK_FALSE(step.isManual);
  CHECK_FALSE(step.trace);
}

TEST_CASE("the log-probability is the sum of the model's own, and the perplexity its exponential per token") {
  Decoder decoder = mustSucceed(Decoder::make({}, {}));
  CHECK(decoder.sumLogProbability() == 0);
  CHECK_FALSE(decoder.perplexity());
  mustDo(decoder.pick(test::logitsOf({0.5, 0.5}), 0));
  mustDo(decoder.pick(test::logitsOf({0.875, 0.125}), 1));
  CHECK(isNear(decoder.sumLogProbability(), std::log(1.0 / 16)));
  CHECK(isNear(*decoder.perplexity(), 4, 1e-14)); // as unsure as between four tokens
}

TEST_CASE("traces are kept where they are asked for") {
  Decoder decoder = mustSucceed(Decoder::make({.coins = {0.6}, .keepsTraces = true}, {}));
  mustDo(decoder.advance(test::fourTokens()));
  REQUIRE(last(decoder).trace);
  CHECK(last(decoder).trace->picked->id == last(decoder).id);
  CHECK(last(decoder).trace->ids.size() == 4);
}

TEST_CASE("penalties see what was generated, and the prompt where it counts") {
  for (const bool promptCounts : {false, true}) {
    Decoder decoder = mustSucceed(Decoder::make({.promptCounts = promptCounts, .seed = 1.0}, {3, 3}));
    mustDo(decoder.advance(only(1, 4)));
    CHECK(decoder.history() == (promptCounts ? Ids{3, 3, 1} : Ids{1}));
  }
}

// ---- what is refused

TEST_CASE("stop sequences that are empty or have no text to stand in are refused") {
  CHECK(mustFail(Decoder::make({.vocabulary = kWords, .stopSequences = {"a", ""}}, {})).message ==
        "stopSequences[1] is \"\"; allowed: a text of at least one byte.");
  CHECK(mustFail(Decoder::make({.stopSequences = {"a"}}, {})).message ==
        "stopSequences are given without a vocabulary; allowed: with the text of each token, as they are looked "
        "for in the text.");
  CHECK(mustFail(Decoder::make({.vocabulary = test::vocabularyOf({})}, {})).field == "vocabulary");
}

TEST_CASE("a bad chain is refused before the first step") {
  CHECK(mustFail(Decoder::make({.chain = {Stage{TopPParams{2}}}}, {})).field == "chain[0].p");
}

TEST_CASE("logits of another length, NaN, and tokens outside them are refused, and nothing has changed") {
  Decoder decoder = mustSucceed(Decoder::make({.stopTokens = {5}, .seed = 1.0}, {1}));
  CHECK(mustRefuse(decoder.advance(only(0, 5))).message ==
        "stopTokens[0] is 5; allowed: a token id from 0 to 4.");
  CHECK(mustRefuse(decoder.advance(only(0, 1))).field == "prompt[0]");
  CHECK(mustRefuse(decoder.advance(std::vector<double>{0, kNan})).message ==
        "logits[1] is NaN; allowed: any finite number, or -inf for a token already ruled out.");
  CHECK(mustRefuse(decoder.advance({})).code == ErrorCode::EmptyLogits);
  CHECK(decoder.steps().size() == 1);
  mustDo(decoder.advance(only(0, 6)));
  CHECK(mustRefuse(decoder.advance(only(0, 7))).message ==
        "logits holds 7 numbers; allowed: 6, one for each token, as before.");
  CHECK(mustRefuse(decoder.pick(only(0, 6), 3)).field == "pick");
  CHECK(decoder.tokens() == Ids{0});
}

TEST_CASE("a step after the end is refused with the reason of the end") {
  Decoder decoder = forced({.maxNewTokens = 1}, {0});
  CHECK(mustRefuse(decoder.advance(only(0, 9))).message ==
        "step is 2, and generation has ended before it (max_tokens); allowed: to rewind first.");
  CHECK(mustRefuse(decoder.pick(only(0, 9), 0)).field == "step");
}

} // namespace logitscope
