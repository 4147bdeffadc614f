#pragma once

#include "logitscope/logitscope.h"

#include <emscripten/val.h>

#include <string>
#include <vector>

/// JavaScript values to core and back. Whatever leaves is a copy: no view of the heap survives a
/// call, since memory that grows would leave it dangling.
namespace logitscope::web {

using emscripten::val;

/// A request with the memory that its spans point into.
struct OwnedRequest {
  std::vector<double> logits;
  std::vector<TokenId> history;
  RunRequest request;
};

/// { logits, chain, dialect, history, state, coins | seed | pick, rng }. What is wrong is named by its path.
Result<OwnedRequest> readRequest(const val& request);
/// { tokens, logits, context?, source? }
Result<Scenario> readScenario(const val& scenario);
/// Token ids from a list of numbers, each checked to be a whole number. [field] names the list.
Result<std::vector<TokenId>> readIds(const val& ids, const std::string& field);
/// "python", "numpy", or left out for Python's.
Result<RngKind> readRngKind(const val& value, const std::string& field);
Result<Dialect> readDialect(const val& value);
/// A list of { kind, …parameters, enabled? }, checked against what the dialect accepts.
Result<Chain> readChain(const val& list, Dialect dialect);
Result<SamplerOptions> readSamplerOptions(const val& object);
Result<DecodeOptions> readDecodeOptions(const val& object);
Result<BeamOptions> readBeamOptions(const val& object);
/// A number, or the sentence that says that it is none.
Result<double> readNumber(const val& value, const std::string& field);

val toJs(const Error& error);
val toJs(const Trace& trace);
val toJs(const Explanation& explanation);
val toJs(const Metrics& metrics);
val toJs(const Scenario& scenario);
val toJs(const ChainState& state);
val toJs(const StageInfo& stage);
val toJs(const DialectInfo& dialect);
val toJs(const Preset& preset);

/// Typed arrays of their own memory.
val toFloat64Array(const std::vector<double>& values);
val toUint32Array(const std::vector<TokenId>& values);

/// { value } or { error }: the façade throws the error, so that no C++ exception has to cross.
template <typename T> val answer(const Result<T>& result) {
  val object = val::object();
  if (result) {
    object.set("value", toJs(result.value()));
  } else {
    object.set("error", toJs(result.error()));
  }
  return object;
}

} // namespace logitscope::web
