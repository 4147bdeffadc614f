// The raw module behind index.mjs: registrations only. A leading underscore says that the façade
// wraps the function; nobody else calls it.
//
// Here are the functions that the picture's module has too, for the lesson around it: a run, what one
// number says about it, and numbers as text. bindings_more.cpp has the others.

#include "values.h"

namespace logitscope::web {

namespace {

AnswerValue runRaw(const RequestValue& request) {
  const auto owned = readRequest(request);
  return AnswerValue(owned ? answer(run(owned->request)) : failure(owned.error()));
}

AnswerValue metricsOfLogitsRaw(const NumbersValue& list) {
  const auto logits = emscripten::convertJSArrayToNumberVector<double>(list);
  if (auto error = checkLogits(logits)) return AnswerValue(failure(*error));
  return AnswerValue(success(web::toJs(metricsOf(softmax(logits).probabilities))));
}

AnswerValue metricsOfProbabilitiesRaw(const NumbersValue& list) {
  const auto probabilities = emscripten::convertJSArrayToNumberVector<double>(list);
  if (auto error = checkProbabilities(probabilities)) return AnswerValue(failure(*error));
  return AnswerValue(success(web::toJs(metricsOf(probabilities))));
}

AnswerValue klDivergenceRaw(const NumbersValue& first, const NumbersValue& second) {
  const auto p = emscripten::convertJSArrayToNumberVector<double>(first);
  const auto q = emscripten::convertJSArrayToNumberVector<double>(second);
  if (auto error = checkProbabilities(p, "p")) return AnswerValue(failure(*error));
  if (auto error = checkProbabilities(q, "q")) return AnswerValue(failure(*error));
  if (auto error = checkSameLength(p, q)) return AnswerValue(failure(*error));
  return AnswerValue(success(val(klDivergence(p, q))));
}

/// A number as core's own sentences have it: "percent", "figure", or with so many decimals, a digit.
AnswerValue formatRaw(const RequestValue& options) {
  const auto value = readNumber(options["value"], "value");
  if (!value) return AnswerValue(failure(value.error()));
  const auto form = options["form"].as<std::string>();
  if (form == "percent") return AnswerValue(success(val(percent(value.value()))));
  if (form == "figure") return AnswerValue(success(val(figure(value.value()))));
  return AnswerValue(success(val(fixedNumber(value.value(), form.front() - '0'))));
}

} // namespace

EMSCRIPTEN_BINDINGS(logitscope) {
  emscripten::register_type<RequestValue>("object");
  emscripten::register_type<AnswerValue>("{ value?: any, error?: any }");
  emscripten::register_type<NumbersValue>("Float64Array");

  emscripten::function("_run(request)", &runRaw);
  emscripten::function("_metricsOfLogits(logits)", &metricsOfLogitsRaw);
  emscripten::function("_metricsOfProbabilities(probabilities)", &metricsOfProbabilitiesRaw);
  emscripten::function("_klDivergence(p, q)", &klDivergenceRaw);
  emscripten::function("_format(options)", &formatRaw);
}

} // namespace logitscope::web
