// Beam search as a tree.

#include "model/link.h"
#include "model/store.h"
#include "recorded_answer.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <string>

namespace logitscope::shell {

using namespace test;

namespace {

/// A model of five tokens that can be reckoned by hand: "a" is likelier than "b" at first, and so greedy
/// search takes it; what follows "b" is surer. Texts end in ".".
class TrapModel final : public LogitSource {
public:
  const std::string& name() const override { return name_; }
  const std::string& description() const override { return name_; }
  const std::shared_ptr<const std::vector<std::string>>& vocabulary() const override { return vocabulary_; }
  std::size_t maxSteps() const override { return 20; }
  std::vector<TokenId> stopTokens() const override { return {3}; }
  std::vector<TokenId> encode(std::string_view /*text*/) const override { return {0}; }
  std::vector<double> logits(std::span<const TokenId> context) const override {
    ++asked;
    static const std::vector<std::vector<double>> kRows = {
        {0, 0.5, 0.4, 0.1}, {0, 0.3, 0.3, 0.4}, {0, 0.05, 0.05, 0.9}, {0, 0, 0, 1}};
    std::vector<double> row;
    for (const double p : kRows[context.back()])
      row.push_back(p > 0 ? std::log(p) : -std::numeric_limits<double>::infinity());
    return row;
  }
  std::string append(const std::string& text, TokenId token) const override { return text + (*vocabulary_)[token]; }

  mutable std::size_t asked = 0;

private:
  std::string name_ = "a trap";
  std::shared_ptr<const std::vector<std::string>> vocabulary_ =
      std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"x", "a", "b", "."});
};

struct Searched {
  std::shared_ptr<TrapModel> model = std::make_shared<TrapModel>();
  Store store;

  explicit Searched(std::size_t beams = 2) {
    mustDo(store, LoadModel{model});
    mustDo(store, AskModel{"x"});
    mustDo(store, SetView{View::Beam});
    mustDo(store, SetBeamOption{BeamOption::NumBeams, static_cast<double>(beams)});
    mustDo(store, SetBeamOption{BeamOption::MaxNewTokens, 4});
  }

  const BeamView& view() const { return store.beam(); }
  void penalise(double lengthPenalty) { mustDo(store, SetBeamOption{BeamOption::LengthPenalty, lengthPenalty}); }
};

const BeamNodeView& nodeOf(const BeamView& view, std::size_t step, std::string_view token, BeamState state) {
  const auto found = std::ranges::find_if(view.nodes, [&](const BeamNodeView& node) {
    return node.step == step && node.token == token && node.state == state;
  });
  REQUIRE(found != view.nodes.end());
  return *found;
}

const TwinTable* tableOf(const Twin& twin, std::string_view id) {
  for (const TwinBlock& block : twin) {
    const auto* table = std::get_if<TwinTable>(&block);
    if (table != nullptr && table->id == id) return table;
  }
  return nullptr;
}

} // namespace

// "b." has 0.4 · 0.9 = 0.36, "a." 0.5 · 0.4 = 0.2.
TEST_CASE("beam search finds what greedy search walks past, and the picture shows both ways") {
  const Searched searched;
  const BeamView& view = searched.view();
  CHECK(view.pool.front().text == "b.");
  CHECK(view.pool.front().formula == "-1.02 / 2^1 = -0.511");
  CHECK(view.best == "The best is \"b.\", score -0.511.");
  CHECK(nodeOf(view, 1, "a", BeamState::Live).isGreedy);
  CHECK_FALSE(nodeOf(view, 1, "b", BeamState::Live).isGreedy);
  // The best is lit down to the prompt.
  CHECK(nodeOf(view, 1, "b", BeamState::Live).isLit);
  CHECK(nodeOf(view, 2, ".", BeamState::Finished).isLit);
}

