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

void writeStage(JsonWriter& out, const Stage& stage, const StageTrace& trace) {
  const StageInfo& info = stageInfo(stage.kind());
  out.beginObject().field("kind", info.id).field("enabled", stage.isEnabled);
  for (const ParamInfo& param : info.params) {
    if (param.isNumber()) out.field(param.name, param.get(stage.params));
  }
  out.field("kept", trace.kept).field("note", std::string_view(trace.note)).endObject();
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

} // namespace

std::string traceJson(const Document& document, const Step& step) {
  const Trace& trace = step.trace;
  const std::vector<std::string>& vocabulary = *document.source->vocabulary();
  const std::vector<TokenId> ids = mostLikely(*step.logits, kMostTokens);
  JsonWriter out;
  out.beginObject().field("context", visibleText(step.context));
  out.field("source", std::string_view(document.source->description()));
  out.field("dialect", dialectInfo(document.dialect).id);
  out.field("vocabularySize", vocabulary.size()).field("tokensListed", ids.size());
  out.key("coin");
  trace.coin ? out.value(*trace.coin) : out.null();
  out.key("picked");
  trace.picked ? out.value(trace.picked->id) : out.null();
  out.field("entropyBefore", trace.before.entropy).field("entropyAfter", trace.after.entropy);
  out.field("klDivergence", trace.klDivergence);
  out.key("chain").beginArray();
  for (std::size_t i = 0; i < trace.stages.size(); ++i)
    writeStage(out, document.chain[i], trace.stages[i]);
  out.endArray().key("tokens").beginArray();
  const std::vector<Explanation> ways = explain(step.request(), ids).value();
  for (const Explanation& way : ways)
    writeToken(out, way, step, visibleText(vocabulary[way.id]));
  return out.endArray().endObject().take();
}

} // namespace logitscope::shell
