// To JavaScript: plain objects and typed arrays that own their memory.

#include "convert.h"

#include <limits>

namespace logitscope::web {

namespace {

/// `undefined` would vanish in JSON; what is known to be absent is null.
template <typename T> val orNull(const std::optional<T>& value) {
  return value ? val(*value) : val::null();
}

val text(std::string_view value) {
  return val(std::string(value));
}

val toJs(const StageTrace& stage);
val toJs(const TokenAtStage& at);
val toJs(const ParamInfo& param);

template <typename Items> val list(const Items& items) {
  val array = val::array();
  for (const auto& item : items)
    array.call<void>("push", toJs(item));
  return array;
}

val toJs(const StageTrace& stage) {
  val object = val::object();
  object.set("kind", text(stageInfo(stage.kind).id));
  object.set("label", text(stage.label));
  object.set("enabled", stage.isEnabled);
  object.set("threshold", orNull(stage.threshold));
  object.set("changed", stage.changed);
  object.set("kept", stage.kept);
  object.set("removed", toUint32Array(stage.removed));
  val figures = val::object();
  for (const StageFigure& figure : stage.figures)
    figures.set(std::string(figure.name), figure.value);
  object.set("figures", figures);
  object.set("note", stage.note);
  return object;
}

val toJs(const Pick& pick) {
  val interval = val::array();
  interval.call<void>("push", pick.from);
  interval.call<void>("push", pick.to);
  val object = val::object();
  object.set("id", pick.id);
  object.set("probability", pick.probability);
  object.set("interval", interval);
  return object;
}

val toJs(const TokenAtStage& at) {
  val object = val::object();
  object.set("logit", at.logit);
  object.set("probability", at.probability);
  object.set("kept", at.isKept);
  object.set("margin", orNull(at.margin));
  object.set("sentence", at.sentence);
  return object;
}

val toJs(const ParamInfo& param) {
  val object = val::object();
  object.set("name", text(param.name));
  object.set("label", text(param.label));
  object.set("help", text(param.help));
  object.set("type", text(paramTypeName(param.type)));
  if (!param.isNumber()) {
    object.set("default", val::array());
    object.set("allowed",
               std::string(param.type == ParamType::Tokens ? "a list of token ids"
                                                           : "a list of pairs [id, bias]"));
    return object;
  }
  object.set("whole", param.isWhole());
  object.set("default", param.defaultValue);
  object.set("minimum", param.range.minimum);
  object.set("minimumExcluded", param.range.minimumIsExcluded);
  object.set("maximum", param.range.maximum);
  object.set("allowed", param.range.describe());
  object.set("off", orNull(param.off));
  val slider = val::object();
  slider.set("from", param.slider.from);
  slider.set("to", param.slider.to);
  slider.set("step", param.slider.step);
  object.set("slider", slider);
  return object;
}

} // namespace

val toFloat64Array(const std::vector<double>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

val toUint32Array(const std::vector<TokenId>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

val toJs(const ChainState& state) {
  val object = val::object();
  object.set("mu", val::array(state.mu));
  return object;
}

val toJs(const Error& error) {
  val object = val::object();
  object.set("code", text(errorCodeName(error.code)));
  object.set("field", error.field);
  object.set("value", error.value);
  object.set("message", error.message);
  object.set("row", orNull(error.row));
  object.set("column", orNull(error.column));
  return object;
}

val toJs(const Metrics& metrics) {
  val top1 = val::object();
  top1.set("id", metrics.top1);
  top1.set("probability", metrics.top1Probability);
  val object = val::object();
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
  val candidates = val::object();
  candidates.set("ids", toUint32Array(trace.ids));
  candidates.set("logits", toFloat64Array(trace.logits));
  candidates.set("probabilities", toFloat64Array(trace.probabilities));
  candidates.set("intervals", toFloat64Array(trace.intervals));
  candidates.set("intervalEnds", toFloat64Array(trace.intervalEnds));

  val metrics = val::object();
  metrics.set("before", toJs(trace.before));
  metrics.set("after", toJs(trace.after));
  metrics.set("klDivergence", trace.klDivergence);
  metrics.set("logProbability", orNull(trace.logProbability));

  val object = val::object();
  object.set("dialect", text(dialectName(trace.dialect)));
  object.set("stages", list(trace.stages));
  object.set("ruledOut", toUint32Array(trace.ruledOut));
  object.set("candidates", candidates);
  object.set("coin", orNull(trace.coin));
  object.set("picked", trace.picked ? toJs(*trace.picked) : val::null());
  object.set("note", trace.drawNote);
  object.set("state", toJs(trace.state));
  object.set("metrics", metrics);
  return object;
}

val toJs(const Explanation& explanation) {
  val object = val::object();
  object.set("id", explanation.id);
  object.set("logit", explanation.logit);
  object.set("probability", explanation.probability);
  object.set("stages", list(explanation.stages));
  return object;
}

val toJs(const Scenario& scenario) {
  val object = val::object();
  object.set("tokens", val::array(scenario.tokens));
  object.set("logits", toFloat64Array(scenario.logits));
  if (!scenario.context.empty()) object.set("context", scenario.context);
  object.set("source", scenario.source);
  return object;
}

val toJs(const StageInfo& stage) {
  val object = val::object();
  object.set("kind", text(stage.id));
  object.set("label", text(stage.label));
  object.set("summary", text(stage.summary));
  object.set("source", text(stage.source));
  object.set("params", list(stage.params));
  return object;
}

val toJs(const DialectInfo& dialect) {
  val lacks = val::array();
  for (const StageInfo& stage : stages()) {
    if (!hasStage(dialect.dialect, stage.kind)) lacks.call<void>("push", text(stage.id));
  }
  val object = val::object();
  object.set("name", text(dialect.id));
  object.set("label", text(dialect.label));
  object.set("version", text(dialect.version));
  object.set("summary", text(dialect.summary));
  object.set("lacks", lacks);
  return object;
}

val toJs(const Preset& preset) {
  val chain = val::array();
  for (const Stage& stage : preset.chain) {
    const StageInfo& info = stageInfo(stage.kind());
    val one = val::object();
    one.set("kind", text(info.id));
    for (const ParamInfo& param : info.params) {
      if (param.isNumber()) one.set(std::string(param.name), param.get(stage.params));
    }
    chain.call<void>("push", one);
  }
  val object = val::object();
  object.set("name", text(preset.id));
  object.set("label", text(preset.label));
  object.set("summary", text(preset.summary));
  object.set("source", text(preset.source));
  object.set("dialect", text(dialectName(preset.dialect)));
  object.set("chain", chain);
  return object;
}

} // namespace logitscope::web
