// Writing a CSV, and reading it back.

#include "support.h"

#include <bit>

namespace logitscope {

using test::Dice;
using test::kInf;
using test::kNan;
using test::mustFail;
using test::mustSucceed;

namespace {

/// Texts that ask for quoting, and texts that do not.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> list = {"a",    "Z",    "7",  " ", ",", "\"", "\n",
                                                "\r",   "\r\n", "\t", ";", "é", "晴", "🐈",
                                                "\"\"", "'",    "=",  "#", "\\"};
  return list;
}

std::string randomText(Dice& dice, std::size_t longest) {
  std::string text;
  for (std::size_t n = 1 + dice.below(longest); n > 0; --n)
    text += pieces()[dice.below(pieces().size())];
  return text;
}

/// Any finite double at all, from its bits.
double randomDouble(Dice& dice) {
  if (dice.chance(0.05)) return -kInf;
  if (dice.chance(0.3)) return dice.between(-20, 20);
  const double value = std::bit_cast<double>(dice.bits());
  return std::isfinite(value) ? value : 0.0;
}

Scenario randomScenario(Dice& dice) {
  Scenario scenario;
  if (dice.chance(0.7)) scenario.context = randomText(dice, 12);
  for (std::size_t n = 1 + dice.below(20); n > 0; --n) {
    scenario.tokens.push_back(randomText(dice, 5) +
                              std::to_string(n)); // the number keeps them apart
    scenario.logits.push_back(randomDouble(dice));
  }
  return scenario;
}

} // namespace

TEST_CASE("a scenario is written with the fewest quotes") {
  const Scenario scenario = {.tokens = {"sunny", "a,b", "\"", " Paris", "x\ny"},
                             .logits = {3.5, -0.25, 1e-7, 2, -kInf},
                             .context = "Tomorrow will be"};
  CHECK(mustSucceed(formatCsv(scenario)) == "token,logit,context\n"
                                            "sunny,3.5,Tomorrow will be\n"
                                            "\"a,b\",-0.25,Tomorrow will be\n"
                                            "\"\"\"\",1e-7,Tomorrow will be\n"
                                            "\" Paris\",2,Tomorrow will be\n"
                                            "\"x\ny\",-inf,Tomorrow will be\n");
}

TEST_CASE("without a context there is no column for it") {
  CHECK(mustSucceed(formatCsv({.tokens = {"a"}, .logits = {1}})) == "token,logit\na,1\n");
}

TEST_CASE("what is written reads back the same, every logit to the last bit") {
  Dice dice(4180);
  for (int i = 0; i < 1000; ++i) {
    const Scenario scenario = randomScenario(dice);
    const std::string text = mustSucceed(formatCsv(scenario));
    CAPTURE(text);
    const Scenario back = mustSucceed(parseCsv(text));
    CHECK(back.tokens == scenario.tokens);
    CHECK(back.context == scenario.context);
    REQUIRE(back.logits.size() == scenario.logits.size());
    for (std::size_t k = 0; k < back.logits.size(); ++k) {
      CHECK(std::bit_cast<std::uint64_t>(back.logits[k]) ==
            std::bit_cast<std::uint64_t>(scenario.logits[k]));
    }
    CHECK(mustSucceed(formatCsv(back)) == text);
  }
}

TEST_CASE("a scenario that could not be read back is refused") {
  using namespace std::string_literals;
  const auto refused = [](const Scenario& scenario) { return mustFail(formatCsv(scenario)); };
  SUBCASE("no tokens") {
    CHECK(refused({}).message.find("no token follows the header") != std::string::npos);
  }
  SUBCASE("an empty token") {
    const Error error = refused({.tokens = {"a", ""}, .logits = {1, 2}});
    CHECK(error.row == 3);
    CHECK(error.field == "token");
  }
  SUBCASE("a repeated token") {
    const Error error = refused({.tokens = {"a", "b", "a"}, .logits = {1, 2, 3}});
    CHECK(error.message == "Row 4, column 1 (token): the token \"a\" stands in row 2 already; each "
                           "token may stand once.");
  }
  SUBCASE("NaN and +inf") {
    CHECK(refused({.tokens = {"a"}, .logits = {kNan}}).value == "NaN");
    CHECK(refused({.tokens = {"a"}, .logits = {kInf}}).field == "logit");
  }
  SUBCASE("lists of different lengths") {
    const Error error = refused({.tokens = {"a", "b"}, .logits = {1}});
    CHECK(error.code == ErrorCode::WrongLength);
    CHECK(error.field == "tokens");
    CHECK(error.message == "tokens has 2 entries, logits has 1; allowed: the same number.");
  }
  SUBCASE("a token or a context that is no UTF-8, or holds a zero byte") {
    CHECK(refused({.tokens = {"\xff"}, .logits = {1}}).code == ErrorCode::Csv);
    CHECK(refused({.tokens = {"a\0b"s}, .logits = {1}}).code == ErrorCode::Csv);
    CHECK(refused({.tokens = {"a"}, .logits = {1}, .context = "\xc3"}).code == ErrorCode::Csv);
  }
  SUBCASE("more tokens than are read") {
    Scenario scenario;
    for (std::size_t i = 0; i <= kMaxTokens; ++i) {
      scenario.tokens.push_back(std::to_string(i));
      scenario.logits.push_back(0);
    }
    CHECK(refused(scenario).row == 262'146);
  }
}

} // namespace logitscope
