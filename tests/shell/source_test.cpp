// What answers with logits, and how its tokens are shown.

#include "model/action_text.h"
#include "model/json.h"
#include "model/page_view.h"
#include "model/visible_token.h"
#include "shell_support.h"

#include <cmath>

namespace logitscope::shell {

using namespace test;

TEST_CASE("a prompt is answered with a logit for every token, and with the source that it has") {
  const Store store = asked("The cat");
  CHECK(store.step().logits->size() == store.document().source->vocabulary()->size());
  CHECK(store.pipeline().source == "for a test");
  CHECK(likeliest(store) == " sat");
  CHECK(std::ranges::all_of(*store.step().logits, [](double z) { return std::isfinite(z); }));
}

TEST_CASE("spaces at the end of a prompt belong to the next token") {
  CHECK(*asked("The cat   ").step().logits == *asked("The cat").step().logits);
  CHECK(*asked("   ").step().logits == *asked("").step().logits);
}

TEST_CASE("another text takes the place of the model that was asked, with the same prompt") {
  Store store = asked("The dog");
  mustDo(store, LoadModel{makeModelSource(trainNgram("The dog slept.\n").value(), "another", "b")});
  CHECK(store.document().prompt == "The dog");
  CHECK(likeliest(store) == " slept");
}

TEST_CASE("spaces, line ends, tabs and bytes that are no characters are made visible") {
  CHECK(visibleToken(" Paris") == "␣Paris");
  CHECK(visibleToken("a\n\tb\r") == "a⏎⇥b␍");
  CHECK(visibleToken("日本") == "日本");
  CHECK(visibleToken("\xC3") == "<0xC3>");
  CHECK(visibleToken("\xE6\x97") == "<0xE6><0x97>");
  CHECK(visibleToken(std::string("\0\x1b", 2)) == "<0x00><0x1B>");
  CHECK(visibleText("a b ") == "a b␣");
}

TEST_CASE("JSON keeps quotes, control characters and other scripts, and has no numbers that it lacks") {
  JsonWriter out;
  out.beginObject().field("a\"b", "\\\n\x01 é").key("c").beginArray();
  out.value(0.1).value(INFINITY).value(true).value(std::size_t{7}).endArray().endObject();
  CHECK(out.take() == "{\"a\\\"b\":\"\\\\\\u000a\\u0001 é\",\"c\":[0.1,null,true,7]}");
}

TEST_CASE("the page's view is one JSON object with blocks for every view") {
  Store store = asked("The cat");
  for (const ViewInfo& info : kViews) {
    mustDo(store, SetView{info.view});
    const std::string view = pageView(store);
    CHECK(view.front() == '{');
    CHECK(view.back() == '}');
    CHECK(view.find("\"view\":\"" + std::string(info.name) + "\"") != std::string::npos);
  }
}

TEST_CASE("actions come in words, with their arguments") {
  const Document document = firstDocument();
  const auto parsed = [&](std::string_view words) { return parseAction(words, document, 9).value(); };
  CHECK(std::get<Pick>(parsed("pick 17")).id == 17);
  const Action param = parsed("param 1 temperature 0.7");
  CHECK(std::get<SetParam>(param).stage == 1);
  CHECK(std::get<SetParam>(param).name == "temperature");
  CHECK(std::get<SetParam>(param).value == 0.7);
  CHECK(std::get<AskModel>(parsed("ask Once upon  a time ")).prompt == "Once upon  a time ");
  CHECK(std::get<Sample>(parsed("sample")).freshSeed == 9);
  CHECK(std::get<SetSeed>(parsed("draw")).seed == 43);
  CHECK(std::isnan(std::get<SetSeed>(parsed("seed NaN")).seed));
}

TEST_CASE("words that are no action are refused in a sentence") {
  const Document document = firstDocument();
  for (const std::string_view words : {"", "dance", "view cellar", "passage none", "dialect x"}) {
    const auto action = parseAction(words, document, 0);
    REQUIRE_FALSE(action);
    CHECK(action.error().message.find("allowed:") != std::string::npos);
  }
}

} // namespace logitscope::shell
