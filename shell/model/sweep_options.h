#pragma once

#include "logitscope/stages.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// A number of the stage table that an axis of the map stands for.
struct SweepParam {
  StageKind kind{};
  std::string name;

  const StageInfo& stage() const { return stageInfo(kind); }
  const ParamInfo& info() const { return *stage().findParam(name); }
  bool isMain() const { return &info() == stage().params.data(); }

  bool operator==(const SweepParam&) const = default;
};

/// What the map shows of each pair of values.
enum class SweepFigure { Survivors, Entropy, Top1 };

struct SweepFigureInfo {
  SweepFigure figure{};
  /// In links: "top1".
  std::string_view name;
  std::string_view label;
};

inline constexpr std::array<SweepFigureInfo, 3> kSweepFigures = {{
    {SweepFigure::Survivors, "survivors", "Survivors"},
    {SweepFigure::Entropy, "entropy", "Entropy"},
    {SweepFigure::Top1, "top1", "Top-1 probability"},
}};

constexpr const SweepFigureInfo& sweepFigureInfo(SweepFigure figure) {
  return kSweepFigures[static_cast<std::size_t>(figure)];
}

/// Which two parameters the map is of, and what it shows.
struct SweepOptions {
  SweepParam x{StageKind::Temperature, "temperature"};
  SweepParam y{StageKind::TopP, "p"};
  SweepFigure figure = SweepFigure::Survivors;

  bool operator==(const SweepOptions&) const = default;
};

/// "topP"; for all but a stage's first parameter "topP.minKeep".
std::string sweepParamName(const SweepParam& param);
/// By that name; empty where the stage table has no such number.
std::optional<SweepParam> findSweepParam(std::string_view name);
/// "Top-p", "Top-p, at least".
std::string sweepParamLabel(const SweepParam& param);
/// The same inside a sentence: "top-p", but "XTC".
std::string sweepParamInSentence(const SweepParam& param);

/// Where in the chain the first stage of that kind stands; the chain's length where there is none.
std::size_t placeOf(const Chain& chain, const SweepParam& param);

} // namespace logitscope::shell