TEST_CASE("every node says its sum, its score and its fate") {
  const Searched searched;
  const BeamView& view = searched.view();
  CHECK(nodeOf(view, 2, ".", BeamState::Finished).hint.find("Score -1.02 / 2^1 = -0.511. Finished at step 2.") != std::string::npos);
  // At step 1 the end has 0.1, the third best: it may not enter the pool.
  CHECK(nodeOf(view, 1, ".", BeamState::Pruned).hint.find("only the best 2 of a step may enter the pool") != std::string::npos);
  CHECK(nodeOf(view, 1, "a", BeamState::Live).hint.find("sum of log-probabilities -0.69 over 1 token") != std::string::npos);
}

TEST_CASE("step by step: what is live, what it could come to, and why the search goes on or stops") {
  Searched searched;
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 0});
  CHECK(searched.view().nodes.empty());
  CHECK(searched.view().stop == "The search stands at the prompt.");
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 1});
  CHECK(searched.view().stop == "After step 1 the search goes on: 0 of the pool’s 2 places are taken.");
  REQUIRE(searched.view().live.size() == 2);
  CHECK(searched.view().live[0].formula == "-0.69 / 1^1 = -0.693");
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 24});
  CHECK_FALSE(searched.view().canGoOn());
  CHECK(searched.view().stop.find("Stopped after step") == 0);
  mustDo(searched.store, SetBeamOption{BeamOption::EarlyStopping, static_cast<double>(EarlyStopping::Yes)});
  CHECK(searched.view().stop == "Stopped after step 2: early stopping is true, and 2 are finished.");
}

TEST_CASE("the length penalty is told with its turning point, and the change of the best is announced") {
  Searched searched(3);
  mustDo(searched.store, SetBeamOption{BeamOption::EarlyStopping, static_cast<double>(EarlyStopping::Never)});
  searched.penalise(-1);
  const std::string low = searched.view().pool.front().text;
  searched.penalise(3);
  const std::string high = searched.view().pool.front().text;
  REQUIRE(low != high);
  CHECK(searched.store.announcement().find("Length penalty 3. The best is \"" + high + "\"") == 0);
  CHECK(searched.view().change.find("At length penalty -2 to ") == 0);
  // Shown in part, the search is no other: what is best in the end is told as that.
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 1});
  CHECK(searched.view().change.find("Once the search has ended: at length penalty -2 to ") == 0);
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 24});
  CHECK(searched.view().change.find("it is \"" + high + "\"") != std::string::npos);
  const auto stretches = searched.view().stretches;
  for (const BeamStretchView& stretch : stretches) {
    searched.penalise(stretch.from);
    CHECK(searched.view().pool.front().text == stretch.text);
  }
}

TEST_CASE("another length penalty, early stopping or step asks the model nothing") {
  Searched searched(3);
  const std::size_t asked = searched.model->asked;
  searched.penalise(0.3);
  mustDo(searched.store, SetBeamOption{BeamOption::EarlyStopping, static_cast<double>(EarlyStopping::No)});
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 2});
  // The step that every change makes asks for its own logits at most once each.
  CHECK(searched.model->asked <= asked + 3);
}

TEST_CASE("greedy search's way leaves the tree where no beam carries it") {
  Searched searched;
  mustDo(searched.store, SetBeamOption{BeamOption::EarlyStopping, static_cast<double>(EarlyStopping::Never)});
  const BeamView& view = searched.view();
  const auto greedy = std::ranges::count(view.nodes, true, &BeamNodeView::isGreedy);
  CHECK(greedy == 2); // "a", then "."
  CHECK(nodeOf(view, 1, "a", BeamState::Live).isGreedy);
}

TEST_CASE("one beam is greedy search, which has no score and no length penalty") {
  const Searched searched(1);
  CHECK(searched.view().pool.front().text == "a.");
  CHECK(searched.view().pool.front().formula.empty());
  CHECK(searched.view().change.find("Greedy search compares no sequences") == 0);
  CHECK(searched.view().stop == "Stopped after step 2: the model closed its text.");
}

