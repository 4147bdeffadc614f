#include "model/text_reading.h"

#include "logitscope/metrics.h"
#include "model/ranked.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace logitscope::shell {

namespace {

ReadToken readToken(const LogitSource& model, std::span<const TokenId> context, TokenId id) {
  const std::vector<double> logits = model.logits(context);
  const Softmax chances = softmax(logits);
  ReadToken token{.id = id};
  token.entropy = metricsOf(chances.probabilities).entropy;
  token.probability = chances.probabilities[id];
  token.surprise = (chances.logNormaliser - logits[id]) / std::numbers::ln2;
  token.rank = rankOf(logits, id);
  for (const TokenId likely : mostLikely(logits, kLikelyTokens))
    token.likely[token.likelyCount++] = {likely, chances.probabilities[likely]};
  return token;
}

std::size_t countOfShared(std::span<const TokenId> ids, std::span<const ReadToken> tokens) {
  const auto differ = std::ranges::mismatch(ids, tokens, {}, {}, &ReadToken::id);
  return static_cast<std::size_t>(differ.in1 - ids.begin());
}

} // namespace

TextReadingPtr readText(const LogitSourcePtr& model, const std::string& text,
                        const TextReadingPtr& before) {
  const bool isSameModel = before && before->model == model;
  if (isSameModel && before->text == text) return before;
  auto reading = std::make_shared<TextReading>(TextReading{.model = model, .text = text});
  const std::vector<TokenId> ids = model->encode(text);
  const auto shown = std::span(ids).first(std::min(ids.size(), kMaxReadTokens));
  reading->allTokens = ids.size();
  reading->tokens.reserve(shown.size());
  if (isSameModel) {
    const auto shared = std::span(before->tokens).first(countOfShared(shown, before->tokens));
    reading->tokens.assign(shared.begin(), shared.end());
  }
  for (std::size_t i = reading->tokens.size(); i < shown.size(); ++i)
    reading->tokens.push_back(readToken(*model, shown.first(i), shown[i]));
  return reading;
}

} // namespace logitscope::shell
