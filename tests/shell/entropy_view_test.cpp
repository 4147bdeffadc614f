#include "model/view_models/entropy_view.h"

#include "model/passages.h"
#include "model/store.h"
#include "toy_model.h"

#include <doctest/doctest.h>

#include <variant>

namespace logitscope::shell {

namespace {

struct Reader {
  Store store;
  std::shared_ptr<ToyModel> model = std::make_shared<ToyModel>();

  explicit Reader(const std::string& text) {
    store.dispatch(SetView{View::Entropy});
    // The text first: the toy can read nothing but its own letters.
    store.dispatch(SetText{text, ""});
    store.dispatch(LoadModel{model});
  }
  const EntropyView& view() const { return store.entropy(); }
};

template <typename Block> std::vector<Block> blocksOf(const Twin& twin) {
  std::vector<Block> found;
  for (const TwinBlock& block : twin) {
    if (const auto* one = std::get_if<Block>(&block)) found.push_back(*one);
  }
  return found;
}

} // namespace

TEST_CASE("every token has the entropy of what could have come, and its own surprise") {
  const Reader reader("aab");
  const auto& tokens = reader.view().tokens;
  REQUIRE(tokens.size() == 3);
  CHECK(tokens[0].entropy.low == doctest::Approx(2));
  CHECK(tokens[0].surprise == doctest::Approx(2));
  CHECK(tokens[1].entropy.low == doctest::Approx(1.75));
  CHECK(tokens[1].surprise == doctest::Approx(1));
  CHECK(tokens[2].entropy.low == doctest::Approx(1.75));
  CHECK(tokens[2].surprise == doctest::Approx(2));
  CHECK(tokens[2].hint == "Before \"b\" the model was moderate: 1.75 bits, band C. It was choice number 2 with 25.0 %: "
                          "2.00 bits of surprise. The first choice was \"a\".");
}

TEST_CASE("what was not the first choice is a surprise; a certain token is none, in the first band") {
  const Reader reader("aba\n");
  const auto& tokens = reader.view().tokens;
  REQUIRE(tokens.size() == 4);
  CHECK_FALSE(tokens[0].isSurprise);
  CHECK(tokens[1].isSurprise);
  CHECK_FALSE(tokens[2].isSurprise);
  CHECK(tokens[2].band == 1);
  CHECK(tokens[2].entropy.low == 0);
  CHECK(tokens[3].endsLine);
  CHECK(tokens[3].text == "⏎");
}

TEST_CASE("counters of a text: mean entropy, perplexity, surprises and bands") {
  const Reader reader("aab");
  // (2 + 1.75 + 1.75) / 3 bits of entropy; surprises of 2, 1 and 2 bits: 2^(5/3).
  CHECK(reader.view().tokensText == "3 tokens");
  CHECK(reader.view().meanText == "1.83 bits");
  CHECK(reader.view().perplexityText == "3.175");
  CHECK(reader.view().surprisesText == "1 of 3");
  CHECK(reader.view().bands[2].count == 3);
  CHECK(reader.view().bands[2].shareText == "100.0 %");
  CHECK(reader.view().bands[0].shareText == "0 %");
}

TEST_CASE("the alternatives are ranked, and the token of the text is marked among them") {
  const Reader reader("aac");
  const auto& alternatives = reader.view().tokens[2].alternatives;
  REQUIRE(alternatives.size() == 4);
  CHECK(alternatives[0].token == "a");
  CHECK(alternatives[0].probabilityText == "50.0 %");
  CHECK(alternatives[2].token == "c");
  CHECK(alternatives[2].isActual);
  CHECK(alternatives[2].rank == 3);
}

TEST_CASE("a text is read once: neither focus nor a look elsewhere reads it again, typing reads what is new") {
  Reader reader("abab");
  const std::size_t asked = reader.model->asked;
  reader.store.dispatch(FocusToken{2});
  CHECK(reader.view().focus == 2);
  reader.store.dispatch(SetView{View::Pipeline});
  reader.store.dispatch(SetView{View::Entropy});
  CHECK(reader.model->asked == asked);
  reader.store.dispatch(SetText{"ababc", ""});
  CHECK(reader.model->asked == asked + 1);
  CHECK(reader.view().tokens.size() == 5);
}

TEST_CASE("a focus beyond the text is its last token") {
  Reader reader("ab");
  reader.store.dispatch(FocusToken{40});
  CHECK(reader.view().focus == 1);
}

TEST_CASE("before a model has learnt the view says so, and shows its passage as soon as one has") {
  Store store;
  store.dispatch(SetView{View::Entropy});
  CHECK(store.entropy().tokens.empty());
  CHECK(store.entropy().notice.starts_with("The text model has not learnt yet."));
  CHECK(store.entropy().passage == kPassages.front().name);
  CHECK_FALSE(store.twin().empty());
}

TEST_CASE("an empty text is said to be one; a long one is cut, and that is said too") {
  CHECK(Reader("").view().notice.starts_with("There is no text."));
  const Reader reader(std::string(1000, 'a'));
  CHECK(reader.view().tokens.size() == kMaxReadTokens);
  CHECK(reader.view().notice == "The text has 1,000 tokens; the first 400 are shown.");
}

TEST_CASE("the HTML has passages, field, chips with their bands, and the alternatives at the focus") {
  Reader reader("aab");
  reader.store.dispatch(FocusToken{2});
  const Twin twin = reader.store.twin();
  const auto chips = blocksOf<TwinChips>(twin);
  REQUIRE(chips.size() == 1);
  CHECK(chips[0].chips[2].isCurrent);
  CHECK(chips[0].chips[2].isMarked);
  CHECK(chips[0].chips[2].band == 3);
  CHECK(chips[0].chips[1].action == "focus 1");
  const auto tables = blocksOf<TwinTable>(twin);
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].caption == "Expected at token 3: \"b\"");
  CHECK(tables[0].rows[1].state == "picked");
  CHECK(blocksOf<TwinField>(twin)[0].action == "text");
  CHECK(blocksOf<TwinButtons>(twin)[0].buttons[1].action == "passage fiction");
}

} // namespace logitscope::shell
