// From JavaScript: every value is looked at before it is used, and named by its path when it will
// not do.

#include "convert.h"

#include <cmath>

namespace logitscope::web {

namespace {

/// A value as a sentence can show it. Objects are not turned into text: that would run code of theirs.
std::string shown(const val& value) {
  const std::string type = value.typeOf().as<std::string>();
  if (value.isUndefined()) return "missing";
  if (value.isNull()) return "null";
  if (value.isString()) return sentence("\"{}\"", {value.as<std::string>()});
  if (value.isArray()) return "a list";
  if (type == "object") return "an object";
  if (type == "function" || type == "symbol") return "a " + type;
  return val::global("String").call<std::string>("call", val::null(), value);
}

Error wrongType(const std::string& field, const val& value, const std::string& allowed) {
  const std::string text = shown(value);
  return {.code = ErrorCode::NotANumber,
          .field = field,
          .value = text,
          .message = sentence("{} is {}; allowed: {}.", {field, text, allowed})};
}

bool isMissing(const val& value) {
  return value.isUndefined() || value.isNull();
}

bool isArray(const val& value) {
  return value.isArray();
}

bool isList(const val& value) {
  return isArray(value) || val::global("ArrayBuffer").call<bool>("isView", value);
}

/// The façade hands lists over as typed arrays, which are copied in one go.
std::vector<double> readDoubles(const val& list) {
  return emscripten::convertJSArrayToNumberVector<double>(list);
}

/// The parameter of a stage that is a list; null for one that is a number, and for unknown names.
const ParamInfo* findList(const std::string& kind, const std::string& name) {
  const StageInfo* stage = findStage(kind);
  const ParamInfo* param = stage == nullptr ? nullptr : stage->findParam(name);
  return param != nullptr && !param->isNumber() ? param : nullptr;
}

Result<TokenId> readId(const val& value, const std::string& field) {
  auto number = readNumber(value, field);
  if (!number) return number.error();
  const double id = number.value();
  if (id >= 0 && id < static_cast<double>(kMaxTokens) && id == std::floor(id)) {
    return static_cast<TokenId>(id);
  }
  return Error{.code = ErrorCode::OutOfRange,
               .field = field,
               .value = exactNumber(id),
               .message =
                   sentence("{} is {}; allowed: a token id, a whole number from 0.", {field, id})};
}

Result<NamedValue> readBiases(const val& list, const std::string& name, const std::string& field) {
  std::vector<TokenBias> biases;
  const auto count = property(list, "length").as<unsigned>();
  for (unsigned i = 0; i < count; ++i) {
    const std::string at = sentence("{}[{}]", {field, i});
    const val pair = list[i];
    if (!isArray(pair) || property(pair, "length").as<unsigned>() != 2) {
      return wrongType(at, pair, "a pair [id, bias]");
    }
    auto id = readId(pair[0], at + "[0]");
    if (!id) return id.error();
    auto bias = readNumber(pair[1], at + "[1]");
    if (!bias) return bias.error();
    biases.push_back({id.value(), bias.value()});
  }
  return NamedValue{name, std::move(biases)};
}

Result<NamedValue> readParam(const val& value, const std::string& kind, const std::string& name,
                             const std::string& field) {
  const ParamInfo* list = findList(kind, name);
  if (list == nullptr) {
    auto number = readNumber(value, field);
    if (!number) return number.error();
    return NamedValue{name, number.value()};
  }
  if (!isList(value)) {
    return wrongType(field, value,
                     list->type == ParamType::Tokens ? "a list of token ids"
                                                     : "a list of pairs [id, bias]");
  }
  if (list->type == ParamType::Biases) return readBiases(value, name, field);
  auto ids = readIds(value, field);
  if (!ids) return ids.error();
  return NamedValue{name, std::move(ids.value())};
}

Result<Stage> readStage(const val& stage, const std::string& field, Dialect dialect) {
  if (isMissing(stage) || stage.typeOf().as<std::string>() != "object") {
    return wrongType(field, stage, "an object like { kind: \"topP\", p: 0.9 }");
  }
  if (!property(stage, "kind").isString()) {
    return wrongType(field + ".kind", property(stage, "kind"), "the name of a stage");
  }
  const std::string kind = property(stage, "kind").as<std::string>();
  std::vector<NamedValue> params;
  const val keys = val::global("Object").call<val>("keys", stage);
  const auto count = property(keys, "length").as<unsigned>();
  bool isEnabled = true;
  for (unsigned i = 0; i < count; ++i) {
    const std::string name = keys[i].as<std::string>();
    const val value = stage[name];
    // What is left out and what is undefined mean the same in JavaScript: the default.
    if (name == "kind" || value.isUndefined()) continue;
    if (name == "enabled") {
      if (!value.isTrue() && !value.isFalse())
        return wrongType(field + ".enabled", value, "true or false");
      isEnabled = value.isTrue();
      continue;
    }
    auto param = readParam(value, kind, name, sentence("{}.{}", {field, name}));
    if (!param) return param.error();
    params.push_back(std::move(param.value()));
  }
  auto made = makeStage(kind, params, field, dialect);
  if (made) made->isEnabled = isEnabled;
  return made;
}

/// { mu: [9.7] }, or left out.
std::optional<Error> readState(const val& value, ChainState& state) {
  if (isMissing(value)) return std::nullopt;
  const val mu = property(value, "mu");
  if (!isList(mu)) return wrongType("state.mu", mu, "a list of numbers");
  state.mu = readDoubles(mu);
  return std::nullopt;
}

std::optional<Error> readLuck(const val& object, RunRequest& request) {
  if (!isMissing(property(object, "coin"))) {
    auto coin = readNumber(property(object, "coin"), "coin");
    if (!coin) return coin.error();
    request.coins = {coin.value()};
  }
  if (!isMissing(property(object, "coins"))) {
    if (!isList(property(object, "coins")))
      return wrongType("coins", property(object, "coins"), "a list of numbers");
    const auto coins = readDoubles(property(object, "coins"));
    request.coins.insert(request.coins.end(), coins.begin(), coins.end());
  }
  if (!isMissing(property(object, "seed"))) {
    auto seed = readNumber(property(object, "seed"), "seed");
    if (!seed) return seed.error();
    request.seed = seed.value();
  }
  if (!isMissing(property(object, "pick"))) {
    const val list = val::array();
    list.call<void>("push", property(object, "pick"));
    auto ids = readIds(list, "pick");
    if (!ids) return ids.error();
    request.pick = ids->front();
  }
  return std::nullopt;
}

/// A text that may be left out.
std::optional<Error> readText(const val& value, const std::string& field, std::string& text) {
  if (isMissing(value)) return std::nullopt;
  if (!value.isString()) return wrongType(field, value, "a text");
  text = value.as<std::string>();
  return std::nullopt;
}

/// A choice by name, where [value] may be left out.
template <typename T>
std::optional<Error> readChoice(const val& value, const std::string& field,
                                Result<T> (*parse)(std::string_view), T& choice) {
  if (isMissing(value)) return std::nullopt;
  if (!value.isString()) return wrongType(field, value, "a name");
  auto parsed = parse(value.as<std::string>());
  if (!parsed) return parsed.error();
  choice = parsed.value();
  return std::nullopt;
}

} // namespace

val property(const val& object, const char* name) {
  return object[name];
}

Result<Chain> readChain(const val& list, Dialect dialect) {
  if (!isArray(list)) return wrongType("chain", list, "a list of stages");
  Chain chain;
  const auto count = property(list, "length").as<unsigned>();
  for (unsigned i = 0; i < count; ++i) {
    auto stage = readStage(list[i], sentence("chain[{}]", {i}), dialect);
    if (!stage) return stage.error();
    chain.push_back(stage.value());
  }
  return chain;
}

Result<Dialect> readDialect(const val& value) {
  Dialect dialect = Dialect::Textbook;
  if (auto error = readChoice(value, "dialect", parseDialect, dialect)) return *error;
  return dialect;
}

Result<RngKind> readRngKind(const val& value, const std::string& field) {
  RngKind kind = RngKind::Python;
  if (auto error = readChoice(value, field, parseRngKind, kind)) return *error;
  return kind;
}

Result<double> readNumber(const val& value, const std::string& field) {
  if (!value.isNumber()) return wrongType(field, value, "a number");
  return value.as<double>();
}

Result<std::vector<TokenId>> readIds(const val& ids, const std::string& field) {
  std::vector<TokenId> result;
  const auto count = property(ids, "length").as<unsigned>();
  for (unsigned i = 0; i < count; ++i) {
    auto id = readId(ids[i], count == 1 ? field : sentence("{}[{}]", {field, i}));
    if (!id) return id.error();
    result.push_back(id.value());
  }
  return result;
}

Result<OwnedRequest> readRequest(const val& object) {
  OwnedRequest owned;
  const val logits = property(object, "logits");
  if (!isList(logits)) {
    return wrongType("logits", logits, "a Float32Array, a Float64Array or a list of numbers");
  }
  owned.logits = readDoubles(logits);
  owned.request.logitsAreFloat32 = property(object, "logitsAreFloat32").isTrue();

  // Which values a stage takes is the dialect's to say.
  auto dialect = readDialect(property(object, "dialect"));
  if (!dialect) return dialect.error();
  owned.request.dialect = dialect.value();
  auto chain = readChain(property(object, "chain"), owned.request.dialect);
  if (!chain) return chain.error();
  owned.request.chain = std::move(chain.value());
  if (!isMissing(property(object, "history"))) {
    if (!isList(property(object, "history"))) {
      return wrongType("history", property(object, "history"), "a list of token ids");
    }
    auto history = readIds(property(object, "history"), "history");
    if (!history) return history.error();
    owned.history = std::move(history.value());
  }
  if (auto error = readState(property(object, "state"), owned.request.state)) return *error;
  if (auto error = readChoice(property(object, "rng"), "rng", parseRngKind, owned.request.rng))
    return *error;
  if (auto error = readLuck(object, owned.request)) return *error;
  // Moving a vector keeps its memory, so the span stays good as [owned] is handed on.
  owned.request.logits = owned.logits;
  owned.request.history = owned.history;
  return owned;
}

Result<Scenario> readScenario(const val& object) {
  Scenario scenario;
  if (!isArray(property(object, "tokens")))
    return wrongType("tokens", property(object, "tokens"), "a list of texts");
  if (!isList(property(object, "logits")))
    return wrongType("logits", property(object, "logits"), "a list of numbers");
  scenario.tokens = emscripten::vecFromJSArray<std::string>(property(object, "tokens"));
  scenario.logits = readDoubles(property(object, "logits"));
  if (auto error = readText(property(object, "context"), "context", scenario.context))
    return *error;
  if (auto error = readText(property(object, "source"), "source", scenario.source)) return *error;
  return scenario;
}

} // namespace logitscope::web
