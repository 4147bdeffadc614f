#include "model/logit_source.h"

#include <algorithm>
#include <utility>

namespace logitscope::shell {

namespace {

class TableSource final : public LogitSource {
public:
  TableSource(Scenario scenario, std::string name)
      : name_(std::move(name)),
        vocabulary_(std::make_shared<const std::vector<std::string>>(scenario.tokens)),
        scenario_(std::move(scenario)) {}

  const std::string& name() const override { return name_; }
  const std::string& description() const override { return scenario_.source; }
  const std::shared_ptr<const std::vector<std::string>>& vocabulary() const override {
    return vocabulary_;
  }
  std::size_t maxSteps() const override { return 1; }
  std::vector<TokenId> stopTokens() const override { return {}; }
  std::vector<TokenId> encode(std::string_view /*text*/) const override { return {}; }
  std::vector<double> logits(std::span<const TokenId> /*context*/) const override {
    return scenario_.logits;
  }
  std::string append(const std::string& text, TokenId token) const override {
    // The table was written for one prompt; whoever asks appends to that.
    return text == scenario_.context ? completeSentence(scenario_, token)
                                     : text + scenario_.tokens[token];
  }

private:
  std::string name_;
  std::shared_ptr<const std::vector<std::string>> vocabulary_;
  Scenario scenario_;
};

class ModelSource final : public LogitSource {
public:
  ModelSource(NgramModel model, std::string description, std::string name)
      : model_(std::move(model)), description_(std::move(description)), name_(std::move(name)),
        vocabulary_(model_.sharedVocabulary()) {}

  const std::string& name() const override { return name_; }
  const std::string& description() const override { return description_; }
  const std::shared_ptr<const std::vector<std::string>>& vocabulary() const override {
    return vocabulary_;
  }
  std::size_t maxSteps() const override { return kMaxModelSteps; }
  std::vector<TokenId> stopTokens() const override { return {model_.eos()}; }
  std::vector<TokenId> encode(std::string_view text) const override { return model_.encode(text); }
  std::vector<double> logits(std::span<const TokenId> context) const override {
    return model_.logits(context).value();
  }
  std::string append(const std::string& text, TokenId token) const override {
    return token == model_.eos() ? text : text + (*vocabulary_)[token];
  }

private:
  NgramModel model_;
  std::string description_;
  std::string name_;
  std::shared_ptr<const std::vector<std::string>> vocabulary_;
};

class RecordedSource final : public LogitSource {
public:
  RecordedSource(RecordingPtr recording, std::string description, std::string name)
      : recording_(std::move(recording)), description_(std::move(description)),
        name_(std::move(name)) {}

  const std::string& name() const override { return name_; }
  const std::string& description() const override { return description_; }
  const std::shared_ptr<const std::vector<std::string>>& vocabulary() const override {
    return recording_->vocabulary;
  }
  std::size_t maxSteps() const override { return recording_->steps.size(); }
  std::vector<TokenId> stopTokens() const override { return {}; }
  /// Nobody knows the prompt's tokens.
  std::vector<TokenId> encode(std::string_view /*text*/) const override { return {}; }
  std::vector<double> logits(std::span<const TokenId> context) const override {
    const std::size_t last = recording_->steps.size() - 1;
    return rowOf(*recording_, recording_->steps[std::min(context.size(), last)]);
  }
  std::string append(const std::string& text, TokenId token) const override {
    return text + (*recording_->vocabulary)[token];
  }
  RecordingPtr recording() const override { return recording_; }

private:
  RecordingPtr recording_;
  std::string description_;
  std::string name_;
};

} // namespace

LogitSourcePtr makeTableSource(Scenario scenario, std::string name) {
  return std::make_shared<const TableSource>(std::move(scenario), std::move(name));
}

LogitSourcePtr makeModelSource(NgramModel model, std::string description, std::string name) {
  return std::make_shared<const ModelSource>(std::move(model), std::move(description),
                                             std::move(name));
}

LogitSourcePtr makeRecordedSource(RecordingPtr recording, std::string description,
                                  std::string name) {
  return std::make_shared<const RecordedSource>(std::move(recording), std::move(description),
                                                std::move(name));
}

} // namespace logitscope::shell
