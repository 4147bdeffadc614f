// What generations, searches and samplers are made of, from JavaScript.

#include "convert.h"

#include <cmath>

namespace logitscope::web {

namespace {

bool isGiven(const val& value) {
  return !value.isUndefined() && !value.isNull();
}

/// A whole number that may be left out.
std::optional<Error> readWhole(const val& object, const char* field, double minimum,
                               std::size_t& number) {
  const val value = property(object, field);
  if (!isGiven(value)) return std::nullopt;
  auto given = readNumber(value, field);
  if (!given) return given.error();
  constexpr double kMost = 1e9;
  if (given.value() >= minimum && given.value() <= kMost &&
      given.value() == std::floor(given.value())) {
    number = static_cast<std::size_t>(given.value());
    return std::nullopt;
  }
  const std::string text = exactNumber(given.value());
  return Error{.code = ErrorCode::OutOfRange,
               .field = field,
               .value = text,
               .message =
                   sentence("{} is {}; allowed: a whole number from {}.", {field, text, minimum})};
}

std::optional<Error> readReal(const val& object, const char* field, double& number) {
  const val value = property(object, field);
  if (!isGiven(value)) return std::nullopt;
  auto given = readNumber(value, field);
  if (!given) return given.error();
  number = given.value();
  return std::nullopt;
}

std::optional<Error> readTokens(const val& object, const char* field, std::vector<TokenId>& ids) {
  if (!isGiven(property(object, field))) return std::nullopt;
  auto given = readIds(property(object, field), field);
  if (!given) return given.error();
  ids = std::move(given).value();
  return std::nullopt;
}

/// Chain, dialect and seed, which all of them have.
template <typename Options> std::optional<Error> readCommon(const val& object, Options& options) {
  if (isGiven(property(object, "dialect"))) {
    auto dialect = readDialect(property(object, "dialect"));
    if (!dialect) return dialect.error();
    options.dialect = dialect.value();
  }
  auto chain = readChain(property(object, "chain"), options.dialect);
  if (!chain) return chain.error();
  options.chain = std::move(chain).value();
  auto rng = readRngKind(property(object, "rng"), "rng");
  if (!rng) return rng.error();
  options.rng = rng.value();
  options.logitsAreFloat32 = property(object, "logitsAreFloat32").isTrue();
  return std::nullopt;
}

} // namespace

Result<SamplerOptions> readSamplerOptions(const val& object) {
  SamplerOptions options;
  if (auto error = readCommon(object, options)) return *error;
  if (auto error = readReal(object, "seed", options.seed)) return *error;
  if (auto error = readTokens(object, "history", options.history)) return *error;
  return options;
}

Result<DecodeOptions> readDecodeOptions(const val& object) {
  DecodeOptions options;
  if (auto error = readCommon(object, options)) return *error;
  if (isGiven(property(object, "seed"))) {
    options.seed = 0;
    if (auto error = readReal(object, "seed", *options.seed)) return *error;
  }
  if (isGiven(property(object, "coins"))) {
    options.coins = emscripten::convertJSArrayToNumberVector<double>(property(object, "coins"));
  }
  if (isGiven(property(object, "luck"))) {
    auto luck = parseLuck(property(object, "luck").as<std::string>());
    if (!luck) return luck.error();
    options.luck = luck.value();
  }
  if (auto error = readTokens(object, "stopTokens", options.stopTokens)) return *error;
  if (isGiven(property(object, "stopSequences"))) {
    options.stopSequences =
        emscripten::vecFromJSArray<std::string>(property(object, "stopSequences"));
  }
  if (auto error = readWhole(object, "maxNewTokens", 0, options.maxNewTokens)) return *error;
  if (auto error = readWhole(object, "coinsPerStep", 0, options.coinsPerStep)) return *error;
  options.promptCounts = property(object, "promptCounts").isTrue();
  options.keepsTraces = property(object, "traces").isTrue();
  return options;
}

Result<BeamOptions> readBeamOptions(const val& object) {
  BeamOptions options;
  if (auto error = readWhole(object, "numBeams", 1, options.numBeams)) return *error;
  if (auto error = readReal(object, "lengthPenalty", options.lengthPenalty)) return *error;
  if (auto error = readReal(object, "repetitionPenalty", options.repetitionPenalty)) return *error;
  if (auto error = readWhole(object, "maxNewTokens", 1, options.maxNewTokens)) return *error;
  if (auto error = readWhole(object, "numReturn", 1, options.numReturn)) return *error;
  if (auto error = readTokens(object, "endTokens", options.endTokens)) return *error;
  if (isGiven(property(object, "earlyStopping"))) {
    auto mode = parseEarlyStopping(property(object, "earlyStopping").as<std::string>());
    if (!mode) return mode.error();
    options.earlyStopping = mode.value();
  }
  return options;
}

} // namespace logitscope::web
