#include "model/recorded_view.h"

#include "logitscope/dialects.h"
#include "logitscope/words.h"
#include "model/grouped.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace logitscope::shell {

namespace {

constexpr std::string_view kAllowed =
    "; allowed: temperature, top-k, top-p and min-p, in this order, by the textbook's rules.";

Error refuse(std::string_view what, std::string_view why) {
  return {.code = ErrorCode::UnknownChoice,
          .field = "chain",
          .value = std::string(what),
          .message = std::string(what) + std::string(why) + std::string(kAllowed)};
}

/// Where a stage has to stand; 0 for one that cannot be bounded. Top-k goes by ranks, which no
/// temperature changes, so the two may stand either way round.
int placeOf(StageKind kind) {
  switch (kind) {
  case StageKind::Temperature:
  case StageKind::TopK:
    return 1;
  case StageKind::TopP:
    return 2;
  case StageKind::MinP:
    return 3;
  default:
    return 0;
  }
}

bool isIdle(const Stage& stage) {
  if (!stage.isEnabled) return true;
  const auto params = stageInfo(stage.kind()).params;
  return !params.empty() && params.front().isNumber() &&
         params.front().off == params.front().get(stage.params);
}

/// Set to more than what it is named for: at least so many tokens kept, say.
bool hasSideParams(const Stage& stage) {
  const auto params = stageInfo(stage.kind()).params;
  return std::ranges::any_of(params.subspan(1), [&](const ParamInfo& param) {
    return param.isNumber() && param.get(stage.params) != param.defaultValue;
  });
}

std::optional<Error> refusalOf(const Chain& chain, Dialect dialect) {
  if (dialect != Dialect::Textbook) {
    return refuse(dialectInfo(dialect).label,
                  "'s rules at ties and borders cannot be followed on a recorded answer, which names "
                  "the likely tokens only");
  }
  const Stage* last = nullptr;
  std::vector<StageKind> seen;
  for (const Stage& stage : chain) {
    if (isIdle(stage)) continue;
    const std::string_view label = stageInfo(stage.kind()).label;
    if (placeOf(stage.kind()) == 0) {
      return refuse(label, " cannot be worked out on a recorded answer, which names the likely "
                           "tokens only");
    }
    if (hasSideParams(stage) || std::ranges::find(seen, stage.kind()) != seen.end()) {
      return refuse(label, " can be worked out on a recorded answer once, and with its main value "
                           "only");
    }
    if (last != nullptr && placeOf(last->kind()) > placeOf(stage.kind())) {
      return refuse(label, sentence(" after {} cannot be worked out on a recorded answer",
                                    {stageInfo(last->kind()).label}));
    }
    seen.push_back(stage.kind());
    last = &stage;
  }
  return std::nullopt;
}

} // namespace

const RecordedCut* RecordedView::removerOf(std::size_t rank) const {
  const bool isRest = rank >= step().ids.size();
  const auto found = std::ranges::find_if(cuts, [&](const RecordedCut& cut) {
    return isRest ? cut.rest.high <= 0 : rank >= cut.possiblyKept;
  });
  return found == cuts.end() ? nullptr : &*found;
}

bool RecordedView::isExact() const {
  return std::ranges::all_of(after.probabilities, [](const Interval& one) {
    return percent(one.low) == percent(one.high);
  });
}

Result<RecordedView> viewRecorded(const RecordingPtr& recording, std::size_t at, const Chain& chain,
                                  Dialect dialect) {
  if (auto error = refusalOf(chain, dialect)) return *error;
  RecordedView view{.recording = recording, .at = at};
  TruncatedList list{.logProbabilities = view.step().logProbabilities,
                     .vocabularySize = view.step().vocabularySize};
  view.before = viewOf(list).value();
  // Temperature first, wherever it stands: top-k does not mind.
  for (const Stage& stage : chain) {
    if (const auto* params = std::get_if<TemperatureParams>(&stage.params); params && !isIdle(stage))
      list.temperature = view.temperature = params->temperature;
  }
  auto scaled = viewOf(list);
  if (!scaled) return scaled.error();
  view.scaled = view.after = std::move(scaled).value();
  // Temperature 0 is a cut as well: it leaves the most likely token.
  if (view.scaled.possiblyKept < view.step().ids.size()) {
    view.cuts.push_back({stageInfo(StageKind::Temperature).label, view.scaled.surelyKept,
                         view.scaled.possiblyKept, view.scaled.restAfter});
  }
  for (const Stage& stage : chain) {
    if (isIdle(stage) || stage.kind() == StageKind::Temperature) continue;
    if (const auto* topK = std::get_if<TopKParams>(&stage.params)) list.k = topK->k;
    if (const auto* topP = std::get_if<TopPParams>(&stage.params)) list.p = topP->p;
    if (const auto* minP = std::get_if<MinPParams>(&stage.params)) list.minP = minP->p;
    auto cut = viewOf(list);
    if (!cut) return cut.error();
    view.after = std::move(cut).value();
    view.cuts.push_back({stageInfo(stage.kind()).label, view.after.surelyKept,
                         view.after.possiblyKept, view.after.restAfter});
  }
  return view;
}

std::string percentRange(const Interval& interval) {
  const std::string low = percent(interval.low);
  const std::string high = percent(interval.high);
  if (low == high) return high;
  return low.substr(0, low.find(' ')) + "–" + high;
}

std::string percentInWords(const Interval& interval) {
  const std::string low = percent(interval.low);
  const std::string high = percent(interval.high);
  return low == high ? high : "between " + low + " and " + high;
}

std::string bitsRange(const Interval& interval) {
  const std::string low = figure(interval.low);
  if (!std::isfinite(interval.high)) return "≥ " + low + " bits";
  const std::string high = figure(interval.high);
  return (low == high ? low : low + "–" + high) + " bits";
}

std::string countRange(std::size_t from, std::size_t to) {
  return from == to ? grouped(from) : grouped(from) + " to " + grouped(to);
}

} // namespace logitscope::shell
