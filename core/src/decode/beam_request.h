#pragma once

#include "logitscope/beam_search.h"

namespace logitscope::decode {

/// The first thing that is wrong with these options; empty when nothing is.
std::optional<Error> checkOptions(const BeamOptions& options);

} // namespace logitscope::decode
