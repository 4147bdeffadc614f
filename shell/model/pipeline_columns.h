#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace logitscope::shell {

/// The five columns of the pipeline, in the order in which a token meets them.
enum class PipelineColumn { Logits, Temperature, Softmax, Cut, Draw };
inline constexpr std::size_t kPipelineColumnCount = 5;
inline constexpr std::array<std::string_view, kPipelineColumnCount> kPipelineTitles = {
    "Logits", "Temperature", "Softmax", "Cut", "Draw"};

} // namespace logitscope::shell
