#pragma once

#include "model/vocabulary.h"

#include <cstddef>
#include <string>
#include <vector>

namespace logitscope::ngram {

/// How words begin and end, for spelling the ones that are unknown: beginnings of up to 3
/// characters with the space before (" un"), ends of 2 to 4 ("ing"). The [most] that are shared by
/// the most different words, the most shared first, and none that only a few share.
std::vector<std::string> wordPieces(const Stretches& stretches, std::size_t most);

} // namespace logitscope::ngram
