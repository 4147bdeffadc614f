#pragma once

// The same logits under every dialect's rules: who keeps what, and whose rules an unseen server may follow.

#include "logitscope/run.h"

#include <optional>
#include <span>
#include <vector>

namespace logitscope {

/// One step under one dialect.
struct DialectRun {
  Dialect dialect{};
  /// Empty where the dialect refuses the settings: then [error] says why.
  std::optional<Trace> trace;
  std::optional<Error> error;
};

/// Runs the step under each of dialects(), in their order, whatever dialect the request names. The coins are the same for
/// all, so that where they draw different tokens it is the rules.
std::vector<DialectRun> runDialects(const RunRequest& request);

/// The tokens that some of the runs keep and others do not, by ascending id. Runs that were refused have no say.
std::vector<TokenId> differingTokens(std::span<const DialectRun> runs);

/// Whether a run kept the token.
bool keeps(const Trace& trace, TokenId id);

/// The stage of the chain that removed the token, by its place; empty where none did.
std::optional<std::size_t> removedBy(const Trace& trace, TokenId id);

/// What was seen of a server: that a token can come out of it, or never does.
struct Observation {
  TokenId id = 0;
  bool isKept = true;

  bool operator==(const Observation&) const = default;
};

/// The observations that the run contradicts, in their order.
std::vector<Observation> contradictions(const Trace& trace, std::span<const Observation> observations);

} // namespace logitscope
