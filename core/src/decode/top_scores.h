#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace logitscope::decode {

/// The positions of the [count] largest scores, largest first: what `torch.topk` answers.
///
/// Equal scores are common here (places without a sequence all hold −10⁹, and the same tokens in
/// another order add up to the same sum), so their order decides what a search returns. PyTorch
/// leaves it to the C++ library that it was built with: nth_element, then sort. sorting.h lays both
/// down, step for step, so that every compiler gives the order of the Linux builds. From 64 · count
/// scores on PyTorch takes another way; there lower positions come first here.
///
/// [count] is at most the number of scores. No NaN.
std::vector<std::size_t> topScores(std::span<const float> scores, std::size_t count);

} // namespace logitscope::decode
