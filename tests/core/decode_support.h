#pragma once

// Generations driven by tables.

#include "logitscope/decode.h"
#include "support.h"

#include <memory>

namespace logitscope::test {

inline std::shared_ptr<const std::vector<std::string>> vocabularyOf(std::vector<std::string> texts) {
  return std::make_shared<const std::vector<std::string>>(std::move(texts));
}

inline void mustDo(const std::optional<Error>& error) {
  if (error) FAIL_CHECK(error->message);
}

inline Error mustRefuse(const std::optional<Error>& error) {
  if (error) return *error;
  FAIL_CHECK("accepted, although it should have been refused");
  return {};
}

/// Advances until it has ended; [model] maps a context to logits.
template <typename Model> void generate(Decoder& decoder, Model model) {
  while (const auto context = decoder.wanted()) {
    const auto error = decoder.advance(model(*context));
    if (!error) continue;
    FAIL_CHECK(error->message);
    return;
  }
}

/// Every token follows every other with a probability that depends on both; the same for ever.
inline std::vector<double> wanderingLogits(std::span<const TokenId> context, std::size_t size = 6) {
  Dice dice(context.empty() ? 99 : context.back() * 7919 + context.size());
  std::vector<double> logits(size);
  for (double& logit : logits) logit = dice.between(-3, 3);
  return logits;
}

} // namespace logitscope::test
