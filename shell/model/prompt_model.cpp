#include "model/prompt_model.h"

#include <array>
#include <cstddef>

namespace logitscope::shell {

namespace {

constexpr std::size_t kBytes = 256;
constexpr std::string_view kLineBreak = "↵";

/// Line breaks and bytes that are no characters have no look of their own.
std::string shownText(TokenId id, const std::string& text) {
  if (text == "\n") return std::string(kLineBreak);
  const bool isVisible = id >= kBytes || (id > 32 && id < 127);
  if (isVisible) return text;
  constexpr std::array<char, 17> kDigits = {"0123456789ABCDEF"};
  return std::string("<0x") + kDigits[id / 16] + kDigits[id % 16] + '>';
}

} // namespace

std::optional<Error> PromptModel::learn(std::string_view text, std::string source) {
  auto model = trainNgram(text);
  if (!model) return model.error();
  model_ = std::move(model).value();
  source_ = std::move(source);
  shown_.clear();
  const auto& vocabulary = model_->vocabulary();
  for (TokenId id = 0; id < vocabulary.size(); ++id)
    shown_.push_back(shownText(id, vocabulary[id]));
  return std::nullopt;
}

Scenario PromptModel::answer(std::string_view prompt) const {
  const std::size_t last = prompt.find_last_not_of(' ');
  const std::string shown(prompt.substr(0, last == std::string_view::npos ? 0 : last + 1));
  // A line break that was taken stands in the prompt as it was shown.
  std::string text = shown;
  for (std::size_t at = text.find(kLineBreak); at != std::string::npos; at = text.find(kLineBreak))
    text.replace(at, kLineBreak.size(), "\n");
  // The model's own ids: it knows them all.
  return {.tokens = shown_,
          .logits = model_->logits(model_->encode(text)).value(),
          .context = shown,
          .source = source_};
}

} // namespace logitscope::shell
