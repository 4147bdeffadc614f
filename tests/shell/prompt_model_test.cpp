// The model that answers the reader's own prompts.

#include "model/prompt_model.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

namespace logitscope::shell {

namespace {

PromptModel learned() {
  PromptModel model;
  REQUIRE_FALSE(model.learn("The cat sat on the mat.\nThe cat sat on the roof.\n---\nThe dog ran.\n",
                            "for a test"));
  return model;
}

std::string likeliest(const Scenario& scenario) {
  const auto largest = std::ranges::max_element(scenario.logits);
  return scenario.tokens[static_cast<std::size_t>(largest - scenario.logits.begin())];
}

} // namespace

TEST_CASE("a prompt becomes a scenario with a logit for every token and the source that it has") {
  const PromptModel model = learned();
  const Scenario scenario = model.answer("The cat");
  CHECK(scenario.tokens.size() == scenario.logits.size());
  CHECK(scenario.context == "The cat");
  CHECK(scenario.source == "for a test");
  CHECK(likeliest(scenario) == " sat");
  CHECK(std::ranges::all_of(scenario.logits, [](double logit) { return std::isfinite(logit); }));
}

TEST_CASE("spaces at the end of a prompt belong to the next token") {
  const PromptModel model = learned();
  CHECK(model.answer("The cat   ").logits == model.answer("The cat").logits);
  CHECK(model.answer("   ").logits == model.answer("").logits);
}

TEST_CASE("what has no look of its own is shown by a sign, and understood when it comes back") {
  const PromptModel model = learned();
  const Scenario after = model.answer("on the mat.");
  CHECK(likeliest(after) == "↵");
  CHECK(likeliest(model.answer("on the mat.↵The")) == " cat");
  CHECK(after.tokens[0xE2] == "<0xE2>");
}

TEST_CASE("a text that is refused leaves the model as it was") {
  PromptModel model = learned();
  CHECK(model.learn("", "nothing").has_value());
  CHECK(model.hasLearnt());
  CHECK(model.answer("The cat").source == "for a test");
  PromptModel empty;
  CHECK_FALSE(empty.hasLearnt());
}

} // namespace logitscope::shell
