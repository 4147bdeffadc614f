// A model of four tokens whose figures can be worked out by hand.
#pragma once

#include "model/logit_source.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace logitscope::shell {

/// Every character of a text is a token: a, b, c or a line's end. After an "a" anything may come, with
/// 1/2, 1/4, 1/8 and 1/8; after a "b" only "a"; else all four are as likely. That is 1.75, 0 and 2 bits.
class ToyModel final : public LogitSource {
public:
  const std::string& name() const override { return name_; }
  const std::string& description() const override { return description_; }
  const std::shared_ptr<const std::vector<std::string>>& vocabulary() const override {
    return vocabulary_;
  }
  std::size_t maxSteps() const override { return 8; }
  std::vector<TokenId> stopTokens() const override { return {}; }
  std::vector<TokenId> encode(std::string_view text) const override {
    std::vector<TokenId> ids;
    for (const char letter : text)
      ids.push_back(letter == '\n' ? 3 : static_cast<TokenId>(letter - 'a'));
    return ids;
  }
  std::vector<double> logits(std::span<const TokenId> context) const override {
    ++asked;
    constexpr double kNever = -std::numeric_limits<double>::infinity();
    if (context.empty() || context.back() > 1) return {0, 0, 0, 0};
    if (context.back() == 1) return {0, kNever, kNever, kNever};
    return {std::log(0.5), std::log(0.25), std::log(0.125), std::log(0.125)};
  }
  std::string append(const std::string& text, TokenId token) const override {
    return text + (*vocabulary_)[token];
  }

  /// How often it was asked for logits.
  mutable std::size_t asked = 0;

private:
  std::string name_ = "toy";
  std::string description_ = "made up for a test";
  std::shared_ptr<const std::vector<std::string>> vocabulary_ =
      std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"a", "b", "c", "\n"});
};

} // namespace logitscope::shell
