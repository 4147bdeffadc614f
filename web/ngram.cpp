#include "ngram.h"

namespace logitscope::web {

OutcomeValue JsNgram::start(const std::string& bytes, int order) {
  auto trainer = NgramTrainer::make(bytes, {.order = order});
  if (!trainer) return refused(trainer.error());
  trainer_.emplace(std::move(trainer).value());
  return accepted(val::null());
}

bool JsNgram::step(unsigned budget) {
  if (!model_ && trainer_->step(budget)) {
    model_.emplace(trainer_->finish());
    trainer_.reset();
  }
  return model_.has_value();
}

ItemsValue JsNgram::vocabulary() const {
  List list;
  for (const std::string& token : model_->vocabulary())
    list.push(toBytes(token));
  return ItemsValue(list);
}

TokensValue JsNgram::encode(const std::string& bytes) const {
  return TokensValue(toUint32Array(model_->encode(bytes)));
}

OutcomeValue JsNgram::decode(const TokensValue& ids) const {
  const auto text = model_->decode(tokensOf(ids));
  return text ? accepted(toBytes(text.value())) : refused(text.error());
}

OutcomeValue JsNgram::logits(const TokensValue& context) const {
  const auto logits = model_->logits(tokensOf(context));
  return logits ? accepted(toFloat64Array(logits.value())) : refused(logits.error());
}

EMSCRIPTEN_BINDINGS(logitscope_ngram) {
  emscripten::class_<JsNgram>("_Ngram")
      .constructor<>()
      .function("start(bytes, order)", &JsNgram::start)
      .function("step(budget)", &JsNgram::step)
      .function("progress()", &JsNgram::progress)
      .function("vocabulary()", &JsNgram::vocabulary)
      .function("eos()", &JsNgram::eos)
      .function("encode(bytes)", &JsNgram::encode)
      .function("decode(ids)", &JsNgram::decode)
      .function("logits(context)", &JsNgram::logits)
      .function("memoryBytes()", &JsNgram::memoryBytes);
}

} // namespace logitscope::web
