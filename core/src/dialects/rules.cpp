// The dialects, one table each: whose answer a run gives where implementations differ. Every line is
// held by golden figures of the library itself (tests/golden), at the version that it names.

#include "dialects/rules.h"

#include "logitscope/words.h"

#include <algorithm>
#include <array>
#include <string>

namespace logitscope {

namespace {

constexpr ParamRange kAny{};
constexpr ParamRange kFromZero{.minimum = 0};
constexpr ParamRange kAboveZero{.minimum = 0, .minimumIsExcluded = true};
constexpr ParamRange kUnit{.minimum = 0, .maximum = 1};

// ---- transformers: src/transformers/generation/logits_process.py

constexpr std::array kTransformersLacks = {
    StageKind::DynamicTemperature,
    StageKind::TopNSigma,
    StageKind::TopA,
    StageKind::PLess,
    StageKind::Xtc,
    StageKind::FrequencyPenalty,
    StageKind::PresencePenalty,
    StageKind::Dry,
    StageKind::Mirostat,
};

constexpr std::array kTransformersRanges = {
    // "has to be a strictly positive float": greedy decoding is another mode there.
    RangeRule{StageKind::Temperature, "temperature", kAboveZero},
    // Accepted, and keeps minKeep tokens.
    RangeRule{StageKind::TopP, "p", kUnit},
};

// ---- llama.cpp: src/llama-sampler.cpp

constexpr std::array kLlamaLacks = {
    StageKind::Epsilon, StageKind::Eta,           StageKind::TopA,
    StageKind::TopH,    StageKind::NoRepeatNgram, StageKind::BadTokens,
};

constexpr std::array kLlamaRanges = {
    // 0 and less are greedy.
    RangeRule{StageKind::Temperature, "temperature", kAny},
    RangeRule{StageKind::DynamicTemperature, "temperature", kAny},
    RangeRule{StageKind::DynamicTemperature, "delta", kAny},
    // k ≤ 0 is off.
    RangeRule{StageKind::TopK, "k", kAny},
    // 0 and less keep one token, 1 and more keep all.
    RangeRule{StageKind::TopP, "p", kAny},
    RangeRule{StageKind::TypicalP, "p", kAny},
    // 0 and less are off; above 1 the most likely token alone is left.
    RangeRule{StageKind::MinP, "p", kAny},
    RangeRule{StageKind::TopNSigma, "n", kAny},
    RangeRule{StageKind::Xtc, "probability", kAny},
    RangeRule{StageKind::Xtc, "threshold", kAny},
    RangeRule{StageKind::TopP, "minKeep", kFromZero},
    RangeRule{StageKind::TypicalP, "minKeep", kFromZero},
    RangeRule{StageKind::MinP, "minKeep", kFromZero},
    RangeRule{StageKind::Xtc, "minKeep", kFromZero},
};

constexpr std::array<DialectRules, 3> kRules = {{
    {
        .info = {Dialect::Textbook, "textbook", "Textbook", "",
                 "The field's formulas in double precision, every tie decided by the lower id."},
    },
    {
        .info = {Dialect::Transformers, "transformers", "transformers", "5.12.1",
                 "Hugging Face's logits processors: float32, ties stay together, top-p summed "
                 "from the tail."},
        .isSingle = true,
        .keepsTies = true,
        .sumsFromTheTail = true,
        .typical = TypicalRule::WithTies,
        .drawOrder = DrawOrder::ById,
        .topHLimit = 100,
        .lacks = kTransformersLacks,
        .ranges = kTransformersRanges,
    },
    {
        .info = {Dialect::LlamaCpp, "llamaCpp", "llama.cpp", "0.7.0",
                 "llama.cpp's samplers: float32, an array that remembers whether it was sorted, "
                 "tokens at -inf that still count."},
        .isSingle = true,
        .isArray = true,
        .comparesLogits = true,
        .typical = TypicalRule::Exceeds,
        .drawOrder = DrawOrder::AsTheyStand,
        .pLessSlack = 1e-5,
        .lacks = kLlamaLacks,
        .ranges = kLlamaRanges,
    },
}};

constexpr auto kInfos = [] {
  std::array<DialectInfo, kRules.size()> infos{};
  for (std::size_t i = 0; i < kRules.size(); ++i)
    infos[i] = kRules[i].info;
  return infos;
}();

} // namespace

const DialectRules& rulesOf(Dialect dialect) {
  return kRules[static_cast<std::size_t>(dialect)];
}

const ParamRange& rangeIn(Dialect dialect, StageKind kind, const ParamInfo& param) {
  for (const RangeRule& rule : rulesOf(dialect).ranges) {
    if (rule.kind == kind && rule.name == param.name) return rule.range;
  }
  return param.range;
}

std::span<const DialectInfo> dialects() {
  return kInfos;
}

const DialectInfo& dialectInfo(Dialect dialect) {
  return rulesOf(dialect).info;
}

std::string_view dialectName(Dialect dialect) {
  return dialectInfo(dialect).id;
}

Result<Dialect> parseDialect(std::string_view name) {
  std::array<std::string_view, kInfos.size()> names;
  std::ranges::transform(kInfos, names.begin(), &DialectInfo::id);
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return kInfos[static_cast<std::size_t>(found - names.begin())].dialect;
  return Error{.code = ErrorCode::UnknownChoice,
               .field = "dialect",
               .value = std::string(name),
               .message =
                   sentence("dialect is {}; allowed: {}.", {quoted(name), listInWords(names)})};
}

bool hasStage(Dialect dialect, StageKind kind) {
  const auto lacks = rulesOf(dialect).lacks;
  return std::ranges::find(lacks, kind) == lacks.end();
}

} // namespace logitscope
