#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace logitscope {

/// Position of a token in the vocabulary, and so in every array of logits.
using TokenId = std::uint32_t;

/// The largest vocabulary that is accepted. Gemma's 262,144 is the largest in wide use.
inline constexpr std::size_t kMaxTokens = 262'144;

/// What the model said for one step: a text for each token, its logit, and the text before.
struct Scenario {
  /// Text of each token, by id. UTF-8.
  std::vector<std::string> tokens;
  /// Raw score of each token, by id; any finite number, or -inf for a token already ruled out.
  std::vector<double> logits;
  /// The prompt that these logits continue. May be empty.
  std::string context;
  /// Where the figures come from, in a few words for the reader: a file's name, "illustrative".
  std::string source;
};

/// The prompt with [token] appended, as a reader would write it.
///
/// Tokenizers that mark word starts put the space into the token (" Paris"); tables written by hand
/// ("sleeping") do not. A scenario in which no token starts with a space gets one between words.
std::string completeSentence(const Scenario& scenario, TokenId token);

} // namespace logitscope
