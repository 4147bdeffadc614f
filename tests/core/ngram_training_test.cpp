// From a text to a model: documents, steps, what is refused, and what it is worth.

#include "ngram_support.h"

namespace logitscope {

using test::Dice;
using test::Ids;
using test::mustFail;
using test::mustSucceed;
using test::ReportWriter;

namespace {

std::string refusal(std::string_view text, NgramOptions options = {}) {
  const Error error = mustFail(trainNgram(text, options));
  CHECK(error.code == ErrorCode::OutOfRange);
  return error.message;
}

/// Whether two models give the same answers to the last bit.
bool areSame(const NgramModel& one, const NgramModel& other) {
  if (one.vocabulary() != other.vocabulary() || one.memoryBytes() != other.memoryBytes())
    return false;
  Dice dice(41);
  for (int i = 0; i < 50; ++i) {
    Ids context(dice.below(6));
    for (TokenId& id : context)
      id = static_cast<TokenId>(dice.below(one.vocabulary().size()));
    if (mustSucceed(one.logits(context)) != mustSucceed(other.logits(context))) return false;
  }
  return true;
}

} // namespace

TEST_CASE("a line of --- separates documents, and empty ones are passed over") {
  const auto documents = [](std::string_view text) {
    return mustSucceed(trainNgram(text)).trainedDocuments();
  };
  CHECK(documents("a b c") == 1);
  CHECK(documents("a\n---\nb") == 2);
  CHECK(documents("a\r\n---\r\nb\r\n") == 2);
  CHECK(documents("---\n---\na\n--- \n\n \n---\nb\n---\n") == 2);
  CHECK(documents("a --- b\n----\n--\n ---\nc") == 1);
}

TEST_CASE("the space around a document is no part of it, its first line's indentation is") {
  const auto tokens = [](std::string_view text) {
    return mustSucceed(trainNgram(text)).trainedTokens();
  };
  CHECK(tokens("a") == 2); // and the end token
  CHECK(tokens("\xef\xbb\xbf\n\n \na \n\n") == 2);
  CHECK(tokens("a\n\n---\n\nb\n") == 4);
  CHECK(tokens("\n    a") == 3);
}

TEST_CASE("training in steps gives the same model as training at once") {
  const std::string text = ReportWriter(12).documents(80);
  const NgramModel atOnce = mustSucceed(trainNgram(text));
  for (const std::size_t budget :
       {std::size_t{0}, std::size_t{1}, std::size_t{1000}, std::size_t{100'000'000}}) {
    CAPTURE(budget);
    NgramTrainer trainer = mustSucceed(NgramTrainer::make(text));
    CHECK(trainer.progress() == 0);
    double before = 0;
    int steps = 1;
    for (; !trainer.step(budget); ++steps) {
      CHECK(trainer.progress() >= before);
      CHECK(trainer.progress() < 1);
      before = trainer.progress();
    }
    CHECK(trainer.progress() == 1);
    CHECK(trainer.step(budget));
    CHECK((steps > 20) == (budget < 100));
    CHECK(areSame(trainer.finish(), atOnce));
  }
}

TEST_CASE("finish does what is left to do, and a trainer can be moved in between") {
  const std::string text = ReportWriter(13).documents(30);
  NgramTrainer trainer = mustSucceed(NgramTrainer::make(text, {.order = 3}));
  trainer.step(300);
  NgramTrainer moved = std::move(trainer);
  moved.step(1);
  CHECK(areSame(moved.finish(), mustSucceed(trainNgram(text, {.order = 3}))));
}

TEST_CASE("the text may go once the trainer is made, and the trainer once the model is") {
  std::string text = ReportWriter(14).documents(20);
  const NgramModel expected = mustSucceed(trainNgram(text));
  auto trainer = mustSucceed(NgramTrainer::make(text));
  std::ranges::fill(text, 'x');
  const NgramModel copy = trainer.finish();
  CHECK(areSame(copy, expected));
}

TEST_CASE("the same text gives the same model, and every order a model of that order") {
  const std::string text = ReportWriter(15).documents(30);
  for (int order = kMinOrder; order <= kMaxOrder; ++order) {
    const NgramModel model = mustSucceed(trainNgram(text, {order}));
    CHECK(model.order() == order);
    CHECK(areSame(model, mustSucceed(trainNgram(text, {order}))));
  }
}

TEST_CASE("a text to learn from that is none is refused with a sentence") {
  const std::string allowed = "allowed: up to 16777216 bytes of UTF-8";
  CHECK(refusal("") == "text is empty; allowed: any text with at least one word.");
  CHECK(refusal(" \r\n\t\n---\n") ==
        "text has nothing but space in it; allowed: any text with at least one word.");
  CHECK(refusal("---") ==
        "text has nothing but space in it; allowed: any text with at least one word.");
  CHECK(refusal(std::string("ab\0c", 4)) == "text is no text: byte 3 is 0; " + allowed + ".");
  CHECK(refusal(std::string(kMaxTrainingBytes + 1, 'a')) ==
        "text has 16777217 bytes; " + allowed + ".");
  const std::string damaged = "; " + allowed + ", of which 1.00 % may be damaged.";
  CHECK(refusal("\x01\x02\x03") ==
        "text is no text: 100.0 % of its bytes are control characters or no UTF-8" + damaged);
  // Latin-1: umlauts are no UTF-8.
  CHECK(refusal("M\xfcller h\xf6rt") ==
        "text is no text: 18.2 % of its bytes are control characters or no UTF-8" + damaged);
  CHECK(mustFail(trainNgram("")).field == "text");
}

TEST_CASE("a text with few damaged places is learnt from all the same") {
  const std::string text = std::string(50, 'a') + " \xff " + std::string(50, 'b');
  const NgramModel model = mustSucceed(trainNgram(text));
  CHECK(mustSucceed(model.decode(model.encode(text))) == text);
  CHECK(trainNgram("page one\fpage two\v"));
}

TEST_CASE("an order out of range is refused before the text is looked at") {
  for (const int order : {0, -1, 7, 1'000'000}) {
    CHECK(refusal("", {order}) ==
          "order is " + std::to_string(order) + "; allowed: a whole number from 1 to 6.");
    CHECK(mustFail(trainNgram("a", {order})).field == "order");
  }
}

TEST_CASE("new text surprises the model less than add-one and than absolute discounting") {
  const std::string text = ReportWriter(16).documents(300);
  const std::string heldOut = ReportWriter(17).documents(40);
  for (int order = 2; order <= kMaxOrder; ++order) {
    CAPTURE(order);
    const NgramModel model = mustSucceed(trainNgram(text, {order}));
    const auto learnt = test::documentsOf(model, text);
    const auto asked = test::documentsOf(model, heldOut);
    const std::size_t size = model.vocabulary().size();
    const auto length = static_cast<std::size_t>(order);
    const double own = test::perplexityOf(model, asked);
    CHECK(own <
          test::perplexityOf(test::AddOne(learnt, model.eos(), length, size), asked, model.eos()));
    CHECK(own < test::perplexityOf(test::AbsoluteDiscounting(learnt, model.eos(), length, size),
                                   asked, model.eos()));
  }
}

TEST_CASE("a longer context helps, up to what the text has to say") {
  const std::string text = ReportWriter(18).documents(300);
  const std::string heldOut = ReportWriter(19).documents(40);
  const auto perplexity = [&](int order) {
    const NgramModel model = mustSucceed(trainNgram(text, {order}));
    return test::perplexityOf(model, test::documentsOf(model, heldOut));
  };
  const double unigrams = perplexity(1);
  const double bigrams = perplexity(2);
  const double trigrams = perplexity(3);
  CHECK(bigrams < unigrams / 4);
  CHECK(trigrams < bigrams);
  CHECK(perplexity(6) < trigrams * 1.02);
}

TEST_CASE("a model drives a generation to its end token") {
  const NgramModel model = mustSucceed(trainNgram(ReportWriter(21).documents(200)));
  Decoder decoder = mustSucceed(Decoder::make({.chain = {{TopPParams{.p = 0.9}}},
                                               .vocabulary = model.sharedVocabulary(),
                                               .stopTokens = {model.eos()},
                                               .maxNewTokens = 1000,
                                               .seed = 42},
                                              model.encode("The crew")));
  while (const auto context = decoder.wanted()) {
    if (const auto error = decoder.advance(mustSucceed(model.logits(*context)))) {
      FAIL_CHECK(error->message);
      break;
    }
  }
  CHECK(decoder.reason() == StopReason::StopToken);
  CHECK(decoder.tokens().size() > 3);
  CHECK(decoder.text().ends_with("."));
}

TEST_CASE("a model says what it occupies") {
  const std::string text = ReportWriter(20).documents(500);
  const NgramModel model = mustSucceed(trainNgram(text));
  CHECK(model.memoryBytes() > model.trainedTokens() * sizeof(TokenId));
  CHECK(model.memoryBytes() < 12 * text.size());
}

} // namespace logitscope
