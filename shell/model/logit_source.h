#pragma once

#include "logitscope/ngram.h"
#include "logitscope/scenario.h"
#include "model/recording.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::shell {

/// What answers with logits: a table that knows one step, a model that can be asked again and again,
/// or an answer that was recorded, which knows one way only. Never changes, so documents share it.
class LogitSource {
public:
  virtual ~LogitSource() = default;

  /// The name in links: "cat".
  virtual const std::string& name() const = 0;
  /// Where the figures come from, in a few words for the reader.
  virtual const std::string& description() const = 0;
  /// The text of each token, by id: bytes.
  virtual const std::shared_ptr<const std::vector<std::string>>& vocabulary() const = 0;
  /// How many steps it can be asked for, one after the other.
  virtual std::size_t maxSteps() const = 0;
  /// Tokens after which there is nothing to ask.
  virtual std::vector<TokenId> stopTokens() const = 0;
  virtual std::vector<TokenId> encode(std::string_view text) const = 0;
  /// One for each token of the vocabulary. [context] holds ids of the vocabulary.
  virtual std::vector<double> logits(std::span<const TokenId> context) const = 0;
  /// [text] with a token after it, as a reader would write it.
  virtual std::string append(const std::string& text, TokenId token) const = 0;
  /// What was recorded, where that is all the source knows; else null. The logits are then those of
  /// [rowOf], and which token comes next is no longer open.
  virtual RecordingPtr recording() const { return nullptr; }
};

using LogitSourcePtr = std::shared_ptr<const LogitSource>;

/// One row of logits. Only a scenario that core accepts.
LogitSourcePtr makeTableSource(Scenario scenario, std::string name);

/// A trained model.
LogitSourcePtr makeModelSource(NgramModel model, std::string description, std::string name);

/// An answer that was recorded.
LogitSourcePtr makeRecordedSource(RecordingPtr recording, std::string description,
                                  std::string name);

/// The name of the model that learns the page's own texts.
inline constexpr std::string_view kPageModel = "page";

/// New tokens that a model is asked for at most.
inline constexpr std::size_t kMaxModelSteps = 400;

} // namespace logitscope::shell
