// The raw module's other functions: explanations, lists that were cut short, CSV, the tables
// as data, and luck.

#include "values.h"

#include <cmath>
#include <memory>

namespace logitscope::web {

namespace {

EMSCRIPTEN_DECLARE_VAL_TYPE(ScenarioValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(IdsValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(ListValue);

AnswerValue explainRaw(const RequestValue& request, const IdsValue& ids) {
  const auto owned = readRequest(request);
  if (!owned) return AnswerValue(failure(owned.error()));
  const auto wanted = readIds(ids, "id");
  if (!wanted) return AnswerValue(failure(wanted.error()));
  const auto explanations = explain(owned->request, wanted.value());
  if (!explanations) return AnswerValue(failure(explanations.error()));
  return AnswerValue(success(listOf(explanations.value())));
}

AnswerValue truncatedRaw(const NumbersValue& list, double vocabularySize, double temperature,
                         double k, double p, double minP) {
  const auto values = emscripten::convertJSArrayToNumberVector<double>(list);
  TruncatedList truncated{.logProbabilities = values,
                          .temperature = temperature,
                          .k = k,
                          .p = p,
                          .minP = minP};
  // Infinite says that nobody knows.
  if (!std::isinf(vocabularySize)) truncated.vocabularySize = vocabularySize;
  return AnswerValue(answer(viewOf(truncated)));
}

AnswerValue parseCsvRaw(const std::string& text, const std::string& source) {
  return AnswerValue(answer(parseCsv(text, source)));
}

AnswerValue formatCsvRaw(const ScenarioValue& object) {
  const auto scenario = readScenario(object);
  if (!scenario) return AnswerValue(failure(scenario.error()));
  const auto text = formatCsv(scenario.value());
  return AnswerValue(text ? success(val(text.value())) : failure(text.error()));
}

ListValue stagesRaw() {
  return ListValue(listOf(stages()));
}

ListValue dialectsRaw() {
  return ListValue(listOf(dialects()));
}

ListValue presetsRaw() {
  return ListValue(listOf(presets()));
}

/// No error when the seed will do; [Rng] may then be constructed from it.
AnswerValue checkSeedRaw(const RequestValue& options) {
  const auto seed = readNumber(options["seed"], "seed");
  if (!seed) return AnswerValue(failure(seed.error()));
  const auto kind = readRngKind(options["kind"], "kind");
  if (!kind) return AnswerValue(failure(kind.error()));
  const auto rng = Rng::make(seed.value(), kind.value());
  return AnswerValue(rng ? success(val::null()) : failure(rng.error()));
}

/// Only with a seed that [checkSeedRaw] passed.
std::unique_ptr<Rng> makeRng(double seed, const std::string& kind) {
  return std::make_unique<Rng>(Rng::make(seed, parseRngKind(kind).value()).value());
}

} // namespace

EMSCRIPTEN_BINDINGS(logitscope_more) {
  emscripten::register_type<ScenarioValue>("object");
  emscripten::register_type<IdsValue>("ArrayLike<number>");
  emscripten::register_type<ListValue>("any[]");

  emscripten::function("_explain(request, ids)", &explainRaw);
  emscripten::function("_truncated(list, vocabularySize, temperature, k, p, minP)", &truncatedRaw);
  emscripten::function("_parseCsv(text, source)", &parseCsvRaw);
  emscripten::function("_formatCsv(scenario)", &formatCsvRaw);
  emscripten::function("_stages()", &stagesRaw);
  emscripten::function("_dialects()", &dialectsRaw);
  emscripten::function("_presets()", &presetsRaw);
  emscripten::function("_checkSeed(options)", &checkSeedRaw);
  emscripten::class_<Rng>("_Rng").constructor(&makeRng).function("next()", &Rng::next);
}

} // namespace logitscope::web
