#pragma once

#include "logitscope/ngram.h"

#include <optional>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// A model that answers any prompt: trained once from a text, then asked as often as one likes.
class PromptModel {
public:
  /// Learns [text], from the page or from the reader. [source] says in a few words where it is from.
  /// Refuses what [trainNgram] refuses; then the model stays what it was.
  std::optional<Error> learn(std::string_view text, std::string source);

  bool hasLearnt() const { return model_.has_value(); }

  /// What the model says after [prompt], as a scenario. Spaces at the end of the prompt belong to the
  /// next token and are left out. Only when it has learnt something.
  Scenario answer(std::string_view prompt) const;

private:
  std::optional<NgramModel> model_;
  /// The texts of the tokens as a reader can see them.
  std::vector<std::string> shown_;
  std::string source_;
};

} // namespace logitscope::shell
