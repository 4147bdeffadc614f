// Any bytes as a text to learn: refused in a sentence, or a model whose distributions sum to 1 and
// that gives every text back.

#include "input.h"
#include "targets.h"

namespace logitscope::fuzz {

int fuzzNgram(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const int order = 1 + static_cast<int>(input.below(6));
  const std::size_t prefix = input.below(32);
  const std::string text = input.text();
  const auto model = trainNgram(text, {.order = order});
  if (!model) {
    demand(model.error().message.ends_with('.'), "an error is a sentence");
    return 0;
  }
  const std::string sample = text.substr(0, prefix);
  const auto ids = model->encode(sample);
  const auto decoded = model->decode(ids);
  demand(decoded && decoded.value() == sample, "decode undoes encode");
  const auto logits = model->logits(ids);
  demand(static_cast<bool>(logits), "a model answers its own tokens");
  double sum = 0;
  for (const double logit : logits.value()) {
    demand(std::isfinite(logit), "no token has the probability 0");
    sum += std::exp(logit);
  }
  demand(std::abs(sum - 1) < 1e-9, "a distribution sums to 1");
  return 0;
}

} // namespace logitscope::fuzz
