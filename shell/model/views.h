#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace logitscope::shell {

/// The ways of looking at one and the same generation.
enum class View { Pipeline, Builder, Strategies, Entropy, Tail, Chain, Beam, Draws, Sweep, Edge };
inline constexpr std::size_t kViewCount = 10;

struct ViewInfo {
  View view{};
  /// In links and in the tag: "pipeline".
  std::string_view name;
  std::string_view label;
  /// One line on what it shows.
  std::string_view summary;
  /// It asks for more steps than a table of logits knows.
  bool needsModel = false;
  /// The reader's chain decides what it shows; the seed does.
  bool usesChain = true;
  bool usesSeed = true;
};

/// In the order of the tabs.
inline constexpr std::array<ViewInfo, kViewCount> kViews = {{
    {View::Pipeline, "pipeline", "Pipeline", "From raw scores to one token, in five stages.", false},
    {View::Builder, "builder", "Builder", "You are the sampler: pick the tokens yourself.", false},
    {View::Strategies, "strategies", "Strategies", "The same prompt, continued in different ways.",
     true, false},
    {View::Entropy, "entropy", "Entropy", "How sure the model is, token by token, of a text.", true,
     false, false},
    {View::Tail, "tail", "Tail", "The whole vocabulary by rank, down to the least likely token.",
     false},
    {View::Chain, "chain", "Chain", "The stages in any order, and what each library's rules make of them.",
     false},
    {View::Beam, "beam", "Beam", "Beam search as a tree: what lives on, what is finished, what is pruned.",
     true, false, false},
    {View::Draws, "draws", "Draws", "The same step drawn up to a million times, against what it should give.",
     false},
    {View::Sweep, "sweep", "Sweep", "Two parameters against each other: what each pair of values leaves.",
     false, true, false},
    {View::Edge, "edge", "Edge", "Where arithmetic decides: ties, sums on a threshold, the order of a sum.",
     false, false, false},
}};

constexpr const ViewInfo& viewInfo(View view) {
  return kViews[static_cast<std::size_t>(view)];
}

/// By name; empty when there is no such view.
constexpr std::optional<View> findView(std::string_view name) {
  for (const ViewInfo& info : kViews) {
    if (info.name == name) return info.view;
  }
  return std::nullopt;
}

} // namespace logitscope::shell
