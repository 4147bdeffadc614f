#include "logitscope/presets.h"

#include <algorithm>
#include <vector>

namespace logitscope {

namespace {

template <typename... Params> Chain chainOf(const Params&... params) {
  return {Stage{params}...};
}

constexpr std::string_view kCourse = "a course chapter's table of recipes";

std::vector<Preset> makePresets() {
  return {
      {"greedy", "Greedy", "Code and structured output: the most likely token, always.", kCourse,
       Dialect::Textbook, chainOf(TemperatureParams{0})},
      {"focused", "Focused", "Technical writing: slight variation.", kCourse, Dialect::Textbook,
       chainOf(TemperatureParams{0.3}, TopPParams{0.9})},
      {"balanced", "Balanced", "General conversation.", kCourse, Dialect::Textbook,
       chainOf(TemperatureParams{0.7}, TopPParams{0.9})},
      {"creative", "Creative", "Creative writing that stays coherent.", kCourse, Dialect::Textbook,
       chainOf(TemperatureParams{1}, TopPParams{0.95})},
      {"fixedPool", "Fixed pool", "Story generation from the 50 most likely tokens.", kCourse,
       Dialect::Textbook, chainOf(TemperatureParams{1}, TopKParams{50})},
      {"brainstorming", "Brainstorming", "Very creative, at some risk.", kCourse, Dialect::Textbook,
       chainOf(TemperatureParams{1.2}, TopPParams{0.95})},
      {"warmMinP", "Warm with min-p", "A high temperature that min-p keeps from the tail.",
       "Nguyen et al. 2024, arXiv:2407.01082", Dialect::Textbook,
       chainOf(TemperatureParams{1.5}, MinPParams{0.1})},
      {"lessRepetitive", "Less repetitive",
       "Balanced, and each word costs a little more every time that it returns.",
       "a course chapter's worked generation", Dialect::Textbook,
       chainOf(FrequencyPenaltyParams{0.3}, TemperatureParams{0.7}, TopPParams{0.9})},
      {"threeFilters", "Three filters", "Temperature, top-k and top-p in one chain.",
       "a course project's demonstration", Dialect::Textbook,
       chainOf(TemperatureParams{0.7}, TopKParams{3}, TopPParams{0.9})},
      {"mirostat", "Mirostat", "Every token about as surprising as the last.",
       "Basu et al. 2021, arXiv:2007.14966", Dialect::Textbook, chainOf(MirostatParams{2, 5, 0.1})},
      {"transformersDefault", "transformers, as shipped",
       "What generate() samples with unless told otherwise.",
       "transformers 5.12.1, GenerationConfig", Dialect::Transformers,
       chainOf(TemperatureParams{1}, TopKParams{50}, TopPParams{1})},
      {"llamaCppDefault", "llama.cpp, as shipped",
       "The command line's samplers in their order, the idle ones included.",
       "llama.cpp 0.7.0, common_params_sampling", Dialect::LlamaCpp,
       chainOf(RepetitionPenaltyParams{1, 64}, DryParams{.multiplier = 0}, TopNSigmaParams{0},
               TopKParams{40}, TypicalPParams{1}, TopPParams{0.95}, MinPParams{0.05},
               XtcParams{0, 0.1}, TemperatureParams{0.8})},
  };
}

} // namespace

std::span<const Preset> presets() {
  static const std::vector<Preset> list = makePresets();
  return list;
}

const Preset* findPreset(std::string_view id) {
  const auto found = std::ranges::find(presets(), id, &Preset::id);
  return found == presets().end() ? nullptr : &*found;
}

} // namespace logitscope
