// Where arithmetic decides, exhibit by exhibit.

#include "model/link.h"
#include "model/store.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <string>

namespace logitscope::shell {

using namespace test;

namespace {

EdgeView exhibit(Exhibit which, std::size_t stop) {
  return makeEdgeView({which, stop});
}

std::size_t keptBy(const EdgeView& view, std::string_view label) {
  const auto column = std::ranges::find(view.columns, label, &EdgeColumn::label) - view.columns.begin();
  REQUIRE(static_cast<std::size_t>(column) < view.columns.size());
  return static_cast<std::size_t>(std::ranges::count_if(view.tokens, [&](const EdgeToken& token) {
    return token.fates[static_cast<std::size_t>(column)] != EdgeFate::Removed;
  }));
}

} // namespace

TEST_CASE("every exhibit can be shown at every stop, with an answer from everybody") {
  for (const ExhibitInfo& info : kExhibits) {
    CAPTURE(info.name);
    for (std::size_t stop = 0; stop < info.stops; ++stop) {
      const EdgeView view = exhibit(info.exhibit, stop);
      CHECK(view.stops.size() == info.stops);
      CHECK_FALSE(view.verdict.empty());
      CHECK(view.columns.size() >= 3);
      for (const EdgeColumn& column : view.columns)
        CHECK_FALSE(column.answer.empty());
      for (const EdgeToken& token : view.tokens)
        CHECK(token.fates.size() == view.columns.size());
    }
  }
}

TEST_CASE("ties at top-k: transformers keeps all that tie, the others k") {
  const EdgeView view = exhibit(Exhibit::Ties, 1);
  CHECK(keptBy(view, dialectInfo(Dialect::Textbook).label) == 2);
  CHECK(keptBy(view, dialectInfo(Dialect::Transformers).label) == 4);
  CHECK(keptBy(view, dialectInfo(Dialect::LlamaCpp).label) == 2);
  CHECK(view.verdict.ends_with("The cut goes through three equal logits."));
  CHECK(exhibit(Exhibit::Ties, 3).verdict.ends_with("and all agree."));
}

TEST_CASE("the float trap: a loop in float64 takes a fourth token at 0.9, and three one ulp below") {
  const EdgeView at = exhibit(Exhibit::Threshold, 2);
  CHECK(keptBy(at, "a loop in float64") == 4);
  CHECK(keptBy(at, "a loop in float32") == 3);
  CHECK(keptBy(at, dialectInfo(Dialect::Textbook).label) == 3);
  CHECK(at.sums.rows[2][1] == "0.8999999999999999 < p");
  CHECK(at.sums.rows[2][2] == "0.90000004 ≥ p");
  const EdgeView below = exhibit(Exhibit::Threshold, 1);
  CHECK(below.stops[1] == "0.8999999999999999");
  CHECK(keptBy(below, "a loop in float64") == 3);
  // A step of float32 is far more than the textbook's tolerance.
  const EdgeView above = exhibit(Exhibit::Threshold, 4);
  CHECK(keptBy(above, dialectInfo(Dialect::Textbook).label) == 4);
}

TEST_CASE("where nothing is left nothing is drawn, and it is said") {
  const EdgeView view = exhibit(Exhibit::NothingLeft, 0);
  for (const EdgeColumn& column : view.columns)
    CHECK(column.answer == "Nothing survived the chain, so nothing can be drawn.");
  const EdgeView one = exhibit(Exhibit::NothingLeft, 1);
  for (const EdgeToken& token : one.tokens)
    CHECK((token.fates.front() == EdgeFate::Picked) == (token.token == "A"));
}

TEST_CASE("temperature 0 is the first maximum, or refused") {
  const EdgeView view = exhibit(Exhibit::Zero, 0);
  CHECK(keptBy(view, dialectInfo(Dialect::Textbook).label) == 1);
  CHECK(keptBy(view, dialectInfo(Dialect::LlamaCpp).label) == 1);
  CHECK(view.tokens[1].fates[0] == EdgeFate::Kept);
  CHECK(view.columns[1].isRefused);
  CHECK(view.columns[1].answer.find("temperature is 0; allowed: greater than 0") != std::string::npos);
  CHECK_FALSE(exhibit(Exhibit::Zero, 1).columns[1].isRefused);
}

TEST_CASE("the flipped argmax: added left to right the row picks A, in pairs B") {
  const EdgeView view = exhibit(Exhibit::Order, 2);
  CHECK(view.tokens[0].fates[0] == EdgeFate::Picked);
  CHECK(view.tokens[1].fates[1] == EdgeFate::Picked);
  CHECK(view.tokens[1].fates[2] == EdgeFate::Picked);
  CHECK(view.sums.rows[0][3] == "+1");
  CHECK(view.sums.rows[2][3] == "-1");
  CHECK(view.verdict == "Added left to right the maximum is A, right to left B, in pairs B: the same row, another token.");
  CHECK(exhibit(Exhibit::Order, 4).verdict == "Every order picks B.");
  CHECK(exhibit(Exhibit::Order, 0).verdict == "Every order picks A.");
}

TEST_CASE("the boundary moves, is undone in one step, and comes back from the link") {
  Store store;
  mustDo(store, SetView{View::Edge});
  mustDo(store, ShowExhibit{Exhibit::Threshold});
  mustDo(store, MoveBoundary{1});
  mustDo(store, MoveBoundary{4});
  CHECK(store.announcement() == store.edge().verdict);
  const std::string link = linkOf(store.document());
  CHECK(link.ends_with("&exhibit=threshold&boundary=4"));
  std::vector<std::string> problems;
  Store back;
  for (const Action& action : followLink(link, back.document(), 7, problems))
    mustDo(back, action);
  CHECK(problems.empty());
  CHECK(back.edge().verdict == store.edge().verdict);
  mustDo(store, Undo{});
  CHECK(store.edge().stop == exhibitInfo(Exhibit::Threshold).first);
  const auto error = store.dispatch(MoveBoundary{5});
  REQUIRE(error);
  CHECK(error->message == "boundary is 5; allowed: 0 to 4.");
}

TEST_CASE("exhibit, boundary, fates, sums and answers stand in the HTML") {
  Store store;
  mustDo(store, SetView{View::Edge});
  mustDo(store, ShowExhibit{Exhibit::Order});
  const Twin twin = store.twin();
  CHECK(tableCsv(twin, "table").find("A,2.74,picked,removed,removed") != std::string::npos);
  CHECK(tableCsv(twin, "sums").starts_with("added,A,B,"));
  CHECK(tableCsv(twin, "answers").find("in pairs,At temperature 0: B.") != std::string::npos);
}

} // namespace logitscope::shell
