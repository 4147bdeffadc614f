// What the page may ask of the app: actions in words, one view as JSON, the canvas. Registrations and
// conversions only.

#include "model/action_text.h"
#include "model/link.h"
#include "model/page_view.h"
#include "model/trace_json.h"
#include "platform/answer_value.h"
#include "platform/app.h"

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cmath>
#include <optional>

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

// ---- the document

val act(const std::string& words, double freshSeed) {
  auto action = parseAction(words, app().store().document(), freshSeed);
  return action ? dispatch(action.value()) : errorOrNull(action.error());
}

val loadCsv(const std::string& bytes, const std::string& source, const std::string& name) {
  auto scenario = parseCsv(bytes, source);
  if (!scenario) return errorOrNull(scenario.error());
  std::string prompt = scenario->context;
  return dispatch(
      LoadSource{makeTableSource(std::move(scenario).value(), name), std::move(prompt)});
}

val loadAnswer(const val& answer, const std::string& source, const std::string& name) {
  auto recording = makeRecording(answerOf(answer));
  if (!recording) return errorOrNull(recording.error());
  std::string prompt = recording.value()->prompt;
  return dispatch(LoadSource{makeRecordedSource(std::move(recording).value(), source, name),
                             std::move(prompt)});
}

// ---- training, in slices that the page takes between two frames

/// The one text that is being learnt.
std::optional<NgramTrainer>& trainer() {
  static std::optional<NgramTrainer> instance;
  return instance;
}

/// Takes the place of what was being learnt, unless the text is refused.
val startLearning(const std::string& text) {
  auto made = NgramTrainer::make(text);
  if (!made) return errorOrNull(made.error());
  trainer() = std::move(made).value();
  return val::null();
}

/// Goes on by a slice, see [NgramTrainer::step]. Gives how far it is: "34 %", empty once it is done.
std::string learnOn(double budget) {
  if (!trainer() || trainer()->step(static_cast<std::size_t>(budget))) return {};
  return fixedNumber(std::floor(trainer()->progress() * 100), 0) + " %";
}

val finishLearning(const std::string& source, const std::string& name) {
  if (!trainer()) {
    return errorOrNull(Error{ErrorCode::UnknownChoice, "text", "",
                             "The text was given up while it was being learnt; drop it again.", {}, {}});
  }
  NgramModel model = trainer()->finish();
  trainer().reset();
  return dispatch(LoadModel{makeModelSource(std::move(model), source, name)});
}

unsigned revision() {
  return app().store().revision();
}
std::string view() {
  return pageView(app().store());
}

std::string trace() {
  return traceJson(app().store().document(), app().store().step());
}

std::string tableOfView(const std::string& id) {
  return tableCsv(app().store().twin(), id);
}

/// Empty where the scenario cannot be written: two tokens of the same text, say, or a list of likely
/// tokens, which a table would pass off as all there are.
std::string csvOfScenario() {
  const Document& document = app().store().document();
  if (document.source->recording()) return {};
  auto text = formatCsv({.tokens = *document.source->vocabulary(),
                         .logits = *app().store().step().logits,
                         .context = app().store().step().context,
                         .source = document.source->description()});
  return text ? text.value() : std::string();
}

// ---- the link

val linkedSource(const std::string& link) {
  const LinkedSource source = sourceOf(link);
  val object = val::object();
  object.set("scenario", source.scenario);
  object.set("prompt", source.prompt ? val(*source.prompt) : val::null());
  object.set("model", source.model);
  return object;
}

void startHere() {
  app().store().startHere();
}

/// Gives the sentences that say what could not be followed. [isWhole]: what the link does not name is
/// as at first; else it stays.
val follow(const std::string& link, bool isWhole, double freshSeed) {
  std::vector<std::string> problems;
  const auto actionsOf = isWhole ? followLink : followFields;
  for (const Action& action : actionsOf(link, app().store().document(), freshSeed, problems)) {
    if (const auto error = app().store().dispatch(action)) problems.push_back(error->message);
  }
  return val::array(problems);
}

// ---- the canvas

val viewOf(const HitBox& box) {
  val object = val::object();
  object.set("id", box.id);
  object.set("x", box.at.x);
  object.set("y", box.at.y);
  object.set("width", box.size.x);
  object.set("height", box.size.y);
  return object;
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
  app().setTheme(themeOf(name));
}
void setMotionReduced(bool isReduced) {
  app().setMotionReduced(isReduced);
}
void point(int phase, float x, float y, bool isTouch) {
  app().point({static_cast<PointerPhase>(phase), x, y, isTouch});
}
/// After a frame: whether what lies under the pointer can be pressed.
bool isOverButton() {
  return app().isOverButton();
}

bool frame(double freshSeed) {
  return app().frame(freshSeed);
}
float contentHeight() {
  return app().contentHeight();
}
std::string svg() {
  return app().svg();
}
val boxes() {
  val array = val::array();
  for (const HitBox& box : app().boxes())
    array.call<void>("push", viewOf(box));
  return array;
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
  function("act(words, freshSeed)", &act);
  function("loadCsv(bytes, source, name)", &loadCsv);
  function("loadAnswer(answer, source, name)", &loadAnswer);
  function("startLearning(text)", &startLearning);
  function("learnOn(budget)", &learnOn);
  function("finishLearning(source, name)", &finishLearning);
  function("revision()", &revision);
  function("view()", &view);
  function("trace()", &trace);
  function("tableCsv(id)", &tableOfView);
  function("csvOfScenario()", &csvOfScenario);
  function("linkedSource(link)", &linkedSource);
  function("follow(link, isWhole, freshSeed)", &follow);
  function("startHere()", &startHere);

  function("setFont(role, bytes)", &setFont);
  function("openCanvas()", &openCanvas);
  function("resize(width, height, pixelWidth, pixelHeight)", &resize);
  function("setTheme(name)", &setTheme);
  function("setMotionReduced(isReduced)", &setMotionReduced);
  function("point(phase, x, y, isTouch)", &point);
  function("frame(freshSeed)", &frame);
  function("isOverButton()", &isOverButton);
  function("contentHeight()", &contentHeight);
  function("svg()", &svg);
  function("boxes()", &boxes);
  function("setTouched(isTouched)", &setTouched);
  function("contextLost()", &contextLost);
  function("contextRestored()", &contextRestored);
}

} // namespace logitscope::shell
