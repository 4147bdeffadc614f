// Links that are out in the world: the same link gives the same token on every machine, for ever.

#include "model/link.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace logitscope::shell {

using namespace test;

namespace {

std::string fileText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// As the page makes its model.
LogitSourcePtr pageModel() {
  std::string all;
  for (const char* voice : {"stories", "facts", "everyday", "programs"}) {
    if (!all.empty()) all += "\n---\n";
    all += fileText(std::string(LOGITSCOPE_TEXTS) + "/" + voice + ".txt");
  }
  return makeModelSource(trainNgram(all).value(), "the page's texts", std::string(kPageModel));
}

LoadSource table(const std::string& name) {
  auto scenario = parseCsv(fileText(std::string(LOGITSCOPE_TEXTS) + "/../scenarios/" + name + ".csv"));
  REQUIRE(scenario);
  const std::string context = scenario->context;
  return {makeTableSource(std::move(scenario).value(), name), context};
}

/// A store that has followed the link as the page does.
Store arrivedAt(const std::string& link, const LogitSourcePtr& model) {
  Store store;
  mustDo(store, LoadModel{model});
  const LinkedSource source = sourceOf(link);
  if (!source.scenario.empty()) {
    mustDo(store, table(source.scenario));
  } else if (source.prompt) {
    mustDo(store, AskModel{*source.prompt});
  }
  std::vector<std::string> problems;
  for (const Action& action : followLink(link, store.document(), 0, problems))
    mustDo(store, action);
  CHECK(problems.empty());
  return store;
}

} // namespace

TEST_CASE("links of version 1 lead where they always led") {
  const LogitSourcePtr model = pageModel();
  std::ifstream kept(LOGITSCOPE_KEPT_LINKS);
  REQUIRE(kept.good());
  std::size_t count = 0;
  for (std::string line; std::getline(kept, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t arrow = line.find(" => ");
    REQUIRE(arrow != std::string::npos);
    const std::string link = line.substr(0, arrow);
    CAPTURE(link);
    const Store store = arrivedAt(link, model);
    CHECK(store.step().sentence == line.substr(arrow + 4));
    ++count;
  }
  CHECK(count >= 33);
}

} // namespace logitscope::shell
