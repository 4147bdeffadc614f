#pragma once

#include "logitscope/draws.h"

#include <array>
#include <string_view>

namespace logitscope::shell {

/// How often one step can be drawn, and how many are drawn at once.
inline constexpr std::size_t kMostDraws = 1'000'000;
inline constexpr std::array<std::size_t, 4> kPortions = {1, 100, 10'000, kMostDraws};

/// Why a recorded answer is not drawn from.
inline constexpr std::string_view kNothingToDraw =
    "A recorded answer names the likely tokens only; what is drawn from all of them it cannot tell.";

struct DrawRuleInfo {
  DrawRule rule{};
  /// In links: "coarseCoin".
  std::string_view name;
  std::string_view label;
  std::string_view summary;
};

/// In the order of [DrawRule]: the right sampler, and two with a fault that no single draw shows.
inline constexpr std::array<DrawRuleInfo, 3> kDrawRules = {{
    {DrawRule::Exact, "exact", "As it should be", "The token on whose stretch of the line the coin falls."},
    {DrawRule::CoarseCoin, "coarseCoin", "A coin of 6 bits",
     "Wrong on purpose: the coin knows 64 places of the line, and stretches that end between them are drawn too often or too rarely."},
    {DrawRule::FavouriteFirst, "favouriteFirst", "One in fifty to the favourite",
     "Wrong on purpose: one draw in fifty tosses no coin and takes the likeliest token."},
}};

constexpr const DrawRuleInfo* findDrawRule(std::string_view name) {
  for (const DrawRuleInfo& info : kDrawRules) {
    if (info.name == name) return &info;
  }
  return nullptr;
}

constexpr const DrawRuleInfo& drawRuleInfo(DrawRule rule) {
  return kDrawRules[static_cast<std::size_t>(rule)];
}

} // namespace logitscope::shell
