// How figures are written, everywhere in the product.

#include "support.h"

#include <bit>

namespace logitscope {

using test::kInf;
using test::kNan;

TEST_CASE("percent writes a probability as the whole product does") {
  CHECK(percent(0.862) == "86.2 %");
  CHECK(percent(0.064) == "6.40 %");
  CHECK(percent(0.00013) == "0.013 %");
  CHECK(percent(3.1e-8) == "3.1e-6 %");
  CHECK(percent(0) == "0 %");
  CHECK(percent(1) == "100.0 %");
  CHECK(percent(0.5) == "50.0 %");
  SUBCASE("where one form gives way to the next") {
    CHECK(percent(0.0995) == "9.95 %");
    CHECK(percent(0.09994) == "9.99 %");
    CHECK(percent(0.09996) == "10.0 %");
    CHECK(percent(0.1) == "10.0 %");
    CHECK(percent(0.001) == "0.10 %");
    CHECK(percent(0.000994) == "0.099 %");
    CHECK(percent(0.0009996) == "0.10 %");
    CHECK(percent(1.001e-5) == "0.001 %");
    CHECK(percent(9.4e-6) == "9.4e-4 %");
    CHECK(percent(9.99e-6) == "0.001 %");
    CHECK(percent(5e-324 / 100) == "0 %");
  }
  SUBCASE("never a bound") {
    CHECK(percent(1e-300) == "1.0e-298 %");
    CHECK(percent(1.23e-12) == "1.2e-10 %");
  }
  SUBCASE("no probability at all") {
    CHECK(percent(kNan) == "NaN");
    CHECK(percent(kInf) == "inf");
  }
}

TEST_CASE("figure writes three digits, and more when asked") {
  CHECK(figure(0.9124999) == "0.912");
  CHECK(figure(0.6394267984578837) == "0.639");
  CHECK(figure(0.9) == "0.9");
  CHECK(figure(40.9) == "40.9");
  CHECK(figure(1234.5) == "1234");
  CHECK(figure(2) == "2");
  CHECK(figure(-2.345) == "-2.35");
  CHECK(figure(9.996) == "10");
  CHECK(figure(0.9124999, 5) == "0.9125");
  CHECK(figure(0.9124999, 1) == "0.9");
  SUBCASE("zero has no sign") {
    CHECK(figure(0) == "0");
    CHECK(figure(-0.0) == "0");
  }
  SUBCASE("an exponent below 0.001 and from a million on") {
    CHECK(figure(0.001) == "0.001");
    CHECK(figure(0.00099) == "9.9e-4");
    CHECK(figure(0.000999) == "9.99e-4");
    CHECK(figure(1e-7) == "1e-7");
    CHECK(figure(-1.234e-10) == "-1.23e-10");
    CHECK(figure(999999) == "999999");
    CHECK(figure(1000000) == "1e6");
    CHECK(figure(12345678) == "1.23e7");
    CHECK(figure(1e300) == "1e300");
  }
  SUBCASE("numbers that are none") {
    CHECK(figure(kNan) == "NaN");
    CHECK(figure(-kNan) == "NaN");
    CHECK(figure(kInf) == "inf");
    CHECK(figure(-kInf) == "-inf");
  }
}

TEST_CASE("fixedNumber keeps its decimals") {
  CHECK(fixedNumber(40.9081, 2) == "40.91");
  CHECK(fixedNumber(16.4, 2) == "16.40");
  CHECK(fixedNumber(0, 3) == "0.000");
  CHECK(fixedNumber(2.5, 0) == "2");
  CHECK(fixedNumber(3.5, 0) == "4");
  CHECK(fixedNumber(-1.005, 2) == "-1.00"); // 1.005 is a little less in binary
  CHECK(fixedNumber(1.7976931348623157e308, 2).size() == 309 + 3);
  CHECK(fixedNumber(-kInf, 2) == "-inf");
}

TEST_CASE("sentence puts each word in its place, in the form said there") {
  CHECK(sentence("nothing", {}) == "nothing");
  CHECK(sentence("{} of {}", {"one", std::string("two")}) == "one of two");
  CHECK(sentence("{}{}", {std::string_view(), 7}) == "7");
  CHECK(sentence("{}, {}, {}", {-0.5, 262144, -0.0}) == "-0.5, 262144, -0");
  CHECK(sentence("{figure}; {percent}", {0.9124999, 0.862}) == "0.912; 86.2 %");
  CHECK(sentence("{tokens}, {tokens}.", {1, 3}) == "1 token, 3 tokens.");
  CHECK(sentence("{} stays", {"{}"}) == "{} stays");
}

TEST_CASE("exactNumber is the shortest text that reads back as the same number") {
  CHECK(exactNumber(0.1) == "0.1");
  CHECK(exactNumber(1) == "1");
  CHECK(exactNumber(-2.8) == "-2.8");
  CHECK(exactNumber(1e-7) == "1e-7");
  CHECK(exactNumber(0) == "0");
  CHECK(exactNumber(10) == "10");
  CHECK(exactNumber(40) == "40");
  CHECK(exactNumber(-1200) == "-1200");
  CHECK(exactNumber(100000) == "100000");
  CHECK(exactNumber(9007199254740991) == "9007199254740991");
  CHECK(exactNumber(4294967296.5) == "4294967296.5");
  CHECK(exactNumber(0.0005) == "0.0005");
  CHECK(exactNumber(0.00005) == "5e-5");
  CHECK(exactNumber(1.5e20) == "1.5e20");
  CHECK(exactNumber(5e-324) == "5e-324");
  CHECK(exactNumber(1.7976931348623157e308) == "1.7976931348623157e308");
  CHECK(exactNumber(-0.0) == "-0");
  CHECK(exactNumber(0.1 + 0.2) == "0.30000000000000004");
  CHECK(exactNumber(-kInf) == "-inf");
  CHECK(exactNumber(kInf) == "inf");
  CHECK(exactNumber(kNan) == "NaN");
}

TEST_CASE("exactNumber reads back as the same bits, whatever the number") {
  test::Dice dice(17);
  for (int i = 0; i < 3000; ++i) {
    const double value = i % 2 == 0 ? std::bit_cast<double>(dice.bits()) : dice.between(-100, 100);
    if (!std::isfinite(value)) continue;
    const double back = std::strtod(exactNumber(value).c_str(), nullptr);
    CHECK(std::bit_cast<std::uint64_t>(back) == std::bit_cast<std::uint64_t>(value));
  }
}

TEST_CASE("listInWords puts or before the last") {
  using Words = std::vector<std::string_view>;
  CHECK(listInWords(Words{}).empty());
  CHECK(listInWords(Words{"a"}) == "a");
  CHECK(listInWords(Words{"a", "b"}) == "a or b");
  CHECK(listInWords(Words{"a", "b", "c"}) == "a, b or c");
}

} // namespace logitscope
