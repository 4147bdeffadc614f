// Axes: round ticks, figures as they are read, no screen.

#include "widgets/axis.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace logitscope::shell;

namespace {

std::vector<std::string> textsOf(const Axis& axis, int most) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticksOf(axis, most))
    texts.push_back(tick.text);
  return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("ticks stand on 1, 2 and 5 times a power of ten, inside the axis") {
  CHECK(textsOf({.from = 0, .to = 1}, 5) == Texts{"0", "0.2", "0.4", "0.6", "0.8", "1"});
  CHECK(textsOf({.from = -3.7, .to = 6.2}, 4) == Texts{"0", "5"});
  CHECK(textsOf({.from = 0, .to = 0.3, .isPercent = true}, 3) ==
        Texts{"0 %", "10 %", "20 %", "30 %"});
  CHECK(textsOf({.from = 0, .to = 50257}, 3) == Texts{"0", "20,000", "40,000"});
}

TEST_CASE("a log axis has powers of ten, and leaves some out where there is no room") {
  const Axis axis{.from = 1e-6, .to = 1, .isLog = true};
  CHECK(textsOf(axis, 7) == Texts{"1e-6", "1e-5", "1e-4", "0.001", "0.01", "0.1", "1"});
  CHECK(ticksOf(axis, 3).size() <= 4);
  CHECK(shareOn(axis, 1e-3) == doctest::Approx(0.5));
  CHECK(shareOn(axis, 0) == 0);
  CHECK(valueAt(axis, shareOn(axis, 0.02)) == doctest::Approx(0.02));
}

TEST_CASE("an axis of no length, or without room, has no ticks and no share but 0") {
  CHECK(ticksOf({.from = 1, .to = 1}, 5).empty());
  CHECK(ticksOf({.from = 0, .to = 1}, 0).empty());
  CHECK(shareOn({.from = 1, .to = 1}, 3) == 0);
}

TEST_CASE("a value is printed with the figures that count, and never as less than something") {
  const Axis number{};
  const Axis percent{.isPercent = true};
  CHECK(printed(number, 12345.6) == "12,346");
  CHECK(printed(number, 2.5) == "2.5");
  CHECK(printed(number, -1234) == "-1,234");
  CHECK(printed(number, 0.00012) == "1.2e-4");
  CHECK(printed(percent, 0.862) == "86.2 %");
  CHECK(printed(percent, 0.000004) == "4e-4 %");
}

TEST_CASE("an axis says its unit and that it is logarithmic") {
  CHECK(titleOf({.name = "rank", .isLog = true}) == "rank (log scale)");
  CHECK(titleOf({.name = "entropy", .unit = "bits"}) == "entropy (bits)");
  CHECK(titleOf({.name = "time", .unit = "s", .isLog = true}) == "time (s, log scale)");
  CHECK(titleOf({.name = "step"}) == "step");
}
