#pragma once

// One stage at a time: what it does to a few tokens, what it says about one of them, what it refuses.

#include "support.h"

#include <optional>
#include <string_view>

namespace logitscope::test {

/// What a stage is shown besides the logits.
struct Setting {
  Ids history;
  Dialect dialect = Dialect::Textbook;
  std::vector<double> coins;
  ChainState state;
};

/// The request refers to [logits] and [setting].
inline RunRequest requestOf(std::span<const double> logits, Chain chain, const Setting& setting) {
  RunRequest request{.logits = logits, .chain = std::move(chain), .dialect = setting.dialect};
  request.history = setting.history;
  request.state = setting.state;
  request.coins = setting.coins;
  return request;
}

inline Trace runIn(const Setting& setting, std::span<const double> logits, Chain chain) {
  return mustSucceed(run(requestOf(logits, std::move(chain), setting)));
}

/// A chain of this stage alone.
inline Trace runOne(std::span<const double> logits, const StageParams& params,
                    const Setting& setting = {}) {
  return runIn(setting, logits, {Stage{params}});
}

/// What the stage says that it did.
inline std::string noteOf(std::span<const double> logits, const StageParams& params,
                          const Setting& setting = {}) {
  return runOne(logits, params, setting).stages[0].note;
}

/// The survivors, most likely first.
inline Ids survivorsOf(std::span<const double> logits, const StageParams& params,
                       const Setting& setting = {}) {
  return runOne(logits, params, setting).ids;
}

/// Logits after the stage, by id; -inf for a removed token.
inline std::vector<double> logitsAfter(std::span<const double> logits, const StageParams& params,
                                       const Setting& setting = {}) {
  const Trace trace = runOne(logits, params, setting);
  std::vector<double> after(logits.size(), -kInf);
  for (std::size_t i = 0; i < trace.ids.size(); ++i)
    after[trace.ids[i]] = trace.logits[i];
  return after;
}

inline TokenAtStage explainAt(std::span<const double> logits, const StageParams& params, TokenId id,
                              const Setting& setting = {}) {
  return explainOne(requestOf(logits, {Stage{params}}, setting), id).stages[0];
}

inline std::string sentenceFor(std::span<const double> logits, const StageParams& params,
                               TokenId id, const Setting& setting = {}) {
  return explainAt(logits, params, id, setting).sentence;
}

/// A figure of the chain's first stage, by name.
inline std::optional<double> figureOf(const Trace& trace, std::string_view name) {
  for (const StageFigure& one : trace.stages[0].figures) {
    if (one.name == name) return one.value;
  }
  return std::nullopt;
}

inline Error refusalOf(std::string_view stage, std::string_view param, double value,
                       Dialect dialect = Dialect::Textbook) {
  const std::vector<NamedValue> given = {{std::string(param), value}};
  return mustFail(makeStage(stage, given, "stage", dialect));
}

/// Every value below is refused by a sentence that names it and ends in [allowed].
inline void checkRefused(std::string_view stage, std::string_view param,
                         std::initializer_list<double> values, const std::string& allowed) {
  const std::string path = "stage." + std::string(param);
  for (const double value : values) {
    const Error error = refusalOf(stage, param, value);
    CHECK(error.field == path);
    CHECK(error.message == path + " is " + exactNumber(value) + "; allowed: " + allowed + ".");
  }
}

/// The same refusal for every stage that has a minKeep.
inline void checkMinKeepRefused(std::string_view stage) {
  checkRefused(stage, "minKeep", {0, -3, 1.5, kNan, kInf},
               "a whole number from 1 (1 changes nothing)");
}

/// Four tokens of ½, ¼, ⅛ and ⅛: their surprises are 1, 2, 3 and 3 bits, and their entropy is
/// 1/2 + 2/4 + 3/8 + 3/8 = 1.75 bits.
inline std::vector<double> halves() {
  return logitsOf({0.5, 0.25, 0.125, 0.125});
}

} // namespace logitscope::test
