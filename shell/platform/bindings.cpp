// What the page may ask of the app: actions in, one plain view out. Registrations and conversions
// only.

#include "model/prompt_model.h"
#include "platform/app.h"

#include <emscripten/bind.h>
#include <emscripten/val.h>

namespace logitscope::shell {

namespace {

using emscripten::val;

/// The module's one app. A page that wants two loads two modules.
App& app() {
  static App instance;
  return instance;
}

val errorOrNull(const std::optional<Error>& error) {
  if (!error) return val::null();
  val object = val::object();
  object.set("code", std::string(errorCodeName(error->code)));
  object.set("field", error->field);
  object.set("value", error->value);
  object.set("message", error->message);
  return object;
}

val dispatch(const Action& action) {
  return errorOrNull(app().store().dispatch(action));
}

val viewOf(const PipelineCell& cell) {
  val object = val::object();
  object.set("value", cell.value);
  object.set("text", cell.text);
  object.set("kept", cell.isKept);
  object.set("sentence", cell.sentence);
  return object;
}

val viewOf(const PipelineRow& row) {
  val cells = val::array();
  for (const PipelineCell& cell : row.cells)
    cells.call<void>("push", viewOf(cell));
  val object = val::object();
  object.set("id", row.id);
  object.set("rank", row.rank);
  object.set("token", row.token);
  object.set("cells", cells);
  object.set("weight", row.weightText);
  object.set("change", row.changeText);
  object.set("interval", row.intervalText);
  object.set("kept", row.isKept);
  object.set("picked", row.isPicked);
  object.set("removedBy", row.removedBy);
  object.set("reason", row.reason);
  return object;
}

val viewOf(const PipelineColumnView& column) {
  val object = val::object();
  object.set("title", column.title);
  object.set("formula", column.formula);
  object.set("unit", column.unit);
  return object;
}

val viewOf(const Control& control) {
  val object = val::object();
  object.set("stage", control.stage);
  object.set("param", control.param);
  object.set("label", control.label);
  object.set("help", control.help);
  object.set("value", control.value);
  object.set("text", control.text);
  object.set("off", control.isOff);
  object.set("from", control.from);
  object.set("to", control.to);
  object.set("step", control.step);
  object.set("allowed", control.allowed);
  return object;
}

val viewOf(const HitBox& box) {
  val object = val::object();
  object.set("id", box.id);
  if (box.stage) object.set("stage", *box.stage);
  object.set("x", box.at.x);
  object.set("y", box.at.y);
  object.set("width", box.size.x);
  object.set("height", box.size.y);
  return object;
}

template <typename Range> val listOf(const Range& items) {
  val array = val::array();
  for (const auto& item : items)
    array.call<void>("push", viewOf(item));
  return array;
}

val view() {
  const Store& store = app().store();
  const PipelineView& pipeline = store.pipeline();
  val object = val::object();
  object.set("revision", store.revision());
  object.set("announcement", store.announcement());
  object.set("controls", listOf(store.controls()));
  object.set("columns", listOf(pipeline.columns));
  object.set("rows", listOf(pipeline.rows));
  object.set("rest", pipeline.restText);
  object.set("coin", pipeline.coinText);
  object.set("seed", store.document().seed ? val(*store.document().seed) : val::null());
  object.set("context", pipeline.context);
  object.set("sentence", pipeline.sentence);
  object.set("picked", pipeline.pickedToken);
  object.set("drawNote", pipeline.drawNote);
  object.set("stageNotes", val::array(pipeline.stageNotes));
  object.set("source", pipeline.source);
  return object;
}

val setParam(unsigned stage, const std::string& name, double value) {
  return dispatch(SetParam{stage, name, value});
}

val setSeed(double seed) {
  return dispatch(SetSeed{seed});
}
val tossCoin(double coin) {
  return dispatch(TossCoin{coin});
}
val drawAgainWith(double freshCoin) {
  return dispatch(drawAgain(app().store().document(), freshCoin));
}

val loadCsv(const std::string& bytes, const std::string& source) {
  auto scenario = parseCsv(bytes, source);
  return scenario ? dispatch(LoadScenario{std::move(scenario.value())})
                  : errorOrNull(scenario.error());
}

/// What answers prompts; learns the first time it is needed.
PromptModel& promptModel() {
  static PromptModel instance;
  return instance;
}

val learnText(const std::string& text, const std::string& source) {
  return errorOrNull(promptModel().learn(text, source));
}

/// Only once something has been learnt.
val askModel(const std::string& prompt) {
  return dispatch(LoadScenario{promptModel().answer(prompt)});
}

/// Empty where the scenario cannot be written: two tokens of the same text, say.
std::string csvOfScenario() {
  auto text = formatCsv(app().store().document().scenario);
  return text ? text.value() : std::string();
}

void setFont(const std::string& role, const std::string& bytes) {
  app().setFont(role, bytes);
}
bool openCanvas() {
  return app().open();
}
void resize(float width, float height, float pixelWidth, float pixelHeight) {
  app().resize({width, height, pixelWidth, pixelHeight});
}
void setTheme(const std::string& name) {
  app().setTheme(name == "dark" ? ThemeName::Dark : ThemeName::Light);
}
void setMotionReduced(bool isReduced) {
  app().setMotionReduced(isReduced);
}
void point(int phase, float x, float y, bool isTouch) {
  app().point({static_cast<PointerPhase>(phase), x, y, isTouch});
}
bool frame(double freshCoin) {
  return app().frame(freshCoin);
}
float contentHeight() {
  return app().contentHeight();
}
val boxesThat(bool (*isWanted)(const HitBox&)) {
  val array = val::array();
  for (const HitBox& box : app().boxes()) {
    if (isWanted(box)) array.call<void>("push", viewOf(box));
  }
  return array;
}
val controlBoxes() {
  return boxesThat([](const HitBox& box) { return box.stage.has_value(); });
}
val buttonBoxes() {
  return boxesThat([](const HitBox& box) { return !box.stage.has_value(); });
}
unsigned revision() {
  return app().store().revision();
}

std::string svg() {
  return app().svg();
}
void setTouched(bool isTouched) {
  app().setTouched(isTouched);
}
void contextLost() {
  app().contextLost();
}
void contextRestored() {
  app().contextRestored();
}

} // namespace

EMSCRIPTEN_BINDINGS(logitscope_shell) {
  using emscripten::function;
  function("view()", &view);
  function("revision()", &revision);
  function("setParam(stage, name, value)", &setParam);
  function("learnText(text, source)", &learnText);
  function("askModel(prompt)", &askModel);
  function("setSeed(seed)", &setSeed);
  function("tossCoin(coin)", &tossCoin);
  function("drawAgain(freshCoin)", &drawAgainWith);
  function("loadCsv(bytes, source)", &loadCsv);
  function("csvOfScenario()", &csvOfScenario);

  function("setFont(role, bytes)", &setFont);
  function("openCanvas()", &openCanvas);
  function("resize(width, height, pixelWidth, pixelHeight)", &resize);
  function("setTheme(name)", &setTheme);
  function("setMotionReduced(isReduced)", &setMotionReduced);
  function("point(phase, x, y, isTouch)", &point);
  function("frame(freshCoin)", &frame);
  function("contentHeight()", &contentHeight);
  function("controlBoxes()", &controlBoxes);
  function("buttonBoxes()", &buttonBoxes);
  function("svg()", &svg);
  function("setTouched(isTouched)", &setTouched);
  function("contextLost()", &contextLost);
  function("contextRestored()", &contextRestored);
}

} // namespace logitscope::shell
