#pragma once

#include "machines.h"

#include <optional>

namespace logitscope::web {

/// A model in training, and then the model.
class JsNgram {
public:
  OutcomeValue start(const std::string& bytes, int order);
  /// True when it is done, and the model there.
  bool step(unsigned budget);
  double progress() const { return model_ ? 1 : trainer_->progress(); }

  /// The texts, with � where a token holds less than a character.
  ItemsValue vocabulary() const;
  unsigned eos() const { return model_->eos(); }
  TokensValue encode(const std::string& bytes) const;
  OutcomeValue decode(const TokensValue& ids) const;
  OutcomeValue logits(const TokensValue& context) const;
  double memoryBytes() const { return static_cast<double>(model_->memoryBytes()); }

  const NgramModel& model() const { return *model_; }

private:
  std::optional<NgramTrainer> trainer_;
  std::optional<NgramModel> model_;
};

} // namespace logitscope::web
