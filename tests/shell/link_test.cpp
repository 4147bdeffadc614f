// The state in the address.

#include "model/link.h"
#include "model/strategies.h"
#include "shell_support.h"

#include <random>

namespace logitscope::shell {

using namespace test;

namespace {

/// A store as the page makes one for a link: the source first, then the rest.
Store followed(const std::string& link, std::vector<std::string>& problems) {
  Store store;
  mustDo(store, LoadModel{smallModel()});
  const LinkedSource source = sourceOf(link);
  if (source.prompt) mustDo(store, AskModel{*source.prompt});
  for (const Action& action : followLink(link, store.document(), problems)) {
    if (const auto error = store.dispatch(action)) problems.push_back(error->message);
  }
  return store;
}

Store followed(const std::string& link) {
  std::vector<std::string> problems;
  Store store = followed(link, problems);
  CHECK(problems.empty());
  return store;
}

} // namespace

TEST_CASE("the first document's link is short") {
  CHECK(linkOf(firstDocument()) == "v1&view=pipeline&scenario=cat&seed=42");
}

TEST_CASE("settings, view and generated tokens come back from their link") {
  Store store = asked("The cat sat on the");
  mustDo(store, SetParam{kTemperature, "temperature", 0.7});
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, SetView{View::Builder});
  mustDo(store, Sample{0});
  mustDo(store, Pick{idOf(store, " dog")});
  const std::string link = linkOf(store.document());
  const Store back = followed(link);
  CHECK(linkOf(back.document()) == link);
  CHECK(back.document().decoder.tokens() == store.document().decoder.tokens());
  CHECK(back.builder().chips.back().isManual);
  CHECK_FALSE(back.builder().chips[back.builder().chips.size() - 2].isManual);
}

TEST_CASE("a chain of other stages is written out and read back, what is off included") {
  Store store = asked("The cat");
  mustDo(store, UsePreset{"mirostat"});
  mustDo(store, AddStage{"xtc"});
  mustDo(store, SetStageEnabled{6, false});
  mustDo(store, SetParam{kTopK, "minKeep", 3});
  const Store back = followed(linkOf(store.document()));
  CHECK(back.document().chain == store.document().chain);
}

TEST_CASE("a link tells that the cumulative curve is hidden, and nothing where it is shown") {
  Store store = asked("The cat");
  CHECK(linkOf(store.document()).find("cumulative") == std::string::npos);
  mustDo(store, ShowCumulative{false});
  const std::string link = linkOf(store.document());
  CHECK(link.ends_with("&cumulative=0"));
  CHECK_FALSE(followed(link).document().tail.showsCumulative);
}

TEST_CASE("any text goes through a link: spaces, signs, line ends, other scripts") {
  for (const std::string text : {"a b", "a&b=c#d%e+f", "line\nline", "日本 👍🏽 é", "100 %"}) {
    const Store store = asked(text);
    const Store back = followed(linkOf(store.document()));
    CHECK(back.document().prompt == store.document().prompt);
  }
}

TEST_CASE("what is wrong in a link is told in a sentence each, and the rest is followed") {
  std::vector<std::string> problems;
  const Store store =
      followed("v1&view=cellar&T=-1&k=2&p=&seed=x&dialect=klingon&tokens=1.z&tokens2=5", problems);
  CHECK(mainControl(store, kTopK).value == 2);
  CHECK(mainControl(store, kTemperature).value == 1);
  REQUIRE(problems.size() == 6);
  const auto names = [&](const char* word) {
    return std::ranges::any_of(problems, [&](const std::string& problem) {
      return problem.find(word) != std::string::npos;
    });
  };
  for (const char* word : {"cellar", "temperature", "topP", "seed", "klingon"})
    CHECK(names(word));
}

TEST_CASE("a link that is too long is not followed at all") {
  std::vector<std::string> problems;
  const Store store = followed("v1&k=2&text=" + std::string(9000, 'a'), problems);
  CHECK(mainControl(store, kTopK).value == 0);
  CHECK(problems.size() == 1);
}

TEST_CASE("a thousand random states go through their links and come back the same") {
  std::mt19937 dice(20261121);
  const auto upTo = [&](std::size_t n) { return dice() % n; };
  const LogitSourcePtr model = smallModel();
  // The document alone, as the store checks it: what the views make of it is in no link.
  const auto act = [](Document& document, const Action& action) -> std::optional<Error> {
    Document changed = document;
    if (auto error = apply(changed, action)) return error;
    const Result<Step> step = makeStep(changed, nullptr);
    if (!step) return step.error();
    document = std::move(changed);
    return std::nullopt;
  };
  const auto documentOn = [&](const std::string& prompt) {
    Document document = firstDocument();
    REQUIRE_FALSE(act(document, LoadModel{model}));
    REQUIRE_FALSE(act(document, AskModel{prompt}));
    return document;
  };
  for (int round = 0; round < 1000; ++round) {
    Document document = documentOn(std::vector<std::string>{"The cat", "The dog ran.", "", "x y"}[upTo(4)]);
    for (std::size_t i = upTo(6); i > 0; --i) {
      const std::size_t stage = upTo(document.chain.size());
      const StageInfo& info = stageInfo(document.chain[stage].kind());
      switch (upTo(9)) {
      case 0:
        act(document, SetView{kViews[upTo(kViewCount)].view});
        break;
      case 1:
        act(document, Sample{1});
        break;
      case 2:
        act(document, Pick{static_cast<TokenId>(upTo(270))});
        break;
      case 3:
        act(document, SetParam{stage, std::string(info.params.front().name),
                                static_cast<double>(upTo(100)) / 64});
        break;
      case 4:
        act(document, AddStage{std::string(stages()[upTo(kStageCount)].id)});
        break;
      case 5:
        act(document, SetStageEnabled{stage, upTo(2) == 0});
        break;
      case 6:
        act(document, UsePreset{std::string(presets()[upTo(presets().size())].id)});
        break;
      case 7:
        act(document, ContinueStrategies{upTo(10)});
        break;
      default:
        act(document, SetSeed{static_cast<double>(upTo(1000))});
      }
    }
    const std::string link = linkOf(document);
    Document back = documentOn(*sourceOf(link).prompt);
    std::vector<std::string> problems;
    for (const Action& action : followLink(link, back, problems)) {
      if (const auto error = act(back, action)) problems.push_back(error->message);
    }
    INFO(link);
    CHECK(problems.empty());
    CHECK(linkOf(back) == link);
    CHECK(back.decoder.tokens() == document.decoder.tokens());
  }
}

} // namespace logitscope::shell
