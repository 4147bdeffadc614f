// A recorded answer in entropy, strategies and tail: what its lists tell exactly, what lies between two ends, and what
// they do not tell. Figures by hand, of the answer in recorded_answer.h.

#include "model/link.h"
#include "model/page_view.h"
#include "recorded_answer.h"
#include "shell_support.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

using namespace test;

namespace {

Store opened(View view) {
  Store store;
  mustDo(store, recorded(twoSteps()));
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, SetView{view});
  return store;
}

const StrategyColumnView& column(const Store& store, std::string_view label) {
  const auto& columns = store.strategies().columns;
  const auto found = std::ranges::find(columns, label, &StrategyColumnView::label);
  REQUIRE(found != columns.end());
  return *found;
}

} // namespace

TEST_CASE("the entropy view opens with the answer's own text, coloured by what each token cost the model") {
  const Store store = opened(View::Entropy);
  const EntropyView& view = store.entropy();
  REQUIRE(view.tokens.size() == 2);
  CHECK(view.passage == "answer");
  // 1 bit for a half, 4 bits for a sixteenth.
  CHECK(view.tokens[0].surprise == doctest::Approx(1));
  CHECK(view.tokens[0].band == 2);
  CHECK_FALSE(view.tokens[0].isSurprise);
  CHECK(view.tokens[1].surprise == doctest::Approx(4));
  CHECK(view.tokens[1].band == 4);
  CHECK(view.tokens[1].isSurprise);
  // 2.5 bits on average; they need nothing but what was chosen.
  CHECK(view.meanSurpriseText == "2.50 bits");
  CHECK(view.perplexityText == figure(std::exp2(2.5), 4));
  CHECK(view.surprisesText == "1 of 2");
}

TEST_CASE("the entropy before a recorded token has both ends, and no upper one where nobody knows how many tokens there are") {
  // 0.5 and 0.2 and 0.1 are named; of the rest, 0.2, no token has more than 0.1.
  const double least = 0.5 + 0.2 * std::log2(5) + 0.3 * std::log2(10);
  const Store open = opened(View::Entropy);
  CHECK(open.entropy().tokens[0].entropy.low == doctest::Approx(least));
  CHECK(std::isinf(open.entropy().tokens[0].entropy.high));
  CHECK(open.entropy().meanText.starts_with("≥ "));
  Answer answer = twoSteps();
  answer.steps[0].vocabularySize = 7;
  Store store;
  mustDo(store, recorded(answer));
  mustDo(store, SetView{View::Entropy});
  // Four others share the 0.2 evenly at most.
  const double most = 0.5 + 0.2 * std::log2(5) + 0.1 * std::log2(10) + 0.2 * std::log2(20);
  CHECK(store.entropy().tokens[0].entropy.high == doctest::Approx(most));
  CHECK(store.entropy().tokens[0].hint ==
        "\"␣four\" had 50.0 % for the model: 1.00 bits of surprise, band B. It was the first choice. Entropy before it: " +
            figure(least) + "–" + figure(most) + " bits.");
}

TEST_CASE("the alternatives of a recorded token are those that the answer names, and everything else in one row") {
  Store store = opened(View::Entropy);
  const auto& first = store.entropy().tokens[0].alternatives;
  REQUIRE(first.size() == 4);
  CHECK(first[0].token == "␣four");
  CHECK(first[0].isActual);
  CHECK(first[3].isRest);
  CHECK(first[3].probabilityText == "20.0 %");
  const auto& second = store.entropy().tokens[1].alternatives;
  REQUIRE(second.size() == 3);
  // "!" was none of the likely ones.
  CHECK(second[2].isRest);
  CHECK(second[2].isActual);
  CHECK(store.entropy().tokens[1].hint.find("It was none of the 2 likeliest; the first was \".\".") != std::string::npos);
}

TEST_CASE("beside an answer the passages and a text of one's own can still be read, and a link tells which it was") {
  Store store = opened(View::Entropy);
  CHECK(linkOf(store.document()).find("passage") == std::string::npos);
  mustDo(store, SetText{"red", "fact"});
  CHECK(store.entropy().notice.starts_with("The text model has not learnt yet."));
  CHECK(linkOf(store.document()).find("passage=fact") != std::string::npos);
  mustDo(store, Undo{});
  CHECK(store.entropy().tokens.size() == 2);
  mustDo(store, SetText{"my own", ""});
  mustDo(store, recorded(twoSteps()));
  CHECK(store.entropy().text == "my own");
}

