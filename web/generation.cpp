// Generation and beam search, driven from JavaScript: it asks the model, which may take its time.

#include "machines.h"
#include "ngram.h"

namespace logitscope::web {

namespace {

val toJs(const DecodeStep& step) {
  Object object;
  object.set("id", step.id);
  object.set("probability", step.probability);
  object.set("logProbability", step.logProbability);
  object.set("kept", step.kept);
  object.set("coin", step.coin);
  object.set("noise", step.noise);
  object.set("state", web::toJs(step.state));
  if (step.trace) object.set("trace", web::toJs(*step.trace));
  return object;
}

class JsGeneration {
public:
  /// [vocabulary] are the texts of the tokens, or nothing.
  OutcomeValue start(const OptionsValue& object, const val& vocabulary, const TokensValue& prompt) {
    auto options = readDecodeOptions(object);
    if (!options) return refused(options.error());
    if (vocabulary.isArray()) {
      options->vocabulary = std::make_shared<const std::vector<std::string>>(
          emscripten::vecFromJSArray<std::string>(vocabulary));
    }
    return begin(std::move(options).value(), prompt);
  }

  /// The same over a model of ours, whose texts need not be whole characters.
  OutcomeValue startWith(const OptionsValue& object, const JsNgram& model,
                         const TokensValue& prompt) {
    auto options = readDecodeOptions(object);
    if (!options) return refused(options.error());
    options->vocabulary = model.model().sharedVocabulary();
    return begin(std::move(options).value(), prompt);
  }

  /// Texts, as bytes, of tokens that were not known before, and which of all end a text.
  void learn(const ItemsValue& texts, const TokensValue& ends) {
    decoder_->learn(emscripten::vecFromJSArray<std::string>(texts), tokensOf(ends));
  }

  MaybeTokensValue wanted() const {
    const auto context = decoder_->wanted();
    return MaybeTokensValue(context ? toUint32Array(*context) : val::null());
  }

  /// The step that was made; nothing where the chain left no token.
  OutcomeValue advance(const DoublesValue& logits) {
    const StepId before = decoder_->current();
    if (auto error = decoder_->advance(doublesOf(logits))) return refused(*error);
    if (decoder_->current() == before) return accepted(val::null());
    return accepted(toJs(decoder_->steps()[decoder_->current()]));
  }

  OutcomeValue result() const {
    Object object;
    object.set("tokens", toUint32Array(decoder_->tokens()));
    object.set("text", toBytes(decoder_->trimmedText()));
    object.set("stopReason", stopReasonName(decoder_->reason()));
    const DecodeStep& last = decoder_->steps()[decoder_->current()];
    object.set("stopSequence", last.stopSequence ? val(*last.stopSequence) : val::null());
    object.set("logProbability", decoder_->sumLogProbability());
    object.set("perplexity", decoder_->perplexity());
    return accepted(object);
  }

private:
  OutcomeValue begin(DecodeOptions options, const TokensValue& prompt) {
    auto decoder = Decoder::make(std::move(options), tokensOf(prompt));
    if (!decoder) return refused(decoder.error());
    decoder_.emplace(std::move(decoder).value());
    return accepted(val::null());
  }

  std::optional<Decoder> decoder_;
};

val toJs(const BeamNode& node) {
  Object object;
  object.set("parent", node.parent == kNoBeamNode ? val::null() : val(node.parent));
  object.set("token", node.parent == kNoBeamNode ? val::null() : val(node.token));
  object.set("step", node.step);
  object.set("logProbability", node.logProbability);
  object.set("sum", node.sum);
  object.set("score", node.score);
  object.set("state", beamStateName(node.state));
  object.set("filler", node.isFiller);
  return object;
}

class JsBeams {
public:
  OutcomeValue start(const OptionsValue& object, const TokensValue& prompt) {
    auto options = readBeamOptions(object);
    if (!options) return refused(options.error());
    auto search = BeamSearch::make(std::move(options).value(), tokensOf(prompt));
    if (!search) return refused(search.error());
    search_.emplace(std::move(search).value());
    return accepted(val::null());
  }

  /// The contexts of the next step; none when it is done.
  ItemsValue wanted() const {
    List list;
    for (const auto& context : search_->wanted())
      list.push(toUint32Array(context));
    return ItemsValue(list);
  }

  OutcomeValue advance(const ItemsValue& rows) {
    std::vector<std::vector<double>> logits;
    const auto count = rows["length"].as<unsigned>();
    for (unsigned i = 0; i < count; ++i)
      logits.push_back(emscripten::convertJSArrayToNumberVector<double>(rows[i]));
    if (auto error = search_->advance(logits)) return refused(*error);
    return accepted(val::null());
  }

  ItemsValue sequences() const {
    List list;
    for (const BeamSequence& sequence : search_->sequences()) {
      Object object;
      object.set("tokens", toUint32Array(sequence.tokens));
      object.set("score", sequence.score);
      object.set("node", sequence.node);
      list.push(object);
    }
    return ItemsValue(list);
  }

  ItemsValue tree() const {
    List list;
    for (const BeamNode& node : search_->tree())
      list.push(toJs(node));
    return ItemsValue(list);
  }

private:
  std::optional<BeamSearch> search_;
};

} // namespace

EMSCRIPTEN_BINDINGS(logitscope_generation) {
  emscripten::register_type<OptionsValue>("object");
  emscripten::register_type<DoublesValue>("Float64Array");
  emscripten::register_type<TokensValue>("Uint32Array");
  emscripten::register_type<MaybeTokensValue>("Uint32Array | null");
  emscripten::register_type<OutcomeValue>("{ value?: any, error?: any }");
  emscripten::register_type<ItemsValue>("any[]");

  emscripten::class_<JsGeneration>("_Generation")
      .constructor<>()
      .function("start(options, vocabulary, prompt)", &JsGeneration::start)
      .function("startWith(options, model, prompt)", &JsGeneration::startWith)
      .function("learn(texts, ends)", &JsGeneration::learn)
      .function("wanted()", &JsGeneration::wanted)
      .function("advance(logits)", &JsGeneration::advance)
      .function("result()", &JsGeneration::result);

  emscripten::class_<JsBeams>("_Beams")
      .constructor<>()
      .function("start(options, prompt)", &JsBeams::start)
      .function("wanted()", &JsBeams::wanted)
      .function("advance(rows)", &JsBeams::advance)
      .function("sequences()", &JsBeams::sequences)
      .function("tree()", &JsBeams::tree);
}

} // namespace logitscope::web
