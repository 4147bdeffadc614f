// The passages against the texts that the page's model learns: new to it, and yet of every kind.

#include "model/bands.h"
#include "model/passages.h"
#include "model/text_reading.h"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

constexpr std::size_t kShared = 6;

std::string textOf(const std::string& voice) {
  std::ifstream file(std::string(LOGITSCOPE_TEXTS) + "/" + voice + ".txt", std::ios::binary);
  REQUIRE_MESSAGE(file.good(), voice);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// As the page joins them.
std::string learnt() {
  std::string all;
  for (const char* voice : {"stories", "facts", "everyday", "programs"}) {
    if (!all.empty()) all += "\n---\n";
    all += textOf(voice);
  }
  return all;
}

using Gram = std::vector<TokenId>;

std::vector<Gram> gramsOf(const std::vector<TokenId>& ids) {
  std::vector<Gram> grams;
  for (std::size_t i = 0; i + kShared <= ids.size(); ++i)
    grams.emplace_back(ids.begin() + static_cast<std::ptrdiff_t>(i),
                       ids.begin() + static_cast<std::ptrdiff_t>(i + kShared));
  return grams;
}

} // namespace

TEST_CASE("the passages share no six tokens in a row with what is learnt, and show every band") {
  const std::string all = learnt();
  const LogitSourcePtr model = makeModelSource(trainNgram(all).value(), "the page's texts", "page");
  const auto known = gramsOf(model->encode(all));
  const std::set<Gram> grams(known.begin(), known.end());

  std::array<std::size_t, kBands.size()> bands{};
  std::size_t tokens = 0;
  for (const Passage& passage : kPassages) {
    CAPTURE(passage.name);
    const TextReadingPtr reading = readText(model, std::string(passage.text), nullptr);
    CHECK(reading->tokens.size() >= 60);
    CHECK(reading->tokens.size() <= 140);
    for (const Gram& gram : gramsOf(model->encode(passage.text))) {
      std::string words;
      for (const TokenId id : gram)
        words += (*model->vocabulary())[id];
      CHECK_MESSAGE(!grams.contains(gram), words);
    }
    std::set<int> own;
    for (const ReadToken& token : reading->tokens) {
      own.insert(bandOf(token.entropy));
      ++bands[static_cast<std::size_t>(bandOf(token.entropy)) - 1];
    }
    CHECK(own.size() >= 4);
    tokens += reading->tokens.size();
  }
  for (std::size_t i = 0; i < bands.size(); ++i) {
    CAPTURE(kBands[i].letter);
    CHECK(bands[i] * 20 >= tokens);
  }
}

} // namespace logitscope::shell
