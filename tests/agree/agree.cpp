// Prints what run answers to thousands of random cases, so that tests/agree/agree.test.mjs can hold the
// native answers and the wasm's against each other.

#define DOCTEST_CONFIG_IMPLEMENT
#include "../core/random_chains.h"

#include <cstdio>

int main() {
  using namespace logitscope;
  test::Dice dice(77);
  for (int number = 0; number < 3000; ++number) {
    const test::Case c = test::randomCaseInAny(dice, number);
    const auto trace = run(c.request());
    if (!trace) {
      std::printf("%s\n", trace.error().message.c_str());
      continue;
    }
    std::printf("%d", trace->picked ? static_cast<int>(trace->picked->id) : -1);
    for (std::size_t i = 0; i < trace->ids.size(); ++i)
      std::printf(" %u:%.17g", trace->ids[i], trace->probabilities[i]);
    std::printf(" | %.17g %.17g\n", trace->after.entropy, trace->klDivergence);
  }
  return 0;
}
