#pragma once

#include "logitscope/decode.h"

namespace logitscope::decode {

/// How many coins one run of this chain takes: the draw's, and one for each stage that tosses.
std::size_t coinsNeeded(const Chain& chain);

/// The first thing that is wrong with where luck comes from; empty when nothing is.
std::optional<Error> checkLuck(const DecodeOptions& options);

/// Of the survivors of [trace], the position of the one with the largest logit + noise.
std::size_t largestWithNoise(const Trace& trace, double seed, std::size_t step);

} // namespace logitscope::decode
