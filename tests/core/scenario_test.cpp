// The prompt with the picked token behind it.

#include "support.h"

namespace logitscope {

namespace {

std::string completed(std::string context, std::vector<std::string> tokens, TokenId id = 0) {
  Scenario scenario;
  scenario.logits.assign(tokens.size(), 0);
  scenario.tokens = std::move(tokens);
  scenario.context = std::move(context);
  return completeSentence(scenario, id);
}

} // namespace

TEST_CASE("a word from a table written by hand gets a space before it") {
  CHECK(completed("The cat is", {"sleeping", "eating"}, 1) == "The cat is eating");
}

TEST_CASE("tokens that carry their spaces are joined as they are") {
  CHECK(completed("The capital of", {" France", "ly"}, 0) == "The capital of France");
  CHECK(completed("The capital of", {" France", "ly"}, 1) == "The capital ofly");
}

TEST_CASE("no space where there is one already, after a line break, or at the start") {
  CHECK(completed("The cat is ", {"eating"}) == "The cat is eating");
  CHECK(completed("Dear cat,\n", {"eat"}) == "Dear cat,\neat");
  CHECK(completed("", {"eating"}) == "eating");
}

TEST_CASE("punctuation clings to the word before it") {
  for (const char* mark : {".", ",", "!", "?", ";", ":", ")", "]", "'s"}) {
    CHECK(completed("The cat", {mark}) == std::string("The cat") + mark);
  }
  CHECK(completed("The cat", {"("}) == "The cat (");
}

TEST_CASE("a token that is not there leaves the prompt") {
  CHECK(completed("The cat is", {"eating"}, 1) == "The cat is");
}

TEST_CASE("texts beyond ASCII stay whole") {
  CHECK(completed("Die Katze", {"schläft", "läuft"}, 1) == "Die Katze läuft");
  CHECK(completed("今日は", {" 晴れ"}) == "今日は 晴れ");
}

} // namespace logitscope
