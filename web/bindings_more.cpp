// The raw module's other functions: explanations, lists that were cut short, CSV, the tables
// as data, and luck.

#include "convert.h"

#include <emscripten/bind.h>

#include <cmath>
#include <memory>

namespace logitscope::web {

namespace {

EMSCRIPTEN_DECLARE_VAL_TYPE(AskedValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(ScenarioValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(IdsValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(SaidValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(ListValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(RowValue);

SaidValue explainRaw(const AskedValue& request, const IdsValue& ids) {
  const auto owned = readRequest(request);
  if (!owned) return SaidValue(failure(owned.error()));
  const auto wanted = readIds(ids, "id");
  if (!wanted) return SaidValue(failure(wanted.error()));
  const auto explanations = explain(owned->request, wanted.value());
  if (!explanations) return SaidValue(failure(explanations.error()));
  return SaidValue(success(listOf(explanations.value())));
}

SaidValue truncatedRaw(const RowValue& list, double vocabularySize, double temperature,
                         double k, double p) {
  const auto values = emscripten::convertJSArrayToNumberVector<double>(list);
  TruncatedList truncated{.logProbabilities = values, .temperature = temperature, .k = k, .p = p};
  // Infinite says that nobody knows.
  if (!std::isinf(vocabularySize)) truncated.vocabularySize = vocabularySize;
  return SaidValue(answer(viewOf(truncated)));
}

SaidValue parseCsvRaw(const std::string& text, const std::string& source) {
  return SaidValue(answer(parseCsv(text, source)));
}

SaidValue formatCsvRaw(const ScenarioValue& object) {
  const auto scenario = readScenario(object);
  if (!scenario) return SaidValue(failure(scenario.error()));
  const auto text = formatCsv(scenario.value());
  return SaidValue(text ? success(val(text.value())) : failure(text.error()));
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
SaidValue checkSeedRaw(const AskedValue& options) {
  const auto seed = readNumber(options["seed"], "seed");
  if (!seed) return SaidValue(failure(seed.error()));
  const auto kind = readRngKind(options["kind"], "kind");
  if (!kind) return SaidValue(failure(kind.error()));
  const auto rng = Rng::make(seed.value(), kind.value());
  return SaidValue(rng ? success(val::null()) : failure(rng.error()));
}

/// Only with a seed that [checkSeedRaw] passed.
std::unique_ptr<Rng> makeRng(double seed, const std::string& kind) {
  return std::make_unique<Rng>(Rng::make(seed, parseRngKind(kind).value()).value());
}

} // namespace

EMSCRIPTEN_BINDINGS(logitscope_more) {
  emscripten::register_type<AskedValue>("object");
  emscripten::register_type<SaidValue>("{ value?: any, error?: any }");
  emscripten::register_type<RowValue>("Float64Array");
  emscripten::register_type<ScenarioValue>("object");
  emscripten::register_type<IdsValue>("ArrayLike<number>");
  emscripten::register_type<ListValue>("any[]");

  emscripten::function("_explain(request, ids)", &explainRaw);
  emscripten::function("_truncated(list, vocabularySize, temperature, k, p)", &truncatedRaw);
  emscripten::function("_parseCsv(text, source)", &parseCsvRaw);
  emscripten::function("_formatCsv(scenario)", &formatCsvRaw);
  emscripten::function("_stages()", &stagesRaw);
  emscripten::function("_dialects()", &dialectsRaw);
  emscripten::function("_presets()", &presetsRaw);
  emscripten::function("_checkSeed(options)", &checkSeedRaw);
  emscripten::class_<Rng>("_Rng").constructor(&makeRng).function("next()", &Rng::next);
}

} // namespace logitscope::web
