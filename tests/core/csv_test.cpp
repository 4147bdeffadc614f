// Reading a CSV: what RFC 4180 and spreadsheets write, taken; everything else refused with row and column.
// csv_errors_test.cpp has the refusals, csv_format_test.cpp the way back.

#include "support.h"

namespace logitscope {

using test::kInf;
using test::mustSucceed;

using Texts = std::vector<std::string>;
using Doubles = std::vector<double>;

namespace {

Scenario parsed(std::string_view text) {
  return mustSucceed(parseCsv(text));
}

} // namespace

TEST_CASE("a CSV of tokens, logits and a context is a scenario") {
  const Scenario scenario = mustSucceed(parseCsv("token,logit,context\n"
                                                 "sunny,3.5,\"Tomorrow will be\"\n"
                                                 "rainy,2.1,\"Tomorrow will be\"\n",
                                                 "weather.csv"));
  CHECK(scenario.tokens == Texts{"sunny", "rainy"});
  CHECK(scenario.logits == Doubles{3.5, 2.1});
  CHECK(scenario.context == "Tomorrow will be");
  CHECK(scenario.source == "weather.csv");
  CHECK(parsed("token,logit\na,1\n").source == "CSV");
}

TEST_CASE("the context column may be left out, stand in one row, or be empty") {
  CHECK(parsed("token,logit\na,1\n").context.empty());
  CHECK(parsed("token,logit,context\na,1,\nb,2,\n").context.empty());
  CHECK(parsed("token,logit,context\na,1,Once\nb,2,\n").context == "Once");
  CHECK(parsed("token,logit,context\na,1,\nb,2,Once\nc,3,Once\n").context == "Once");
}

TEST_CASE("any line end will do, and the last row needs none") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CAPTURE(end);
    const std::string rows = "token,logit" + end + "a,1" + end + "b,2";
    for (const std::string& text : {rows, rows + end, rows + end + end}) {
      const Scenario scenario = parsed(text);
      CHECK(scenario.tokens == Texts{"a", "b"});
      CHECK(scenario.logits == Doubles{1, 2});
    }
  }
  SUBCASE("mixed") {
    CHECK(parsed("token,logit\r\na,1\rb,2\nc,3").tokens == Texts{"a", "b", "c"});
  }
  SUBCASE("blank lines are passed over") {
    CHECK(parsed("\n\r\ntoken,logit\n\na,1\r\n\r\n\rb,2\n\n").tokens == Texts{"a", "b"});
  }
}

TEST_CASE("a byte order mark is passed over") {
  CHECK(parsed("\xef\xbb\xbftoken,logit\na,1\n").tokens == Texts{"a"});
  CHECK(parsed("\xef\xbb\xbf\"token\",logit\na,1\n").tokens == Texts{"a"});
}

TEST_CASE("columns stand in any order, in any case, among others") {
  const Scenario scenario = parsed("rank, Context ,LOGIT,notes,Token\n"
                                   "1,Once,2.5,\"a, b\",upon\n"
                                   "2,Once,1.5,,again\n");
  CHECK(scenario.tokens == Texts{"upon", "again"});
  CHECK(scenario.logits == Doubles{2.5, 1.5});
  CHECK(scenario.context == "Once");
}

TEST_CASE("quoted fields hold commas, quotes and line breaks") {
  const Scenario scenario = parsed("\"token\",\"logit\",\"context\"\r\n"
                                   "\"a,b\",\"1\",\"He said \"\"so\"\"\"\r\n"
                                   "\"\"\"\",2,\r\n"
                                   "\"line\r\nbreak\",3,\r\n"
                                   "\"\n\",4,\r\n");
  CHECK(scenario.tokens == Texts{"a,b", "\"", "line\r\nbreak", "\n"});
  CHECK(scenario.logits == Doubles{1, 2, 3, 4});
  CHECK(scenario.context == "He said \"so\"");
}

TEST_CASE("a quote inside an unquoted field is itself") {
  CHECK(parsed("token,logit\na\"b,1\n'c',2\n").tokens == Texts{"a\"b", "'c'"});
}

TEST_CASE("spaces belong to a token and to a context, and are dropped around a logit") {
  const Scenario scenario = parsed("token,logit,context\n"
                                   " Paris,\t1.5 , The capital\n"
                                   "Paris, -2 , The capital\n"
                                   " ,3, The capital\n");
  CHECK(scenario.tokens == Texts{" Paris", "Paris", " "});
  CHECK(scenario.logits == Doubles{1.5, -2, 3});
  CHECK(scenario.context == " The capital");
}

TEST_CASE("logits are read in every decimal form, to the last bit") {
  const auto logit = [](const std::string& text) {
    return parsed("token,logit\na," + text + "\n").logits[0];
  };
  CHECK(logit("2.8") == 2.8);
  CHECK(logit("-0.5") == -0.5);
  CHECK(logit("+1.5") == 1.5);
  CHECK(logit(".5") == 0.5);
  CHECK(logit("5.") == 5);
  CHECK(logit("007") == 7);
  CHECK(logit("1e3") == 1000);
  CHECK(logit("1E-2") == 0.01);
  CHECK(logit("2.5e+1") == 25);
  CHECK(logit("0.1000000000000000055511151231257827") == 0.1);
  CHECK(logit("1.7976931348623157e308") == std::numeric_limits<double>::max());
  CHECK(logit("5e-324") == 5e-324);
  CHECK(logit("1e-999") == 0); // the nearest double
  CHECK(std::signbit(logit("-0")));
  CHECK(logit("\" 2.5 \"") == 2.5);
}

TEST_CASE("a token already ruled out has the logit -inf, in any case") {
  for (const char* text : {"-inf", "-Inf", "-INF", "-infinity", "-Infinity", " -inf "}) {
    CAPTURE(text);
    CHECK(parsed(std::string("token,logit\na,") + text + "\nb,1\n").logits == Doubles{-kInf, 1});
  }
}

TEST_CASE("tokens of every script come through whole") {
  const Scenario scenario = parsed("token,logit\nschläft,1\n晴れ,2\n🐈,3\nпарк,4\n");
  CHECK(scenario.tokens == Texts{"schläft", "晴れ", "🐈", "парк"});
}

TEST_CASE("tokens that look like numbers are texts, and case tells tokens apart") {
  CHECK(parsed("token,logit\n1,1\n01,2\n1.0,3\na,4\nA,5\n").tokens ==
        Texts{"1", "01", "1.0", "a", "A"});
}

TEST_CASE("the largest vocabulary is read, and quickly") {
  std::string text = "token,logit\n";
  for (std::size_t i = 0; i < kMaxTokens; ++i)
    text += "t" + std::to_string(i) + ",1.5\n";
  const Scenario scenario = parsed(text);
  CHECK(scenario.tokens.size() == 262'144);
  CHECK(scenario.tokens.back() == "t262143");
  CHECK(scenario.logits.size() == 262'144);
}

} // namespace logitscope
