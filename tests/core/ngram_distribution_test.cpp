// What holds for every answer of a model, whatever the context.

#include "ngram_support.h"

namespace logitscope {

using test::Dice;
using test::Ids;
using test::mustFail;
using test::mustSucceed;
using test::ReportWriter;

namespace {

double sumOfProbabilities(std::span<const double> logits) {
  double sum = 0;
  for (const double logit : logits)
    sum += std::exp(logit);
  return sum;
}

Ids randomContext(Dice& dice, const NgramModel& model, const Ids& text) {
  if (dice.chance(0.5)) {
    const std::size_t begin = dice.below(text.size());
    const std::size_t length = std::min(dice.below(9), text.size() - begin);
    return {text.begin() + static_cast<std::ptrdiff_t>(begin),
            text.begin() + static_cast<std::ptrdiff_t>(begin + length)};
  }
  Ids context(dice.below(9));
  for (TokenId& id : context)
    id = static_cast<TokenId>(dice.below(model.vocabulary().size()));
  return context;
}

std::size_t argmax(std::span<const double> logits) {
  return static_cast<std::size_t>(std::ranges::max_element(logits) - logits.begin());
}

std::string best(const NgramModel& model, std::string_view prompt) {
  return model.vocabulary()[argmax(mustSucceed(model.logits(model.encode(prompt))))];
}

} // namespace

TEST_CASE("always: an n-gram model's probabilities are finite, above 0, and sum to 1") {
  Dice dice(21);
  for (const std::string& text :
       {ReportWriter(3).documents(60), std::string("a"), std::string("the cat sat on the mat.\n"),
        std::string("\xc3\xa9t\xc3\xa9 \xe7\x8c\xab\n---\n\xf0\x9f\x90\x88 1776")}) {
    for (int order = kMinOrder; order <= kMaxOrder; ++order) {
      const NgramModel model = mustSucceed(trainNgram(text, {order}));
      const Ids ids = model.encode(text);
      for (int i = 0; i < 80; ++i) {
        const Ids context = randomContext(dice, model, ids);
        CAPTURE(context);
        const auto logits = mustSucceed(model.logits(context));
        REQUIRE(logits.size() == model.vocabulary().size());
        CHECK(std::ranges::all_of(logits,
                                  [](double logit) { return std::isfinite(logit) && logit < 0; }));
        CHECK(std::abs(sumOfProbabilities(logits) - 1) < 1e-9);
      }
    }
  }
}

TEST_CASE("only the last order - 1 tokens of a context count") {
  const std::string text = ReportWriter(4).documents(40);
  Dice dice(22);
  for (int order = kMinOrder; order <= kMaxOrder; ++order) {
    const NgramModel model = mustSucceed(trainNgram(text, {order}));
    CHECK(model.order() == order);
    const Ids ids = model.encode(text);
    for (std::size_t i = 20; i < 60; ++i) {
      const auto last = std::span(ids).subspan(i, static_cast<std::size_t>(order - 1));
      Ids longer = {static_cast<TokenId>(dice.below(256)), 7, 8, 9, 10};
      longer.insert(longer.end(), last.begin(), last.end());
      Ids other(50, model.eos());
      other.insert(other.end(), longer.begin(), longer.end());
      // With no tokens to look at there is no beginning to be at either.
      CHECK(mustSucceed(model.logits(longer)) == mustSucceed(model.logits(other)));
      if (order > 1) CHECK(mustSucceed(model.logits(longer)) == mustSucceed(model.logits(last)));
    }
  }
}

TEST_CASE("the empty context is the beginning of a document") {
  const NgramModel model =
      mustSucceed(trainNgram("Once upon a time.\n---\nOnce more.\n---\nThe end upon a time.\n"));
  CHECK(mustSucceed(model.logits({})) == mustSucceed(model.logits(Ids{model.eos()})));
  CHECK(best(model, "") == "Once");
}

TEST_CASE("contexts do not reach across documents") {
  const NgramModel model =
      mustSucceed(trainNgram("red fox\n---\nred hen\n---\nold cow\n---\nbig cow\n"));
  const auto after = [&](std::string_view before) {
    Ids context = model.encode(before);
    context.push_back(model.eos());
    return mustSucceed(model.logits(context));
  };
  CHECK(after("red fox") == mustSucceed(model.logits({})));
  CHECK(after("old cow") == after("red hen"));
}

TEST_CASE("the end token is learnt from where documents end") {
  const NgramModel model = mustSucceed(trainNgram(ReportWriter(5).documents(200)));
  const auto endAfter = [&](std::string_view prompt) {
    return std::exp(mustSucceed(model.logits(model.encode(prompt)))[model.eos()]);
  };
  // 200 of about 1,100 sentences end a document; no comma does.
  CHECK(endAfter("They reached the river at noon.") > 0.05);
  CHECK(endAfter("They reached the river at noon.") < 0.5);
  CHECK(endAfter("They reached the") < 1e-3);
  SUBCASE("also where there is one document only") {
    const NgramModel one = mustSucceed(trainNgram("The cat sat.\nThe dog sat down.\n"));
    CHECK(one.trainedDocuments() == 1);
    const auto logits = mustSucceed(one.logits(one.encode(" sat down.")));
    CHECK(argmax(logits) == one.eos());
  }
}

TEST_CASE("as context a word counts the same with and without the space before it") {
  const NgramModel model = mustSucceed(
      trainNgram("It is the cat that sat. Where is the dog? There is the cat that ran.\n"));
  CHECK(best(model, "the cat") == " that");
  CHECK(mustSucceed(model.logits(model.encode("the cat"))) ==
        mustSucceed(model.logits(model.encode(" the cat"))));
  CHECK(model.encode("the cat") != model.encode(" the cat"));
}

TEST_CASE("a year is predicted as one token") {
  const NgramModel model = mustSucceed(trainNgram(
      "The Declaration was signed in 1776. The United States of America was founded in 1776.\n"
      "---\nThe United States of America was founded in 1776, in Philadelphia.\n"));
  CHECK(best(model, "The United States of America was founded in") == " 1776");
}

TEST_CASE(
    "what the text never used has a small share, least of all where the context is well known") {
  const std::string text = ReportWriter(6).documents(300);
  const NgramModel model = mustSucceed(trainNgram(text));
  std::vector<bool> isUsed(model.vocabulary().size());
  for (const auto& document : test::documentsOf(model, text)) {
    for (const TokenId id : document)
      isUsed[id] = true;
  }
  const auto unusedAfter = [&](std::string_view prompt, std::size_t first, std::size_t last) {
    const auto logits = mustSucceed(model.logits(model.encode(prompt)));
    double sum = 0;
    for (std::size_t id = first; id < last; ++id)
      sum += isUsed[id] ? 0 : std::exp(logits[id]);
    return sum;
  };
  const std::size_t all = isUsed.size();
  // A token from nowhere leaves only what is known without a context: all unused tokens together
  // have half a percent.
  CHECK(std::abs(unusedAfter("\x01", 0, all) - 0.005) < 1e-12);
  for (const std::string prompt :
       {"They reached", "It was", "\"We can't stay here,\" said", "The crew left the river at"}) {
    CAPTURE(prompt);
    CHECK(unusedAfter(prompt, 0, all) < 2e-3);
    CHECK(unusedAfter(prompt, 0, 256) < 1e-3);
    CHECK(unusedAfter(prompt, 0, 256) > 0);
  }
}

TEST_CASE("inside an unknown word, pieces of words are expected") {
  const NgramModel model = mustSucceed(trainNgram(ReportWriter(7).documents(400)));
  // The names of the text that occur once taught how names go on.
  const Ids name = model.encode(" Xorana");
  REQUIRE(name.size() > 1);
  const auto perPiece = [&](const Ids& ids) {
    double sum = 0;
    for (std::size_t i = 1; i < ids.size(); ++i)
      sum -= mustSucceed(model.logits(std::span(ids).first(i)))[ids[i]];
    return sum / static_cast<double>(ids.size() - 1);
  };
  CHECK(perPiece(name) < perPiece(model.encode(" Xq#zk")));
}

TEST_CASE("logitsInto fills what it is given, and refuses the wrong length") {
  const NgramModel model = mustSucceed(trainNgram("the cat sat\n"));
  const Ids context = model.encode("the");
  std::vector<double> out(model.vocabulary().size(), 5);
  CHECK_FALSE(model.logitsInto(context, out));
  CHECK(out == mustSucceed(model.logits(context)));
  out.pop_back();
  const auto error = model.logitsInto(context, out);
  REQUIRE(error);
  CHECK(error->code == ErrorCode::WrongLength);
  const std::string size = std::to_string(model.vocabulary().size());
  CHECK(error->message == "out has " + std::to_string(out.size()) + " places; allowed: " + size +
                              ", one for each token.");
}

TEST_CASE("an id outside the vocabulary is refused by name and position") {
  const NgramModel model = mustSucceed(trainNgram("the cat sat\n"));
  const auto size = static_cast<TokenId>(model.vocabulary().size());
  const std::string allowed = "; allowed: a token id from 0 to " + std::to_string(size - 1) + ".";
  const Error error = mustFail(model.logits(Ids{0, size}));
  CHECK(error.code == ErrorCode::OutOfRange);
  CHECK(error.field == "context[1]");
  CHECK(error.message == "context[1] is " + std::to_string(size) + allowed);
  CHECK(mustFail(model.decode(Ids{size})).message == "ids[0] is " + std::to_string(size) + allowed);
  // Also where it would not have counted.
  CHECK(mustFail(model.logits(Ids{size, 0, 0, 0, 0, 0, 0})).field == "context[0]");
}

} // namespace logitscope