TEST_CASE("without a recorded answer there is none to read, and a source that knows none ends it") {
  Store store = opened(View::Entropy);
  mustDo(store, LoadModel{smallModel()});
  mustDo(store, AskModel{"red"});
  CHECK(store.entropy().passage == "fact");
  const auto error = store.dispatch(SetText{"", "answer"});
  REQUIRE(error);
  CHECK(error->message.starts_with("There is no text \"answer\"; allowed: this one where an answer was recorded"));
}

TEST_CASE("strategies show what each could draw at the recorded step, with both ends") {
  Store store = opened(View::Strategies);
  CHECK(column(store, "Greedy").text == "␣four");
  CHECK(column(store, "Greedy").parting == "Takes \"␣four\", as the answer did.");
  // 0.5, 0.2 and 0.1 hold 0.8: the nucleus of 0.9 needs one or two of the others.
  CHECK(column(store, "Top-p 0.9").keptText == "3 and more");
  CHECK(column(store, "Top-p 0.9").lastText == "50.0–55.6 %");
  // The floor is 0.05: from none to all of the others pass.
  CHECK(column(store, "Min-p 0.1").lastText == "50.0–62.5 %");
  CHECK(column(store, "Min-p 0.1").parting ==
        "Draws \"␣four\", as the answer did, with between 50.0 % and 62.5 %. Everything else has between 0 % and 20.0 %.");
  for (const StrategyColumnView& one : store.strategies().columns) {
    CAPTURE(one.label);
    CHECK((one.isRefused || one.chips[0].isRecorded));
  }
}

TEST_CASE("what the list cannot tell of a strategy is said in its column") {
  Store store = opened(View::Strategies);
  const StrategyColumnView& beams = column(store, "Beam search, 4 wide");
  CHECK(beams.isRefused);
  CHECK(beams.chips.empty());
  CHECK(beams.state.starts_with("Beam search has to ask what follows other tokens too"));
  mustDo(store, AddStrategy{"mirostat"});
  const StrategyColumnView& added = store.strategies().columns.back();
  CHECK(added.isRefused);
  CHECK(added.state.starts_with("Mirostat cannot be worked out on a recorded answer"));
}

TEST_CASE("the columns go on together along the recorded tokens, to the end and back") {
  Store store = opened(View::Strategies);
  CHECK(store.strategies().isRecorded);
  CHECK(store.strategies().canGoOn);
  CHECK_FALSE(store.strategies().canReset);
  mustDo(store, ContinueStrategies{1});
  CHECK(store.announcement().starts_with("Recorded: "));
  CHECK(store.strategies().prompt == "Two and two is four");
  // "!" was none of the named ones, so greedy could not have drawn it.
  CHECK(column(store, "Greedy").parting == "Could not have drawn \"!\", with which the answer went on.");
  CHECK(column(store, "Top-k 40").parting.starts_with("The answer's \"!\" is one of everything else."));
  mustDo(store, SetPlaying{true});
  mustDo(store, playOn(store.document(), 0));
  CHECK_FALSE(store.strategies().canGoOn);
  CHECK_FALSE(store.document().isPlaying);
  const auto error = store.dispatch(ContinueStrategies{1});
  REQUIRE(error);
  CHECK(error->message == "The recorded answer ends here; rewind to look at its steps again.");
  mustDo(store, ResetStrategies{});
  CHECK(store.strategies().prompt == "Two and two is");
}

TEST_CASE("a preset is laid over a recorded answer's list with both ends") {
  Store store = opened(View::Tail);
  mustDo(store, CompareTail{"warmMinP"});
  const TailView& view = store.tail();
  INFO(view.otherNote);
  CHECK(view.chainCurves == 1);
  REQUIRE_FALSE(view.otherName.empty());
  CHECK(view.curves.size() == 4);
  // Two ends are two curves, and one column of figures.
  CHECK(view.columns == std::vector<std::string>{"the model", "after the chain", view.otherName});
  for (const TailCounter& counter : view.counters)
    CHECK(counter.values.size() == 3);
  CHECK(view.rows[0].otherText.find('%') != std::string::npos);
}

TEST_CASE("a preset that the list does not decide is named, with the stage that is in the way") {
  Store store = opened(View::Tail);
  std::size_t refused = 0;
  for (const Preset& preset : presets()) {
    CAPTURE(preset.id);
    mustDo(store, CompareTail{std::string(preset.id)});
    const TailView& view = store.tail();
    CHECK_FALSE(view.otherNote.empty());
    if (!view.otherName.empty()) continue;
    ++refused;
    CHECK(view.curves.size() == 2);
    CHECK(view.otherNote.find("recorded answer") != std::string::npos);
    CHECK(view.otherNote.find("allowed: ") != std::string::npos);
  }
  CHECK(refused > 0);
  CHECK(refused < presets().size());
}

} // namespace logitscope::shell
