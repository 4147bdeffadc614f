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
  for (const Action& action : followLink(link, store.document(), 7, problems)) {
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

TEST_CASE("a link is the whole state: what it does not name is as at first") {
  Store store = asked("The cat");
  for (const Action& action : std::vector<Action>{SetParam{kTemperature, "temperature", 0.7}, AddStage{"xtc"},
                                                  SetDialect{Dialect::LlamaCpp}, SetSeed{7}, Sample{}, OpenColumn{1},
                                                  ShareLuck{false}, CompareTail{"greedy"}, SetView{View::Tail}})
    mustDo(store, action);
  std::vector<std::string> problems;
  for (const Action& action : followLink("v1&prompt=The+cat&k=2", store.document(), 7, problems))
    mustDo(store, action);
  CHECK(problems.empty());
  CHECK(linkOf(store.document()) == "v1&view=pipeline&prompt=The+cat&model=small&k=2&seed=42");
}

TEST_CASE("a field alone leaves the rest as it is") {
  Store store = asked("The cat");
  mustDo(store, SetParam{kTemperature, "temperature", 0.7});
  mustDo(store, Sample{});
  std::vector<std::string> problems;
  for (const Action& action : followFields("k=2", store.document(), 7, problems))
    mustDo(store, action);
  CHECK(mainControl(store, kTopK).value == 2);
  CHECK(mainControl(store, kTemperature).value == 0.7);
  CHECK(store.document().decoder.tokens().size() == 1);
}

TEST_CASE("no seed is told, and comes back as none") {
  Store store = asked("The cat");
  mustDo(store, TossCoin{5});
  CHECK(linkOf(store.document()).ends_with("&seed=fresh"));
  const Store back = followed(linkOf(store.document()));
  CHECK_FALSE(back.document().seed);
  CHECK(back.document().freshSeed == 7);
}

TEST_CASE("the controls of a link are the only ones, also those that no view has at hand; the rest is locked") {
  const Store store = followed("v1&T=0.7&controls=temperature,minP");
  REQUIRE(store.controls().size() == 3); // min-p has two
  CHECK(store.controls()[0].label == "Temperature");
  CHECK(store.controls()[1].isAtHand);
  CHECK(linkOf(store.document()).ends_with("&controls=temperature,minP"));
  CHECK(followed("v1&controls=none").controls().empty());
  CHECK(linkOf(followed("v1&controls=none").document()).ends_with("&controls=none"));
  std::vector<std::string> problems;
  CHECK(followed("v1&controls=volume", problems).controls().size() > 3);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].find("\"volume\"") != std::string::npos);
}

TEST_CASE("a link that is too long is not followed at all") {
  std::vector<std::string> problems;
  const Store store = followed("v1&k=2&text=" + std::string(9000, 'a'), problems);
  CHECK(mainControl(store, kTopK).value == 0);
  CHECK(problems.size() == 1);
}

TEST_CASE("links with signs changed, left out and doubled are followed or refused; the state is whole after each") {
  constexpr std::string_view kLinks[] = {
      "v1&view=builder&scenario=cat&T=0.7&k=40&p=0.95&seed=42&tokens=m2.1&open=3",
      "v1&chain=topK:k=40,minKeep=2;mirostat:off;xtc:probability=0.5&dialect=llamaCpp&seed=fresh",
      "v1&view=strategies&columns=greedy,creative&n=5&luck=own&controls=topP,temperature",
      "v1&view=entropy&text=a%20b%C3%A9&at=2&passage=code&over=creative&view=tail"};
  constexpr std::string_view kSigns = "&=;:,.%+-0129eEmvx \xc3\xff\n\"<";
  std::mt19937 dice(7);
  const auto upTo = [&](std::size_t n) { return dice() % n; };
  Store store = asked("The cat");
  for (int round = 0; round < 300; ++round) {
    std::string link(kLinks[upTo(std::size(kLinks))]);
    for (std::size_t i = upTo(4) + 1; i > 0 && !link.empty(); --i) {
      const std::size_t at = upTo(link.size());
      switch (upTo(3)) {
      case 0:
        link[at] = kSigns[upTo(kSigns.size())];
        break;
      case 1:
        link.erase(at, 1 + upTo(5));
        break;
      default:
        link.insert(at, link.substr(at, 1 + upTo(8)));
      }
    }
    CAPTURE(link);
    std::vector<std::string> problems;
    for (const Action& action : followLink(link, store.document(), 7, problems)) {
      if (const auto error = store.dispatch(action)) problems.push_back(error->message);
    }
    for (const std::string& problem : problems)
      CHECK(problem.size() > 10);
    const std::string state = linkOf(store.document());
    std::vector<std::string> none;
    Store back = asked("The cat");
    for (const Action& action : followLink(state, back.document(), 7, none)) {
      if (const auto error = back.dispatch(action)) none.push_back(error->message);
    }
    CHECK(none.empty());
    CHECK(linkOf(back.document()) == state);
  }
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
      switch (upTo(12)) {
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
      case 8:
        act(document, SetSweepAxis{upTo(2) == 0, {info.kind, std::string(info.params.back().name)}});
        break;
      case 9:
        act(document, SetSweepFigure{kSweepFigures[upTo(kSweepFigures.size())].figure});
        break;
      case 10:
        act(document, ShowExhibit{kExhibits[upTo(kExhibits.size())].exhibit});
        act(document, MoveBoundary{upTo(5)});
        break;
      default:
        act(document, SetSeed{static_cast<double>(upTo(1000))});
      }
    }
    const std::string link = linkOf(document);
    Document back = documentOn(*sourceOf(link).prompt);
    std::vector<std::string> problems;
    for (const Action& action : followLink(link, back, 7, problems)) {
      if (const auto error = act(back, action)) problems.push_back(error->message);
    }
    INFO(link);
    CHECK(problems.empty());
    CHECK(linkOf(back) == link);
    CHECK(back.decoder.tokens() == document.decoder.tokens());
  }
}

} // namespace logitscope::shell
