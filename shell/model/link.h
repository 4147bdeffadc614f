#pragma once

#include "model/actions.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::shell {

// The state in the address, after the "#":
//
//   v1&view=builder&scenario=cat&T=0.7&k=40&p=0.95&seed=42
//
//   v1         the version; links of it work for ever
//   view       which view is open
//   scenario   the table, by name; or
//   prompt     what the text model was asked, and
//   model      its name where it is not the page's own text
//   T k p minP rp   temperature, top-k, top-p, min-p, repetition penalty, where they are not off
//   chain      the stages instead, where they are others: topK:k=40,minKeep=2;mirostat:off
//   dialect    whose rules
//   seed       of the coins: 42 where it is left out, "fresh" where every draw has its own
//   controls   the sliders that can be moved: none, or kinds of stages; left out for all
//   tokens     what was generated: ids, those picked by hand with an m before them
//   columns, n, luck       strategies: their names, tokens each, "own"
//   passage or text, at    entropy: the text and the token looked at
//   over, cumulative       tail: the preset laid over it, and 0 without the cumulative curve
//   beams, lengthPenalty, earlyStopping, maxNewTokens   beam: how it searches
//   steps, node            beam: how far it is shown, and the node looked at
//   draws, rule            draws: how many, and by which rule where it is not the right one

/// The longest that is read.
inline constexpr std::size_t kLongestLink = 8192;

/// What a link says of where the logits come from: the page has to fetch that before the rest can
/// be followed.
struct LinkedSource {
  std::string scenario;
  std::optional<std::string> prompt;
  std::string model;
};

/// The state as it is, without "#".
std::string linkOf(const Document& document);

LinkedSource sourceOf(std::string_view link);

/// The actions that lead from [document], its source already in place, to what the link says; what it
/// does not name is as at first. What is wrong in it is left out and told in [problems], a sentence
/// each. Fresh draws come from [freshSeed].
std::vector<Action> followLink(std::string_view link, const Document& document, double freshSeed,
                               std::vector<std::string>& problems);

/// The same for some fields alone: what the link does not name stays.
std::vector<Action> followFields(std::string_view link, const Document& document, double freshSeed,
                                 std::vector<std::string>& problems);

} // namespace logitscope::shell
