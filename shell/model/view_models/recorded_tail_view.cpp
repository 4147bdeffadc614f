#include "model/view_models/recorded_views.h"

#include "model/grouped.h"
#include "model/ranked_distribution.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr const char* kNothing = "–";

/// What the tokens have under one chain, by rank; exact where both ends are the same.
struct Known {
  std::string name;
  std::vector<Interval> probabilities;
  Interval rest;
};

double sumOf(std::span<const Interval> some, double Interval::* end) {
  double sum = 0;
  for (const Interval& one : some)
    sum += one.*end;
  return std::min(1.0, sum);
}

class Maker {
public:
  Maker(const Document& document, const Step& step)
      : known_(*step.recorded), recorded_(known_.step()),
        texts_(*document.source->vocabulary()), view_(emptyTailView(document, step)) {
    view_.isRecorded = true;
    view_.vocabulary = recorded_.ids.size();
  }

  TailView make() {
    columns_.push_back({"the model", known_.before.probabilities, {known_.before.rest, known_.before.rest}});
    addCurve("the model", known_.before, &Interval::low);
    addChain("after the chain", "", known_);
    view_.chainCurves = view_.curves.size() - 1;
    layOver();
    for (const Known& one : columns_)
      view_.columns.push_back(one.name);
    addRegions();
    addCounters();
    for (std::size_t rank = 0; rank < recorded_.ids.size(); ++rank)
      addRow(rank);
    if (known_.before.rest > 0) addRest();
    describe();
    return std::move(view_);
  }

private:
  /// A column, and one curve, or two where the ends differ.
  void addChain(const std::string& name, const std::string& prefix, const RecordedView& known) {
    columns_.push_back({name, known.after.probabilities, known.after.restAfter});
    if (known.isExact()) {
      addCurve(name, known.after, &Interval::high);
    } else {
      addCurve(prefix + "at least", known.after, &Interval::low);
      addCurve(prefix + "at most", known.after, &Interval::high);
    }
  }

  /// The same list through a preset's chain, where one was asked for that can be bounded.
  void layOver() {
    const Preset* preset = findPreset(view_.other);
    if (preset == nullptr) return;
    auto known = viewRecorded(known_.recording, known_.at, preset->chain, preset->dialect);
    if (!known) {
      view_.otherNote = known.error().message;
      return;
    }
    other_ = std::move(known).value();
    view_.otherNote = preset->summary;
    view_.otherName = preset->label;
    addChain(view_.otherName, view_.otherName + ", ", *other_);
  }

  /// What the preset leaves of the token of this rank; of everything else for the rank after the last.
  std::string otherText(std::size_t rank) const {
    if (!other_) return {};
    if (other_->removerOf(rank) != nullptr) return kNothing;
    const TruncatedView& after = other_->after;
    return percentRange(rank < recorded_.ids.size() ? after.probabilities[rank] : after.restAfter);
  }

  void addCurve(std::string name, const TruncatedView& view, double Interval::* end) {
    std::vector<double> probabilities;
    for (const Interval& one : view.probabilities)
      probabilities.push_back(one.*end);
    const std::vector<double> sums = cumulativeOf(probabilities);
    const auto last = std::ranges::find_if(probabilities, [](double p) { return !(p > 0); });
    TailCurve curve{.name = std::move(name), .tokens = static_cast<std::size_t>(last - probabilities.begin())};
    for (const std::size_t rank : thinnedRanks(curve.tokens))
      curve.points.push_back({rank, probabilities[rank - 1], sums[rank - 1], recorded_.ids[rank - 1]});
    if (curve.tokens > 0) curve.smallest = probabilities[curve.tokens - 1];
    view_.curves.push_back(std::move(curve));
  }

  void addRegions() {
    const std::size_t all = recorded_.ids.size();
    const std::pair<std::string_view, std::size_t> ends[] = {{"head", kHeadEnds}, {"body", kBodyEnds}, {"listed tail", all}};
    std::size_t from = 1;
    for (const auto& [name, to] : ends) {
      if (from > all) break;
      TailRegion region{.name = name, .from = from, .to = std::min(to, all)};
      for (const Known& one : columns_) {
        const auto some = std::span(one.probabilities).subspan(region.from - 1, region.to + 1 - region.from);
        region.masses.push_back(percentRange({sumOf(some, &Interval::low), sumOf(some, &Interval::high)}));
      }
      from = region.to + 1;
      view_.regions.push_back(std::move(region));
    }
  }

