#include "model/trace_json.h"

#include "model/json.h"
#include "model/ranked.h"
#include "model/step.h"
#include "model/visible_token.h"

#include <algorithm>
#include <variant>

namespace logitscope::shell {

namespace {

/// What a file for a spreadsheet or a script should hold at most.
constexpr std::size_t kMostTokens = 1000;

void writeStage(JsonWriter& out, const Stage& stage, const StageTrace* trace) {
  const StageInfo& info = stageInfo(stage.kind());
  out.beginObject().field("kind", info.id).field("enabled", stage.isEnabled);
  for (const ParamInfo& param : info.params) {
    if (param.isNumber()) out.field(param.name, param.get(stage.params));
  }
  if (trace != nullptr) out.field("kept", trace->kept).field("note", std::string_view(trace->note));
  out.endObject();
}

void writeToken(JsonWriter& out, const Explanation& way, const Step& step,
                std::string_view token) {
  const Trace& trace = step.trace;
  out.beginObject().field("id", way.id).field("token", token);
  out.field("logit", way.logit).field("probability", way.probability);
  out.key("stages").beginArray();
  for (const TokenAtStage& at : way.stages) {
    out.beginObject().field("logit", at.logit).field("probability", at.probability);
    out.field("kept", at.isKept).field("what", std::string_view(at.sentence)).endObject();
  }
  out.endArray();
  const auto found = std::ranges::find(trace.ids, way.id);
  const auto place = static_cast<std::size_t>(found - trace.ids.begin());
  const bool isKept = found != trace.ids.end();
  out.field("finalProbability", isKept ? trace.probabilities[place] : 0.0);
  if (isKept) out.field("from", trace.intervals[place]).field("to", trace.intervalEnds[place]);
  out.endObject();
}

void writeEnds(JsonWriter& out, std::string_view name, const Interval& interval) {
  out.key(name).beginArray();
  out.value(interval.low).value(interval.high).endArray();
}

/// Of a recorded step: what the answer names, and both ends of what the chain makes of it.
std::string recordedJson(const Document& document, const Step& step) {
  const RecordedView& known = *step.recorded;
  const RecordedStep& recorded = known.step();
  const std::vector<std::string>& vocabulary = *document.source->vocabulary();
  JsonWriter out;
  out.beginObject().field("context", visibleText(step.context));
  out.field("source", std::string_view(document.source->description()));
  out.field("tokensListed", recorded.ids.size()).field("rest", known.before.rest);
  out.field("recorded", visibleText(vocabulary[recorded.chosen]));
  out.field("recordedLogProbability", recorded.chosenLogProbability);
  writeEnds(out, "restAfter", known.after.restAfter);
  writeEnds(out, "entropyBefore", known.before.entropy);
  out.key("chain").beginArray();
  for (const Stage& stage : document.chain)
    writeStage(out, stage, nullptr);
  out.endArray().key("tokens").beginArray();
  for (std::size_t i = 0; i < recorded.ids.size(); ++i) {
    out.beginObject().field("token", visibleText(vocabulary[recorded.ids[i]]));
    out.field("logProbability", recorded.logProbabilities[i]);
    writeEnds(out, "finalProbability", known.after.probabilities[i]);
    out.endObject();
  }
  return out.endArray().endObject().take();
}

} // namespace

std::string traceJson(const Document& document, const Step& step) {
  if (step.recorded) return recordedJson(document, step);
  const Trace& trace = step.trace;
  const std::vector<std::string>& vocabulary = *document.source->vocabulary();
  const std::vector<TokenId> ids = mostLikely(*step.logits, kMostTokens);
  JsonWriter out;
  out.beginObject().field("context", visibleText(step.context));
  out.field("source", std::string_view(document.source->description()));
  out.field("dialect", dialectInfo(document.dialect).id);
  out.field("vocabularySize", vocabulary.size()).field("tokensListed", ids.size());
  out.field("kept", trace.ids.size());
  out.key("coin");
  trace.coin ? out.value(*trace.coin) : out.null();
  out.key("picked");
  trace.picked ? out.value(trace.picked->id) : out.null();
  out.field("entropyBefore", trace.before.entropy).field("entropyAfter", trace.after.entropy);
  out.field("klDivergence", trace.klDivergence);
  out.key("chain").beginArray();
  for (std::size_t i = 0; i < trace.stages.size(); ++i)
    writeStage(out, document.chain[i], &trace.stages[i]);
  out.endArray().key("tokens").beginArray();
  const std::vector<Explanation> ways = explain(step.request(), ids).value();
  for (const Explanation& way : ways)
    writeToken(out, way, step, visibleText(vocabulary[way.id]));
  return out.endArray().endObject().take();
}

} // namespace logitscope::shell