TEST_CASE("a node that is pressed is looked at, and its tokens can be taken as the text, and given back") {
  Searched searched;
  const BeamNodeId node = nodeOf(searched.view(), 2, ".", BeamState::Finished).node;
  mustDo(searched.store, SetBeamOption{BeamOption::Node, static_cast<double>(node)});
  CHECK(searched.view().focusHint.find("\"b.\"") == 0);
  mustDo(searched.store, TakeTokens{searched.view().taken});
  CHECK(searched.store.document().decoder.tokens() == std::vector<TokenId>{2, 3});
  CHECK(searched.store.announcement() == "Taken as the text: 2 tokens.");
  mustDo(searched.store, Undo{});
  CHECK(searched.store.document().decoder.tokens().empty());
}

TEST_CASE("the HTML holds the options, the pool, the live beams and the tree with its parents") {
  Searched searched;
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 1});
  CHECK(tableOf(searched.store.twin(), "beam-live")->rows.size() == 2);
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 24});
  const Twin twin = searched.store.twin();
  CHECK(tableOf(twin, "table")->rows.front().cells[1] == "b.");
  const TwinTable* tree = tableOf(twin, "beam-tree");
  REQUIRE(tree != nullptr);
  CHECK(tree->rows.size() == searched.view().nodes.size());
  const auto second = std::ranges::find_if(tree->rows, [](const TwinRow& row) { return row.cells[0] == "2"; });
  CHECK((second->cells[2] == "a" || second->cells[2] == "b"));
  CHECK(second->action.find("beam node ") == 0);
}

TEST_CASE("the search stands in the link, and comes back from it") {
  Searched searched(4);
  searched.penalise(0.3);
  mustDo(searched.store, SetBeamOption{BeamOption::EarlyStopping, static_cast<double>(EarlyStopping::Never)});
  mustDo(searched.store, SetBeamOption{BeamOption::Steps, 2});
  mustDo(searched.store, SetBeamOption{BeamOption::Node, 3});
  const std::string link = linkOf(searched.store.document());
  CHECK(link.find("&beams=4&lengthPenalty=0.3&earlyStopping=never&maxNewTokens=4&steps=2&node=3") != std::string::npos);
  std::vector<std::string> problems;
  Store back;
  mustDo(back, LoadModel{searched.model});
  mustDo(back, AskModel{"x"});
  for (const Action& action : followLink(link, back.document(), 0, problems))
    mustDo(back, action);
  CHECK(problems.empty());
  CHECK(back.document().beam == searched.store.document().beam);
  CHECK(back.beam().stop == searched.view().stop);
}

TEST_CASE("what is out of range gets a sentence, and nothing changes") {
  Searched searched;
  const BeamSettings before = searched.store.document().beam;
  CHECK(searched.store.dispatch(SetBeamOption{BeamOption::NumBeams, 9})->message == "beams is 9; allowed: a whole number from 1 to 8.");
  CHECK(searched.store.dispatch(SetBeamOption{BeamOption::NumBeams, 1.5})->field == "beams");
  CHECK(searched.store.dispatch(SetBeamOption{BeamOption::LengthPenalty, std::nan("")})->message ==
        "lengthPenalty is NaN; allowed: a number from -2 to 3.");
  CHECK(searched.store.dispatch(TakeTokens{{77}}).has_value());
  CHECK(searched.store.document().beam == before);
}

TEST_CASE("a recorded answer went one way, and says so in place of a search") {
  const Store store = openedAnswer(View::Beam);
  CHECK(store.beam().notice.find("A recorded answer holds one way on") == 0);
  CHECK(store.beam().nodes.empty());
  // The HTML is the prompt and the sentence.
  CHECK(store.twin().size() == 2);
}

TEST_CASE("a table before there is a model gets a sentence in place of a search") {
  Store store;
  mustDo(store, SetView{View::Beam});
  CHECK(store.beam().notice.find("There is no text model yet") == 0);
  CHECK(store.dispatch(TakeTokens{{1}}).has_value());
}

} // namespace logitscope::shell
