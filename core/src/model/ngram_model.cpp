#include "decode/checks.h"

#include "logitscope/ngram.h"
#include "logitscope/words.h"
#include "model/model_data.h"

#include <utility>

namespace logitscope {

NgramModel::NgramModel(std::shared_ptr<const ngram::ModelData> data) : data_(std::move(data)) {}

const std::vector<std::string>& NgramModel::vocabulary() const {
  return *data_->vocabulary.texts();
}

std::shared_ptr<const std::vector<std::string>> NgramModel::sharedVocabulary() const {
  return data_->vocabulary.texts();
}

TokenId NgramModel::eos() const {
  return ngram::kEndToken;
}

int NgramModel::order() const {
  return static_cast<int>(data_->levels.size()) + 1;
}

std::vector<TokenId> NgramModel::encode(std::string_view text) const {
  return data_->vocabulary.encode(text);
}

Result<std::string> NgramModel::decode(std::span<const TokenId> ids) const {
  if (auto error = decode::checkTokens(ids, "ids", vocabulary().size())) return *error;
  std::string text;
  for (const TokenId id : ids) {
    if (id != ngram::kEndToken) text += vocabulary()[id];
  }
  return text;
}

Result<std::vector<double>> NgramModel::logits(std::span<const TokenId> context) const {
  std::vector<double> out(vocabulary().size());
  if (auto error = logitsInto(context, out)) return *error;
  return out;
}

std::optional<Error> NgramModel::logitsInto(std::span<const TokenId> context,
                                            std::span<double> out) const {
  if (auto error = decode::checkTokens(context, "context", vocabulary().size())) return error;
  if (out.size() != vocabulary().size()) {
    const std::string length = std::to_string(out.size());
    return Error{.code = ErrorCode::WrongLength,
                 .field = "out",
                 .value = length,
                 .message = sentence("out has {} places; allowed: {}, one for each token.",
                                     {length, vocabulary().size()})};
  }
  ngram::predict(*data_, context, out);
  return std::nullopt;
}

std::size_t NgramModel::trainedTokens() const {
  return data_->stream.size() - 1;
}

std::size_t NgramModel::trainedDocuments() const {
  return data_->documents;
}

std::size_t NgramModel::memoryBytes() const {
  return data_->memoryBytes();
}

} // namespace logitscope
