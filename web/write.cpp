// To JavaScript: plain objects and typed arrays that own their memory.

#include "convert.h"

#include <limits>

namespace logitscope::web {

namespace {

val text(std::string_view value) {
  return val(std::string(value));
}

val pairOf(double first, double second) {
  List pair;
  pair.push(val(first));
  pair.push(val(second));
  return pair;
}

} // namespace

val toJs(const StageTrace& stage) {
  Object object;
  object.set("kind", stageInfo(stage.kind).id);
  object.set("label", stage.label);
  object.set("enabled", stage.isEnabled);
  object.set("threshold", stage.threshold);
  object.set("changed", stage.changed);
  object.set("kept", stage.kept);
  object.set("removed", toUint32Array(stage.removed));
  Object figures;
  for (const StageFigure& figure : stage.figures)
    figures.set(std::string(figure.name).c_str(), figure.value);
  object.set("figures", figures);
  object.set("note", stage.note);
  return object;
}

val toJs(const Pick& pick) {
  Object object;
  object.set("id", pick.id);
  object.set("probability", pick.probability);
  object.set("interval", pairOf(pick.from, pick.to));
  return object;
}

val toJs(const TokenAtStage& at) {
  Object object;
  object.set("logit", at.logit);
  object.set("probability", at.probability);
  object.set("kept", at.isKept);
  object.set("margin", at.margin);
  object.set("sentence", at.sentence);
  return object;
}

val toJs(const ParamInfo& param) {
  Object object;
  object.set("name", param.name);
  object.set("label", param.label);
  object.set("help", param.help);
  object.set("type", paramTypeName(param.type));
  if (!param.isNumber()) {
    object.set("default", val::array());
    object.set("allowed", param.type == ParamType::Tokens ? "a list of token ids"
                                                          : "a list of pairs [id, bias]");
    return object;
  }
  object.set("whole", param.isWhole());
  object.set("default", param.defaultValue);
  object.set("minimum", param.range.minimum);
  object.set("minimumExcluded", param.range.minimumIsExcluded);
  object.set("maximum", param.range.maximum);
  object.set("allowed", param.range.describe());
  object.set("off", param.off);
  Object slider;
  slider.set("from", param.slider.from);
  slider.set("to", param.slider.to);
  slider.set("step", param.slider.step);
  object.set("slider", slider);
  return object;
}

void Object::set(const char* name, const val& value) {
  object_.set(name, value);
}

void Object::set(const char* name, std::string_view value) {
  set(name, text(value));
}

void Object::set(const char* name, const std::optional<double>& value) {
  set(name, value ? val(*value) : val::null());
}

void Object::setClaim(const char* name, bool value) {
  set(name, val(value));
}

void Object::setNumber(const char* name, double value) {
  set(name, val(value));
}

void List::push(const val& value) {
  list_.set(count_++, value);
}

val success(const val& value) {
  Object object;
  object.set("value", value);
  return object;
}

val failure(const Error& error) {
  Object object;
  object.set("error", toJs(error));
  return object;
}

val toFloat64Array(const std::vector<double>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

val toUint32Array(const std::vector<TokenId>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

val toJs(const ChainState& state) {
  Object object;
  object.set("mu", val::array(state.mu));
  return object;
}

val toJs(const Error& error) {
  Object object;
  object.set("code", errorCodeName(error.code));
  object.set("field", error.field);
  object.set("value", error.value);
  object.set("message", error.message);
  object.set("row", error.row);
  object.set("column", error.column);
  return object;
}

val toJs(const Metrics& metrics) {
  Object top1;
  top1.set("id", metrics.top1);
  top1.set("probability", metrics.top1Probability);
  Object object;
  object.set("entropy", metrics.entropy);
  object.set("perplexity", metrics.perplexity);
  object.set("effective", metrics.effective);
  object.set("nonZero", metrics.nonZero);
  object.set("top1", top1);
  object.set("tokensFor50", metrics.tokensFor50);
  object.set("tokensFor90", metrics.tokensFor90);
  object.set("tokensFor99", metrics.tokensFor99);
  return object;
}

val toJs(const Trace& trace) {
  Object candidates;
  candidates.set("ids", toUint32Array(trace.ids));
  candidates.set("logits", toFloat64Array(trace.logits));
  candidates.set("probabilities", toFloat64Array(trace.probabilities));
  candidates.set("intervals", toFloat64Array(trace.intervals));
  candidates.set("intervalEnds", toFloat64Array(trace.intervalEnds));

  Object metrics;
  metrics.set("before", toJs(trace.before));
  metrics.set("after", toJs(trace.after));
  metrics.set("klDivergence", trace.klDivergence);
  metrics.set("logProbability", trace.logProbability);

  Object object;
  object.set("dialect", dialectName(trace.dialect));
  object.set("stages", listOf(trace.stages));
  object.set("ruledOut", toUint32Array(trace.ruledOut));
  object.set("candidates", candidates);
  object.set("coin", trace.coin);
  object.set("picked", trace.picked ? toJs(*trace.picked) : val::null());
  object.set("note", trace.drawNote);
  object.set("state", toJs(trace.state));
  object.set("metrics", metrics);
  return object;
}

val toJs(const Interval& interval) {
  return pairOf(interval.low, interval.high);
}

val toJs(const TruncatedView& view) {
  Object object;
  object.set("rest", view.rest);
  object.set("entropy", toJs(view.entropy));
  object.set("probabilities", listOf(view.probabilities));
  object.set("restAfter", toJs(view.restAfter));
  object.set("surelyKept", view.surelyKept);
  object.set("possiblyKept", view.possiblyKept);
  return object;
}

val toJs(const Explanation& explanation) {
  Object object;
  object.set("id", explanation.id);
  object.set("logit", explanation.logit);
  object.set("probability", explanation.probability);
  object.set("stages", listOf(explanation.stages));
  return object;
}

val toJs(const Scenario& scenario) {
  Object object;
  object.set("tokens", val::array(scenario.tokens));
  object.set("logits", toFloat64Array(scenario.logits));
  if (!scenario.context.empty()) object.set("context", scenario.context);
  object.set("source", scenario.source);
  return object;
}

val toJs(const StageInfo& stage) {
  Object object;
  object.set("kind", stage.id);
  object.set("label", stage.label);
  object.set("summary", stage.summary);
  object.set("source", stage.source);
  object.set("params", listOf(stage.params));
  return object;
}

val toJs(const DialectInfo& dialect) {
  List lacks;
  for (const StageInfo& stage : stages()) {
    if (!hasStage(dialect.dialect, stage.kind)) lacks.push(text(stage.id));
  }
  Object object;
  object.set("name", dialect.id);
  object.set("label", dialect.label);
  object.set("version", dialect.version);
  object.set("summary", dialect.summary);
  object.set("lacks", lacks);
  return object;
}

val toJs(const Preset& preset) {
  List chain;
  for (const Stage& stage : preset.chain) {
    const StageInfo& info = stageInfo(stage.kind());
    Object one;
    one.set("kind", info.id);
    for (const ParamInfo& param : info.params) {
      if (param.isNumber()) one.set(std::string(param.name).c_str(), param.get(stage.params));
    }
    chain.push(one);
  }
  Object object;
  object.set("name", preset.id);
  object.set("label", preset.label);
  object.set("summary", preset.summary);
  object.set("source", preset.source);
  object.set("dialect", dialectName(preset.dialect));
  object.set("chain", chain);
  return object;
}

} // namespace logitscope::web
