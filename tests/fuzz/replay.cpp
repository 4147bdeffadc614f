// Plays the kept inputs of every fuzzer again: replay <folder>, which holds a folder for each.

#include "targets.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

using Target = int (*)(const std::uint8_t*, std::size_t);

struct Named {
  const char* name;
  Target target;
};

constexpr Named kTargets[] = {
    {"run", logitscope::fuzz::fuzzRun},
    {"chain", logitscope::fuzz::fuzzChain},
    {"csv", logitscope::fuzz::fuzzCsv},
    {"ngram", logitscope::fuzz::fuzzNgram},
};

/// How many there were.
int replay(const std::filesystem::path& folder, Target target) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    // Whoever breaks ends the process; the last name printed is theirs.
    std::fprintf(stderr, "%s\n", entry.path().c_str());
    target(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    ++count;
  }
  return count;
}

} // namespace

int main(int argumentCount, char** arguments) {
  if (argumentCount != 2) return 2;
  for (const Named& one : kTargets) {
    const int count = replay(std::filesystem::path(arguments[1]) / one.name, one.target);
    std::printf("%s: %d inputs\n", one.name, count);
    if (count == 0) return 1;
  }
  return 0;
}
