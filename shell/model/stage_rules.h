#pragma once

#include "logitscope/logitscope.h"

#include <array>
#include <string_view>

namespace logitscope::shell {

/// A stage's rule as a formula in one line. z a logit, p a probability, primes what comes out.
struct StageRule {
  StageKind kind{};
  std::string_view formula;
  /// It sets logits rather than removing tokens: the pipeline shows it before softmax.
  bool changesLogits = false;
};

inline constexpr std::array kStageRules = {
    StageRule{StageKind::Temperature, "z′ = z / T", true},
    StageRule{StageKind::DynamicTemperature, "z′ = z / T(H), T between min and max by entropy H", true},
    StageRule{StageKind::RepetitionPenalty, "z′ = z / θ if z > 0, else z · θ, for tokens seen before", true},
    StageRule{StageKind::FrequencyPenalty, "z′ = z − count · α", true},
    StageRule{StageKind::PresencePenalty, "z′ = z − α, for tokens seen before", true},
    StageRule{StageKind::Dry, "z′ = z − m · b^(length − allowed), where it would continue a repeat", true},
    StageRule{StageKind::LogitBias, "z′ = z + bias", true},
    StageRule{StageKind::TopK, "rank ≤ k"},
    StageRule{StageKind::TopP, "p₁ + … + pₙ ≥ top-p, with n as small as can be"},
    StageRule{StageKind::MinP, "p ≥ min-p · p₁"},
    StageRule{StageKind::TypicalP, "|−ln p − H| smallest, until Σ p ≥ typical-p"},
    StageRule{StageKind::Epsilon, "p ≥ ε"},
    StageRule{StageKind::Eta, "p ≥ min(ε, √ε · e^−H)"},
    StageRule{StageKind::TopNSigma, "z ≥ z₁ − n · σ"},
    StageRule{StageKind::TopA, "p ≥ a · p₁²"},
    StageRule{StageKind::TopH, "the most tokens with H(kept) ≤ α · H"},
    StageRule{StageKind::PLess, "p ≥ Σ p²"},
    StageRule{StageKind::Xtc, "of all p ≥ threshold only the least likely stays, when the coin says so"},
    StageRule{StageKind::NoRepeatNgram, "no n tokens twice"},
    StageRule{StageKind::BadTokens, "z′ = −∞"},
    StageRule{StageKind::Mirostat, "−log₂ p ≤ μ"},
};

/// Every kind has its rule: a kind that joins the stage table without one does not compile.
static_assert(kStageRules.size() == kStageCount);

/// Switched on, and not set to what leaves everything as it is.
inline bool canAct(const Stage& stage) {
  return stage.isEnabled && !stageInfo(stage.kind()).isOff(stage.params);
}

constexpr const StageRule& stageRule(StageKind kind) {
  for (const StageRule& rule : kStageRules) {
    if (rule.kind == kind) return rule;
  }
  return kStageRules.front();
}

} // namespace logitscope::shell
