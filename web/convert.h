#pragma once

#include "logitscope/logitscope.h"

#include <emscripten/val.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
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
/// val's own operator is written out anew for every length of a name.
val property(const val& object, const char* name);
/// A number, or the sentence that says that it is none.
Result<double> readNumber(const val& value, const std::string& field);

/// A plain object in the making. val writes its code out for every type and at every place, a hundred
/// bytes for a property; here a place is one call.
class Object {
public:
  void set(const char* name, const val& value);
  void set(const char* name, std::string_view value);
  /// Null where there is none: `undefined` would vanish in JSON.
  void set(const char* name, const std::optional<double>& value);
  template <typename Number>
  requires std::is_arithmetic_v<Number>
  void set(const char* name, Number value) {
    if constexpr (std::is_same_v<Number, bool>) {
      setClaim(name, value);
    } else {
      setNumber(name, static_cast<double>(value));
    }
  }

  operator const val&() const { return object_; }

private:
  void setClaim(const char* name, bool value);
  void setNumber(const char* name, double value);

  val object_ = val::object();
};

/// A list in the making.
class List {
public:
  void push(const val& value);

  operator const val&() const { return list_; }

private:
  val list_ = val::array();
  unsigned count_ = 0;
};

val toJs(const Error& error);
val toJs(const Trace& trace);
val toJs(const Explanation& explanation);
val toJs(const Metrics& metrics);
val toJs(const StageTrace& stage);
val toJs(const TokenAtStage& at);
val toJs(const ParamInfo& param);
val toJs(const Scenario& scenario);
val toJs(const ChainState& state);
val toJs(const StageInfo& stage);
val toJs(const DialectInfo& dialect);
val toJs(const Preset& preset);
val toJs(const Interval& interval);
val toJs(const TruncatedView& view);

/// Typed arrays of their own memory.
val toFloat64Array(const std::vector<double>& values);
val toUint32Array(const std::vector<TokenId>& values);

/// { value } or { error }: the façade throws the error, so that no C++ exception has to cross.
val success(const val& value);
val failure(const Error& error);

template <typename T> val answer(const Result<T>& result) {
  return result ? success(toJs(result.value())) : failure(result.error());
}

template <typename Items> val listOf(const Items& items) {
  List list;
  for (const auto& item : items)
    list.push(toJs(item));
  return list;
}

} // namespace logitscope::web
