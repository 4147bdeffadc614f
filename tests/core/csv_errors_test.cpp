// Reading a CSV: a defined answer to everything that cannot be read, with row and column.

#include "support.h"

namespace logitscope {

using test::mustFail;

namespace {

Error refused(std::string_view text) {
  const Error error = mustFail(parseCsv(text));
  CHECK(error.code == ErrorCode::Csv);
  return error;
}

/// "3:2", or "3:" where an error has no column.
std::string place(const Error& error) {
  return std::to_string(error.row.value_or(-1)) + ":" +
         (error.column ? std::to_string(*error.column) : "");
}

} // namespace

TEST_CASE("an empty file, and one of blank lines") {
  for (const char* text : {"", "\n\r\n\n", "\xef\xbb\xbf"}) {
    const Error error = refused(text);
    CHECK(place(error) == "1:1");
    CHECK(error.message ==
          "Row 1, column 1: the file is empty; needed: a first row like token,logit,context.");
  }
}

TEST_CASE("a header without rows") {
  const Error error = refused("token,logit\n");
  CHECK(place(error) == "2:1");
  CHECK(error.message == "Row 2, column 1 (token): no token follows the header; needed: at least "
                         "one row like sunny,3.5.");
}

TEST_CASE("a missing column") {
  const Error error = refused("token,score\na,1\n");
  CHECK(place(error) == "1:");
  CHECK(error.field == "logit");
  CHECK(error.message == "Row 1 (logit): the column \"logit\" is missing; needed: a first row like "
                         "token,logit,context.");
  CHECK(refused("logit\n1\n").field == "token");
  CHECK(refused("sunny,3.5\nrainy,2.1\n").field == "token");
}

TEST_CASE("another separator is recognised and named") {
  const std::string missing = "Row 1 (token): the column \"token\" is missing; needed: a first row "
                              "like token,logit,context.";
  CHECK(refused("token;logit\na;1\n").message ==
        missing + " The fields seem to be separated by semicolons; use commas.");
  CHECK(refused("token\tlogit\na\t1\n").message ==
        missing + " The fields seem to be separated by tabs; use commas.");
}

TEST_CASE("a column twice") {
  const Error error = refused("token,logit,Token\na,1,b\n");
  CHECK(place(error) == "1:3");
  CHECK(error.message ==
        "Row 1, column 3 (token): the column \"token\" stands here a second time.");
  CHECK(place(refused("token,logit,context,logit\n")) == "1:4");
  CHECK(place(refused("context,token,logit,context\n")) == "1:4");
}

TEST_CASE("a logit that is no number, with its row and column") {
  const Error error = refused("token,logit\nsunny,3.5\nrainy,wet\n");
  CHECK(place(error) == "3:2");
  CHECK(error.field == "logit");
  CHECK(error.value == "wet");
  CHECK(error.message ==
        "Row 3, column 2 (logit): \"wet\" is no logit; allowed: a number such as 2.8, or -inf.");
  SUBCASE("the column is the file's, not ours") {
    CHECK(place(refused("logit,token\nwet,rainy\n")) == "2:1");
    CHECK(place(refused("n,context,token,logit\n1,c,rainy,wet\n")) == "2:4");
  }
  SUBCASE("missing") {
    CHECK(refused("token,logit\nsunny,\n").message ==
          "Row 2, column 2 (logit): the logit is missing; allowed: a number such as 2.8, or -inf.");
    CHECK(place(refused("token,logit\nsunny,  \n")) == "2:2");
  }
  SUBCASE("everything that only looks like one") {
    for (const std::string text :
         {"nan",   "NaN",   "-nan",  "inf", "+inf",  "Infinity", "+-1", "++1",
          "--1",   "+-inf", "+",     "-",   ".",     "e5",       "1e",  "0x10",
          "1.5.2", "2 3",   "1_000", "1f",  "1.5 %", "−1",       "٣"}) {
      CAPTURE(text);
      const Error bad = refused("token,logit\nsunny," + text + "\n");
      CHECK(place(bad) == "2:2");
      CHECK(bad.value == text);
      CHECK(bad.message == "Row 2, column 2 (logit): \"" + text +
                               "\" is no logit; allowed: a number such as 2.8, or -inf.");
    }
  }
  SUBCASE("a decimal comma makes a field too many, and the sentence says what to do") {
    CHECK(refused("token,logit\nsunny,3,5\n").message ==
          "Row 2, column 3: the row has 3 fields, the header has 2. A field that holds a comma "
          "stands in "
          "double quotes.");
    CHECK(refused("token,logit\nsunny,\"3,5\"\n").value == "3,5");
  }
}

TEST_CASE("a logit that no double can hold") {
  for (const std::string text : {"1e999", "-1e999"}) {
    CAPTURE(text);
    const Error error = refused("token,logit\nsunny," + text + "\n");
    CHECK(place(error) == "2:2");
    CHECK(error.message == "Row 2, column 2 (logit): \"" + text +
                               "\" does not fit a double; allowed: up to about 1.8e308.");
  }
}

TEST_CASE("a row with too few or too many fields") {
  CHECK(place(refused("token,logit,context\na,1\n")) == "2:3");
  CHECK(refused("token,logit,context\na,1\n").message ==
        "Row 2, column 3: the row has 2 fields, the header has 3. A field that holds a comma "
        "stands in double "
        "quotes.");
  CHECK(place(refused("token,logit\na,1\nb\n")) == "3:2");
  CHECK(place(refused("token,logit\na,1,\n")) == "2:3");
}

TEST_CASE("a quote that never closes points to where it opens") {
  const Error error = refused("token,logit\na,1\n\"b,2\nc,3\n");
  CHECK(place(error) == "3:1");
  CHECK(error.message == "Row 3, column 1: the quote that opens here never closes.");
  CHECK(place(refused("token,logit\na,\"1")) == "2:2");
  CHECK(place(refused("\"token,logit\na,1\n")) == "1:1");
  CHECK(place(refused("token,logit\na,\"\"\"\n")) == "2:2");
}

TEST_CASE("text after a closing quote") {
  const Error error = refused("token,logit\n\"a\"b,1\n");
  CHECK(place(error) == "2:1");
  CHECK(error.message ==
        "Row 2, column 1: text follows the closing quote; allowed: a comma or the end of the "
        "line. A quote inside a field is written twice.");
  CHECK(place(refused("token,logit\n\"a\" ,1\n")) == "2:1");
  SUBCASE("the row is where the quote closes") {
    CHECK(place(refused("token,logit\n\"a\nb\"c,1\n")) == "3:1");
  }
}

TEST_CASE("an empty token") {
  const Error error = refused("token,logit\na,1\n,2\n");
  CHECK(place(error) == "3:1");
  CHECK(error.message ==
        "Row 3, column 1 (token): the token is empty; allowed: any text, a space included.");
  CHECK(place(refused("logit,token\n1,\"\"\n")) == "2:2");
}

TEST_CASE("the same token twice, with both rows") {
  const Error error = refused("token,logit\nsunny,1\nrainy,2\nsunny,3\n");
  CHECK(place(error) == "4:1");
  CHECK(error.value == "sunny");
  CHECK(error.message ==
        "Row 4, column 1 (token): the token \"sunny\" stands in row 2 already; each token may "
        "stand once.");
  SUBCASE(
      "rows are counted as an editor counts them, blank lines and line breaks in quotes included") {
    CHECK(refused("token,logit\n\n\"x\ny\",0\nsunny,1\r\n\r\nsunny,3\n").message ==
          "Row 7, column 1 (token): the token \"sunny\" stands in row 5 already; each token may "
          "stand once.");
  }
}

TEST_CASE("two contexts") {
  const Error error = refused("token,logit,context\na,1,Once\nb,2,Twice\n");
  CHECK(place(error) == "3:3");
  CHECK(error.field == "context");
  CHECK(error.value == "Twice");
  CHECK(error.message ==
        "Row 3, column 3 (context): the context differs from that of the rows before, "
        "\"Once\"; one file holds one context.");
}

TEST_CASE("bytes that are no text") {
  const auto isRefusedAt = [](std::string_view text, std::size_t byte, int row) {
    const Error error = refused(text);
    CHECK(error.row == row);
    CHECK(error.message == "Row " + std::to_string(row) + ": byte " + std::to_string(byte) +
                               " of the file is no text; allowed: a CSV saved as UTF-8.");
  };
  using namespace std::string_view_literals;
  SUBCASE("a zero byte") {
    isRefusedAt("token,logit\na\0b,1\n"sv, 14, 2);
  }
  SUBCASE("a picture") {
    isRefusedAt("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv, 1, 1);
  }
  SUBCASE("Latin-1") {
    isRefusedAt("token,logit\nschl\xe4"
                "ft,1\n",
                17, 2);
  }
  SUBCASE("a character cut short") {
    isRefusedAt("token,logit\na,1\nb,\xe2\x82", 19, 3);
  }
  SUBCASE("a lone continuation") {
    isRefusedAt("token,logit\r\n\x80,1\r\n", 14, 2);
  }
  SUBCASE("an overlong form") {
    isRefusedAt("\xc0\xaf", 1, 1);
  }
  SUBCASE("an overlong form of three bytes") {
    isRefusedAt("\xe0\x80\xaf", 1, 1);
  }
  SUBCASE("an overlong form of four bytes") {
    isRefusedAt("\xf0\x80\x80\xaf", 1, 1);
  }
  SUBCASE("a surrogate") {
    isRefusedAt("a\xed\xa0\x80", 2, 1);
  }
  SUBCASE("beyond U+10FFFF") {
    isRefusedAt("\xf4\x90\x80\x80", 1, 1);
  }
  SUBCASE("a lead byte that never is") {
    isRefusedAt("\xff", 1, 1);
  }
}

TEST_CASE("UTF-16 is recognised") {
  using namespace std::string_view_literals;
  const std::string sentence = "Row 1, column 1: the file is UTF-16; save it as UTF-8.";
  CHECK(refused("\xff\xfet\0o\0k\0"sv).message == sentence);
  CHECK(refused("\xfe\xff\0t\0o\0k"sv).message == sentence);
}

TEST_CASE("sixteen million commas in one row are refused before they take memory") {
  const Error error = test::mustFail(parseCsv("token,logit\na,1" + std::string(16'000'000, ',')));
  CHECK(error.row == 2);
  CHECK(error.column == 1001);
  CHECK(error.message ==
        "Row 2, column 1001: the row has more than 1000 fields; needed: token, logit and perhaps context.");
}

TEST_CASE("a million rows are refused at the first that is too many") {
  std::string text = "token,logit\n";
  text.reserve(16'000'000);
  for (int i = 0; i < 1'000'000; ++i) {
    text += std::to_string(i);
    text += ",1.5\n";
  }
  REQUIRE(text.size() < kMaxCsvBytes);
  const Error error = refused(text);
  CHECK(place(error) == "262146:1"); // the header is row 1
  CHECK(error.message == "Row 262146, column 1: too many tokens; allowed: up to 262144.");
}

TEST_CASE("a file beyond 16 MB is refused by its size") {
  std::string text = "token,logit\na,1\n";
  text.resize(kMaxCsvBytes, '\n');
  CHECK(parseCsv(text));
  text += '\n';
  const Error error = refused(text);
  CHECK(place(error) == "1:1");
  CHECK(error.message == "Row 1, column 1: the file has 16777217 bytes; allowed: up to 16777216.");
}

TEST_CASE("a sentence stays a sentence, however long the field that it quotes") {
  const std::string wide(100'000, 'x');
  const std::string accents = [] {
    std::string text;
    for (int i = 0; i < 1000; ++i)
      text += "ä";
    return "x" + text; // so that the cut would fall inside a character
  }();
  for (const std::string& text :
       {"token,logit\na," + wide + "\n", "token,logit\n" + wide + ",1\n" + wide + ",2\n",
        "token,logit,context\na,1," + wide + "\nb,2,c\n",
        "token,logit,context\na,1,c\nb,2," + wide + "\n", "token,logit\na," + accents + "\n",
        wide + "\n", "token,logit\n\"" + wide, "token,logit\na,1e999" + wide}) {
    const Error error = refused(text);
    CHECK(error.message.size() < 300);
    CHECK(error.value.size() < 60);
  }
  CHECK(refused("token,logit\na," + accents + "\n").value.ends_with("ä…"));
}

} // namespace logitscope
