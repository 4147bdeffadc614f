#pragma once

/// Logitscope's core: how a language model picks its next token, as pure functions.
///
///   csv.h ──► scenario.h ─┐
///                         ├─► run.h ──► Trace, Explanation
///   stages.h (a chain) ───┤
///   rng.h (the coin) ─────┘        metrics.h: softmax, entropy, KL
///
///   sampler.h: the same chain without the trace, fast
///   dialects.h, presets.h: whose rules a run follows, and chains that somebody recommends
///   compare.h: one step under every dialect, and whose rules a server may follow
///   draws.h: many draws from one step, and how well they agree with it
///   summation.h: sums in two precisions and three orders
///   sweep.h: the same chain at every pair of values of two of its parameters
///   truncated.h: what a chain makes of the top of a distribution, the rest unseen
///   decode.h, beam_search.h: machines that ask for logits and append tokens, one step at a time
///
/// No file, clock, global or screen is touched: what varies is passed in, the coin included, and
/// the same input gives the same bytes. Nothing throws; see result.h.

#include "logitscope/beam_search.h"
#include "logitscope/compare.h"
#include "logitscope/csv.h"
#include "logitscope/decode.h"
#include "logitscope/dialects.h"
#include "logitscope/draws.h"
#include "logitscope/metrics.h"
#include "logitscope/ngram.h"
#include "logitscope/presets.h"
#include "logitscope/result.h"
#include "logitscope/rng.h"
#include "logitscope/run.h"
#include "logitscope/sampler.h"
#include "logitscope/scenario.h"
#include "logitscope/stages.h"
#include "logitscope/summation.h"
#include "logitscope/sweep.h"
#include "logitscope/truncated.h"
#include "logitscope/words.h"
