#include "model/view_models/recorded_views.h"

#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr int kLogDecimals = 2;

BuilderRow rowOfRank(const Step& step, const std::vector<std::string>& texts, std::size_t rank) {
  const RecordedView& known = *step.recorded;
  const RecordedStep& recorded = known.step();
  const bool isRest = rank >= recorded.ids.size();
  BuilderRow row{.id = isRest ? kRestToken : recorded.ids[rank], .rank = rank + 1};
  row.token = isRest ? kRestName : visibleToken(texts[row.id]);
  row.isRest = isRest;
  row.isPicked = isRest ? !recorded.isChosenListed : row.id == recorded.chosen;
  row.isKept = known.removerOf(rank) == nullptr;
  const Interval& after = isRest ? known.after.restAfter : known.after.probabilities[rank];
  row.rawProbability = isRest ? known.before.rest : known.before.probabilities[rank].low;
  row.probability = after.low;
  row.probabilityText = percentRange(after);
  if (percent(after.low) != percent(after.high)) row.most = after.high;
  row.rawText = percent(row.rawProbability);
  row.logitText = "–";
  if (!isRest) {
    const double value = recorded.logProbabilities[rank];
    row.logitText = std::isfinite(value) ? fixedNumber(value, kLogDecimals) : "-inf";
  }
  row.reason = fateInWords(known, rank);
  return row;
}

} // namespace

void addRecordedRows(const Document& document, const Step& step, BuilderView& view) {
  const auto& texts = *document.source->vocabulary();
  const RecordedStep& recorded = step.recorded->step();
  const std::string& search = document.builder.search;
  std::vector<std::size_t> ranks;
  for (std::size_t rank = 0; rank < recorded.ids.size(); ++rank) {
    const std::string& text = texts[recorded.ids[rank]];
    if (text.find(search) != std::string::npos || visibleToken(text).find(search) != std::string::npos)
      ranks.push_back(rank);
  }
  view.title = search.empty()
                   ? sentence("{tokens} that the answer names, and all others", {ranks.size()})
                   : sentence("{tokens} with {}, of those that the answer names", {ranks.size(), quoted(search)});
  const std::size_t shown = std::min(document.builder.rows, ranks.size());
  double hidden = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    if (i < shown) view.rows.push_back(rowOfRank(step, texts, ranks[i]));
    else hidden += step.recorded->before.probabilities[ranks[i]].low;
  }
  if (shown < ranks.size()) {
    view.rest = sentence("and {} more that the answer names, {percent} together", {ranks.size() - shown, hidden});
    view.canShowMore = true;
  }
  if (search.empty() && step.recorded->before.rest > 0)
    view.rows.push_back(rowOfRank(step, texts, recorded.ids.size()));
}

} // namespace logitscope::shell