  template <typename Value>
  void addCounter(std::string_view name, std::string_view help, const Value& value) {
    TailCounter counter{.name = name, .help = help};
    for (const Known& one : columns_)
      counter.values.push_back(percentRange(value(one)));
    view_.counters.push_back(std::move(counter));
  }

  /// A figure of the whole distribution, which is known before the chain, as an interval at least.
  void addModelCounter(std::string_view name, std::string_view help, std::string value) {
    view_.counters.push_back({name, help, {std::move(value)}});
    view_.counters.back().values.resize(columns_.size(), kNothing);
  }

  std::string tokensFor(double share) const {
    double sum = 0;
    const auto& named = known_.before.probabilities;
    for (std::size_t rank = 0; rank < named.size(); ++rank) {
      if ((sum += named[rank].low) >= share - kReachTolerance) return grouped(rank + 1);
    }
    return "over " + grouped(named.size());
  }

  void addCounters() {
    addModelCounter("vocabulary", "Tokens that the model knows.",
                    recorded_.vocabularySize ? figure(*recorded_.vocabularySize, 6) : "unknown");
    addModelCounter("named", "Tokens that the answer names.", grouped(recorded_.ids.size()));
    addModelCounter("most likely", "", visibleToken(texts_[recorded_.ids.front()]));
    addCounter("its probability", "", [](const Known& one) { return one.probabilities.front(); });
    addCounter(kRestName, "1 − the sum of what is named.", [](const Known& one) { return one.rest; });
    constexpr double kShares[] = {0.5, 0.9, 0.99};
    constexpr std::string_view kNames[] = {"tokens for 50 %", "tokens for 90 %", "tokens for 99 %"};
    for (std::size_t i = 0; i < std::size(kShares); ++i)
      addModelCounter(kNames[i], "How many of the likeliest hold so much.", tokensFor(kShares[i]));
    addModelCounter("entropy", "Between both ends, or at least so much where nobody knows how many tokens there are.",
                    bitsRange(known_.before.entropy));
  }

  void addRow(std::size_t rank) {
    const std::vector<TailPoint>& points = view_.curves[0].points;
    TailRow row{.rank = rank + 1, .id = recorded_.ids[rank], .token = visibleToken(texts_[recorded_.ids[rank]])};
    row.probabilityText = percent(known_.before.probabilities[rank].low);
    sum_ = std::min(1.0, sum_ + known_.before.probabilities[rank].low);
    row.cumulativeText = percent(sum_);
    row.isKept = known_.removerOf(rank) == nullptr;
    row.chainText = row.isKept ? percentRange(known_.after.probabilities[rank]) : kNothing;
    row.otherText = otherText(rank);
    // Every rank of the chart has its row, and of a long list no other has.
    const bool isShown = rank < kHeadEnds || std::ranges::find(points, rank + 1, &TailPoint::rank) != points.end();
    if (isShown) view_.rows.push_back(std::move(row));
  }

  void addRest() {
    TailRow row{.rank = recorded_.ids.size() + 1, .id = kRestToken, .token = kRestName};
    row.isRest = true;
    row.probabilityText = percent(known_.before.rest);
    row.cumulativeText = percent(1);
    row.isKept = known_.removerOf(recorded_.ids.size()) == nullptr;
    row.chainText = row.isKept ? percentRange(known_.after.restAfter) : kNothing;
    row.otherText = otherText(recorded_.ids.size());
    view_.rows.push_back(std::move(row));
  }

  void describe() {
    const TruncatedView& after = known_.after;
    view_.cut = sentence("The chain keeps {} of the {} tokens that the answer names. Everything else holds {percent} for "
                         "the model, and {} after the chain.",
                         {countRange(after.surelyKept, after.possiblyKept), recorded_.ids.size(), known_.before.rest,
                          percentInWords(after.restAfter)});
    view_.divergences.push_back("Divergences need the whole distribution, and a recorded answer names the likely tokens only");
    const std::size_t named = view_.rows.size() - (known_.before.rest > 0 ? 1 : 0);
    if (named < recorded_.ids.size())
      view_.rest = sentence("and {} more between them", {grouped(recorded_.ids.size() - named)});
  }

  const RecordedView& known_;
  const RecordedStep& recorded_;
  const std::vector<std::string>& texts_;
  std::optional<RecordedView> other_;
  std::vector<Known> columns_;
  double sum_ = 0;
  TailView view_;
};

} // namespace

TailView makeRecordedTailView(const Document& document, const Step& step) {
  return Maker(document, step).make();
}

} // namespace logitscope::shell
