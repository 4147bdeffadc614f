#include "model/strategies.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

constexpr std::size_t kBeams = 4;

} // namespace

std::vector<Strategy> firstStrategies() {
  return {
      {"greedy", "Greedy", {{TemperatureParams{0}}}},
      {"topK40", "Top-k 40", {{TopKParams{.k = 40}}}},
      {"topP90", "Top-p 0.9", {{TopPParams{.p = 0.9}}}},
      {"creative15", "Creative 1.5", {{TemperatureParams{1.5}}, {TopPParams{.p = 0.9}}}},
      {"minP10", "Min-p 0.1", {{MinPParams{.p = 0.1}}}},
      {"beam4", "Beam search, 4 wide", {}, kBeams},
  };
}

std::optional<Strategy> findStrategy(std::string_view name) {
  const auto own = firstStrategies();
  const auto found = std::ranges::find(own, name, &Strategy::name);
  if (found != own.end()) return *found;
  const Preset* preset = findPreset(name);
  if (preset == nullptr) return std::nullopt;
  return Strategy{std::string(preset->id), std::string(preset->label), preset->chain};
}

} // namespace logitscope::shell
