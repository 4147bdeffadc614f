// The chain under every dialect's rules.

#include "model/action_text.h"
#include "model/link.h"
#include "model/store.h"
#include "recorded_answer.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace logitscope::shell {

using namespace test;

namespace {

const ChainTokenRow& rowOf(const ChainView& view, std::string_view token) {
  for (const ChainTokenRow& row : view.rows) {
    if (row.token == token) return row;
  }
  FAIL("no such row");
  return view.rows.front();
}

/// Logits 5, 3, 3, 1 and top-k 2: a tie at the second place, which transformers keeps whole.
Store tied() {
  Store store;
  mustDo(store, table({"a", "b", "c", "d"}, {5, 3, 3, 1}));
  mustDo(store, SetView{View::Chain});
  mustDo(store, SetParam{kTopK, "k", 2});
  mustDo(store, SetParam{kTopP, "p", 1});
  return store;
}

} // namespace

TEST_CASE("each stage says what it left, and one that does nothing is off") {
  Store store;
  mustDo(store, SetView{View::Chain});
  const ChainView& view = store.chain();
  REQUIRE(view.stages.size() == store.document().chain.size());
  for (const ChainStageRow& stage : view.stages) {
    CAPTURE(stage.label);
    if (stage.label == "Top-p") {
      CHECK(stage.outcome == "4 left");
      CHECK_FALSE(stage.note.empty());
    } else {
      CHECK(stage.outcome == "off");
    }
  }
  CHECK(view.agreement == "All keep the same tokens.");
}

TEST_CASE("a token in which the dialects differ is marked, and each says why") {
  const Store store = tied();
  const ChainView& view = store.chain();
  CHECK(view.agreement == "The rules differ in 1 token.");
  const ChainTokenRow& row = rowOf(view, "c");
  CHECK(row.differs);
  CHECK_FALSE(row.cells[0].isKept);
  CHECK(row.cells[0].text == "by Top-k");
  CHECK(row.cells[1].isKept);
  CHECK_FALSE(row.cells[2].isKept);
  REQUIRE(view.reasons.size() == 1);
  REQUIRE(view.reasons[0].lines.size() == 3);
  CHECK(view.reasons[0].lines[1].find("keeps it. Top-k: ") != std::string::npos);
  CHECK(view.reasons[0].lines[2].find("removes it. Top-k: ") != std::string::npos);
}

TEST_CASE("a token that is asked after tells its way, as far as it came") {
  Store store = tied();
  mustDo(store, AskWhy{TokenId{3}});
  REQUIRE(store.chain().asked);
  CHECK(store.chain().asked->title.find("is gone: Top-k removed it") != std::string::npos);
  CHECK(store.chain().asked->lines.size() == 1);
  mustDo(store, AskWhy{TokenId{0}});
  CHECK(store.chain().asked->title.find("stays") != std::string::npos);
  CHECK(store.dispatch(AskWhy{TokenId{4}})->message.find("0 to 3") != std::string::npos);
}

TEST_CASE("any token can be asked after by its text, also while that is typed") {
  Store store;
  mustDo(store, table({" mat", " matter", "roof"}, {3, 2, 1}));
  mustDo(store, SetView{View::Chain});
  const auto ask = [&](const std::string& text) {
    const auto action = parseAction("whyToken " + text, store.document(), 0);
    if (action) mustDo(store, action.value());
    return action ? std::string() : action.error().message;
  };
  CHECK(ask("mat").empty());
  CHECK(store.chain().askedId == 0);
  CHECK(ask("matt").empty());
  CHECK(store.chain().askedId == 1);
  CHECK(ask("floor").find("is no token here") != std::string::npos);
  CHECK(store.chain().askedId == 1);
  CHECK(ask("").empty());
  CHECK_FALSE(store.chain().asked);
}

TEST_CASE("what was seen of a server rules out the dialects that could not have done it") {
  Store store = tied();
  mustDo(store, Observe{0, true});
  CHECK(store.chain().verdict.find("A token in which they differ would tell.") != std::string::npos);
  mustDo(store, Observe{2, true});
  CHECK(store.chain().verdict.find("Only transformers") == 0);
  CHECK(store.chain().dialects[2].verdict.find("Removes") == 0);
  mustDo(store, Observe{2, false});
  CHECK_FALSE(store.chain().dialects[2].isRuledOut);
  CHECK(store.chain().dialects[1].isRuledOut);
  mustDo(store, Observe{1, false});
  CHECK(store.chain().verdict.find("None of them fits") == 0);
  mustDo(store, ForgetObserved{});
  CHECK_FALSE(store.chain().hasSeen);
  mustDo(store, Undo{});
  CHECK(store.chain().hasSeen);
}

// transformers refuses temperature 0; the others take the most likely token.
TEST_CASE("a dialect that refuses the settings says so, and the others are still compared") {
  Store store = tied();
  mustDo(store, SetDialect{Dialect::LlamaCpp});
  mustDo(store, SetParam{kTemperature, "temperature", 0});
  const ChainView& view = store.chain();
  CHECK(view.dialects[1].isRefused);
  CHECK(view.dialects[1].outcome.find("Refused: ") == 0);
  CHECK(rowOf(view, "a").cells[1].text == "–");
  CHECK(rowOf(view, "a").cells[2].isKept);
}

TEST_CASE("question and observations are in the link, and go with the vocabulary that they belong to") {
  Store store = tied();
  mustDo(store, AskWhy{TokenId{2}});
  mustDo(store, Observe{0, true});
  mustDo(store, Observe{3, false});
  const std::string link = linkOf(store.document());
  CHECK(link.find("&why=2&kept=0&removed=3") != std::string::npos);
  std::vector<std::string> problems;
  for (const Action& action : followLink(link, store.document(), 0, problems))
    mustDo(store, action);
  CHECK(problems.empty());
  CHECK(linkOf(store.document()) == link);
  mustDo(store, LoadSource{store.document().source, "again"});
  CHECK(store.document().chainView == ChainOptions{});
}

TEST_CASE("a recorded answer has a chain to put in order, and a sentence instead of a comparison") {
  Store store;
  mustDo(store, recorded(twoSteps()));
  mustDo(store, SetView{View::Chain});
  CHECK_FALSE(store.chain().notice.empty());
  CHECK(store.chain().rows.empty());
  CHECK_FALSE(twinOf(store.chain()).empty());
}

} // namespace logitscope::shell
