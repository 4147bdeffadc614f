#include "model/page_view.h"

#include "model/json.h"
#include "model/link.h"
#include "model/stage_rules.h"
#include "model/store.h"
#include "model/view_models/chain_controls.h"
#include "model/view_models/strategies_view.h"
#include "model/visible_token.h"

namespace logitscope::shell {

namespace {

void writeViews(JsonWriter& out) {
  out.key("views").beginArray();
  for (const ViewInfo& info : kViews) {
    out.beginObject().field("name", info.name).field("label", info.label);
    out.field("summary", info.summary).field("needsModel", info.needsModel);
    out.field("usesChain", info.usesChain).field("usesSeed", info.usesSeed).endObject();
  }
  out.endArray();
}

void writeControl(JsonWriter& out, const Control& control) {
  out.beginObject().field("stage", control.stage).field("param", control.param);
  out.field("label", control.label).field("help", control.help).field("text", control.text);
  out.field("main", control.isMain).field("atHand", control.isAtHand);
  out.field("enabled", control.isEnabled).field("off", control.isOff);
  out.field("value", control.value).field("from", control.from).field("to", control.to);
  out.field("step", control.step).field("allowed", control.allowed).endObject();
}

void writeDocument(JsonWriter& out, const Document& document) {
  out.field("view", viewInfo(document.view).name).field("prompt", visibleText(document.prompt));
  out.field("scenario", document.source->name());
  out.field("isModel", document.source == document.model);
  out.field("hasModel", document.model != nullptr).field("isPlaying", document.isPlaying);
  out.key("seed");
  document.seed ? out.value(*document.seed) : out.null();
}

/// What was generated after the prompt, up to where the reader stands.
void writeGenerated(JsonWriter& out, const Document& document) {
  out.key("generated").beginArray();
  for (const StepId id : document.decoder.path()) {
    const DecodeStep& step = document.decoder.steps()[id];
    out.beginObject().field("id", step.id).field("token", visibleText((*document.source->vocabulary())[step.id]));
    out.field("probability", step.probability).field("isManual", step.isManual).endObject();
  }
  out.endArray();
}

/// The stages that do something, with what they are known by and whatever differs from its default.
void writeActing(JsonWriter& out, const Chain& chain) {
  out.key("acting").beginArray();
  for (const Stage& stage : chain) {
    if (!canAct(stage)) continue;
    const StageInfo& info = stageInfo(stage.kind());
    out.beginObject().field("kind", info.id);
    for (const ParamInfo& param : info.params) {
      if (!param.isNumber()) continue;
      const double value = param.get(stage.params);
      if (&param == info.params.data() || value != param.defaultValue) out.field(param.name, value);
    }
    out.endObject();
  }
  out.endArray();
}

} // namespace

std::string pageView(const Store& store) {
  JsonWriter out;
  out.beginObject().field("revision", store.revision());
  out.field("announcement", store.announcement()).field("link", linkOf(store.document()));
  writeViews(out);
  writeDocument(out, store.document());
  writeGenerated(out, store.document());
  out.field("settings", settingsInWords({.chain = store.document().chain}));
  out.field("dialect", dialectName(store.document().dialect));
  writeActing(out, store.document().chain);
  const Step& step = store.step();
  out.field("context", visibleText(step.context)).field("sentence", visibleText(step.sentence));
  out.field("note", step.trace.drawNote);
  out.field("canUndo", store.canUndo()).field("canRedo", store.canRedo());
  out.key("controls").beginArray();
  for (const Control& control : store.controls())
    writeControl(out, control);
  out.endArray().key("chain");
  writeJson(out, chainControls(store.document()));
  out.key("twin");
  writeJson(out, store.twin());
  return out.endObject().take();
}

} // namespace logitscope::shell
