#include "model/view_models/tail_view.h"

#include "model/grouped.h"
#include "model/view_models/recorded_views.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr std::string_view kNothing = "–";
/// Ranks of the table beyond the first ten: 20, 50, 100, 200 …
constexpr std::array<std::size_t, 3> kRowSteps = {2, 5, 10};

std::string bits(double value) {
  return figure(value) + " bits";
}

/// One distribution by rank, and by token.
struct Distribution {
  std::string name;
  std::span<const TokenId> ids;
  std::span<const double> byRank;
  std::vector<double> cumulative;
  std::span<const double> byToken;
  Metrics metrics;
};

Distribution distributionOf(std::string name, const Trace& trace, std::span<const double> byToken) {
  return {std::move(name), trace.ids, trace.probabilities, cumulativeOf(trace.probabilities),
          byToken, trace.after};
}

TailCurve curveOf(const Distribution& one) {
  const auto end = std::ranges::find_if(one.byRank, [](double p) { return !(p > 0); });
  TailCurve curve{.name = one.name, .tokens = static_cast<std::size_t>(end - one.byRank.begin())};
  for (const std::size_t rank : thinnedRanks(curve.tokens))
    curve.points.push_back({rank, one.byRank[rank - 1], one.cumulative[rank - 1], one.ids[rank - 1]});
  if (curve.tokens > 0) curve.smallest = one.byRank[curve.tokens - 1];
  return curve;
}

class Maker {
public:
  Maker(const Document& document, const Step& step, const RankedDistribution& ranked)
      : document_(document), step_(step), ranked_(ranked),
        vocabulary_(*document.source->vocabulary()), chain_(byToken(step.trace)),
        view_(emptyTailView(document, step)) {}

  TailView make() {
    describe();
    distributions_.push_back({"the model", ranked_.ids, ranked_.byRank, ranked_.cumulative,
                              ranked_.probabilities, step_.trace.before});
    distributions_.push_back(distributionOf("after the chain", step_.trace, chain_));
    layOver();
    for (const Distribution& one : distributions_) {
      view_.curves.push_back(curveOf(one));
      view_.columns.push_back(one.name);
    }
    addRegions();
    addCounters();
    addRows();
    compare();
    return std::move(view_);
  }

private:
  std::string visible(TokenId id) const { return visibleToken(vocabulary_[id]); }

  std::vector<double> byToken(const Trace& trace) const {
    std::vector<double> probabilities(vocabulary_.size(), 0.0);
    for (std::size_t i = 0; i < trace.ids.size(); ++i)
      probabilities[trace.ids[i]] = trace.probabilities[i];
    return probabilities;
  }

  void describe() {
    view_.vocabulary = vocabulary_.size();
  }

  /// The same logits through a preset's chain, where one was asked for.
  void layOver() {
    const Preset* preset = findPreset(document_.tail.other);
    if (preset == nullptr) return;
    RunRequest request = step_.request();
    request.chain = preset->chain;
    request.dialect = preset->dialect;
    request.state = {};
    // The shape is asked for, and no draw; a chain that tosses coins has them from the same seed.
    request.pick.reset();
    request.coins.clear();
    if (coinsOf(preset->chain) > 0) request.seed = document_.seed.value_or(document_.freshSeed);
    Result<Trace> trace = run(request);
    if (!trace) {
      view_.otherNote = trace.error().message;
      return;
    }
    otherTrace_ = std::move(trace).value();
    other_ = byToken(otherTrace_);
    view_.otherNote = preset->summary;
    view_.otherName = preset->label;
    distributions_.push_back(distributionOf(view_.otherName, otherTrace_, other_));
  }

  void addRegions() {
    const std::size_t all = view_.vocabulary;
    addRegion("head", 1, std::min(kHeadEnds, all));
    if (all > kHeadEnds) addRegion("body", kHeadEnds + 1, std::min(kBodyEnds, all));
    if (all > kBodyEnds) addRegion("tail", kBodyEnds + 1, all);
  }

  void addRegion(std::string_view name, std::size_t from, std::size_t to) {
    TailRegion region{.name = name, .from = from, .to = to};
    for (const Distribution& one : distributions_) {
      const auto upTo = [&](std::size_t rank) {
        return rank == 0 || one.cumulative.empty() ? 0.0
                                                   : one.cumulative[std::min(rank, one.cumulative.size()) - 1];
      };
      region.masses.push_back(percent(std::max(0.0, upTo(to) - upTo(from - 1))));
    }
    view_.regions.push_back(std::move(region));
  }

  template <typename Value>
  void addCounter(std::string_view name, std::string_view help, const Value& value) {
    TailCounter counter{.name = name, .help = help};
    for (const Distribution& one : distributions_)
      counter.values.push_back(one.metrics.nonZero > 0 ? value(one) : std::string(kNothing));
    view_.counters.push_back(std::move(counter));
  }

  void addCounters() {
    view_.counters.push_back({"vocabulary", "Tokens that the model knows.", {}});
    view_.counters.back().values.assign(distributions_.size(), grouped(view_.vocabulary));
    addCounter("most likely", "", [&](const Distribution& one) {
      return visible(one.ids[0]);
    });
    addCounter("its probability", "", [](const Distribution& one) { return percent(one.byRank[0]); });
    addCounter("tokens for 50 %", "How many of the likeliest hold half of the probability.",
               [](const Distribution& one) { return grouped(one.metrics.tokensFor50); });
    addCounter("tokens for 90 %", "",
               [](const Distribution& one) { return grouped(one.metrics.tokensFor90); });
    addCounter("tokens for 99 %", "",
               [](const Distribution& one) { return grouped(one.metrics.tokensFor99); });
    addCounter("not zero", "Tokens that can come at all.",
               [](const Distribution& one) { return grouped(one.metrics.nonZero); });
    addCounter("effective", "2 to the power of the entropy: as many equally likely tokens would leave one as unsure.",
               [](const Distribution& one) { return figure(one.metrics.effective); });
    addCounter("entropy", "", [](const Distribution& one) { return bits(one.metrics.entropy); });
  }

  void addRows() {
    std::vector<std::size_t> ranks;
    const std::size_t all = view_.vocabulary;
    for (std::size_t rank = 1; rank <= std::min(kHeadEnds, all); ++rank)
      ranks.push_back(rank);
    for (std::size_t power = kHeadEnds; power < all; power *= kRowSteps.back()) {
      for (const std::size_t step : kRowSteps) {
        if (power * step < all) ranks.push_back(power * step);
      }
    }
    if (all > kHeadEnds) ranks.push_back(all);
    for (const std::size_t rank : ranks)
      addRow(rank);
  }

  void addRow(std::size_t rank) {
    const TokenId id = ranked_.ids[rank - 1];
    TailRow row{.rank = rank, .id = id, .token = visible(id)};
    row.probabilityText = percent(ranked_.byRank[rank - 1]);
    row.cumulativeText = percent(ranked_.cumulative[rank - 1]);
    row.isKept = chain_[id] > 0;
    row.chainText = row.isKept ? percent(chain_[id]) : kNothing;
    if (!other_.empty()) row.otherText = other_[id] > 0 ? percent(other_[id]) : kNothing;
    view_.rows.push_back(std::move(row));
  }

  void compare() {
    double cut = 0;
    for (std::size_t id = 0; id < chain_.size(); ++id)
      cut += chain_[id] > 0 ? 0 : ranked_.probabilities[id];
    const std::size_t kept = step_.trace.ids.size();
    if (kept == 0) {
      view_.cut = "The chain removes every token.";
      return;
    }
    view_.cut = kept == view_.vocabulary
                    ? sentence("The chain keeps all {} tokens.", {grouped(kept)})
                    : sentence("The chain keeps {} of {} tokens and cuts off {percent} of the model's probability.",
                               {grouped(kept), grouped(view_.vocabulary), cut});
    addDivergence(1, 0, step_.trace.klDivergence);
    addDivergence(0, 1, klDivergence(ranked_.probabilities, chain_));
    if (other_.empty() || otherTrace_.ids.empty()) return;
    addDivergence(1, 2, klDivergence(chain_, other_));
    addDivergence(2, 1, klDivergence(other_, chain_));
  }

  void addDivergence(std::size_t from, std::size_t to, double value) {
    const std::string pair = sentence("KL({} ‖ {})", {distributions_[from].name, distributions_[to].name});
    view_.divergences.push_back(
        std::isfinite(value)
            ? pair + " = " + bits(value)
            : pair + " is infinite: the second rules out what the first allows");
  }

  const Document& document_;
  const Step& step_;
  const RankedDistribution& ranked_;
  const std::vector<std::string>& vocabulary_;
  std::vector<double> chain_;
  Trace otherTrace_;
  std::vector<double> other_;
  std::vector<Distribution> distributions_;
  TailView view_;
};

std::vector<TwinColumn> withDistributions(std::vector<TwinColumn> columns, const TailView& view) {
  for (const std::string& name : view.columns)
    columns.push_back({name});
  return columns;
}

TwinTable countersOf(const TailView& view) {
  TwinTable table{.id = "counters", .caption = "Counters"};
  table.columns = withDistributions({{"figure", true}}, view);
  for (const TailCounter& counter : view.counters) {
    TwinRow row{.cells = {std::string(counter.name)}, .state = "kept"};
    row.cells.insert(row.cells.end(), counter.values.begin(), counter.values.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

TwinTable regionsOf(const TailView& view) {
  TwinTable table{.id = "regions", .caption = "Head, body and tail: the probability that each holds"};
  table.columns = withDistributions({{"part", true}, {"ranks", true}}, view);
  for (const TailRegion& region : view.regions) {
    TwinRow row{.cells = {std::string(region.name), grouped(region.from) + " to " + grouped(region.to)},
                .state = "kept"};
    row.cells.insert(row.cells.end(), region.masses.begin(), region.masses.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

TwinTable ranksOf(const TailView& view) {
  TwinTable table{.id = "table", .caption = sentence("Ranks 1 to {}, by the model's probability", {grouped(view.vocabulary)}), .rest = view.rest};
  table.columns = {{"rank"}, {"token", true}, {"probability"}, {"cumulative"}, {"after the chain"}};
  const bool hasOther = !view.otherName.empty();
  if (hasOther) table.columns.push_back({view.otherName});
  for (const TailRow& row : view.rows) {
    TwinRow made{.cells = {row.isRest ? "–" : grouped(row.rank), row.token, row.probabilityText, row.cumulativeText, row.chainText},
                 .state = row.isKept ? "kept" : "removed",
                 .id = row.id};
    if (hasOther) made.cells.push_back(row.otherText);
    table.rows.push_back(std::move(made));
  }
  if (view.rows.size() < view.vocabulary && !view.isRecorded) {
    table.rest = sentence("and {} more between them",
                          {grouped(view.vocabulary - view.rows.size())});
  }
  return table;
}

TwinChoice comparison(const TailView& view) {
  TwinChoice choice{.id = "compare",
                    .label = "Lay a preset over it",
                    .value = view.other,
                    .action = "compare",
                    .options = {{"", "None"}},
                    .help = view.otherNote};
  for (const TailPreset& preset : view.presets)
    choice.options.push_back({preset.name, preset.label});
  return choice;
}

} // namespace

std::string hintOf(const TailView& view, std::size_t point) {
  const TailPoint& at = view.curves[0].points[point];
  return sentence("Rank {}: {} with {percent} for the model. All up to it hold {percent}.",
                  {grouped(at.rank), visibleToken((*view.vocabularyTexts)[at.id]), at.probability, at.cumulative});
}

TailView emptyTailView(const Document& document, const Step& step) {
  TailView view{.context = visibleText(step.context),
                .other = document.tail.other,
                .vocabularyTexts = document.source->vocabulary(),
                .showsCumulative = document.tail.showsCumulative,
                .source = document.source->description()};
  for (const Preset& preset : presets())
    view.presets.push_back({std::string(preset.id), std::string(preset.label)});
  return view;
}

TailView makeTailView(const Document& document, const Step& step, const RankedDistribution& ranked) {
  if (step.recorded) return makeRecordedTailView(document, step);
  return Maker(document, step, ranked).make();
}

Twin twinOf(const TailView& view) {
  Twin twin;
  twin.emplace_back(TwinText{"tail-context", TwinText::Kind::Sentence,
                             "Every token that could follow: " + view.context});
  twin.emplace_back(TwinText{"cut", TwinText::Kind::Paragraph, view.cut});
  twin.emplace_back(comparison(view));
  twin.emplace_back(TwinButtons{"tail-buttons",
                                "What the chart shows",
                                {{.label = "Cumulative curve",
                                  .action = view.showsCumulative ? "cumulative 0" : "cumulative 1",
                                  .isPressed = view.showsCumulative,
                                  .isSwitch = true}}});
  twin.emplace_back(countersOf(view));
  twin.emplace_back(regionsOf(view));
  for (std::size_t i = 0; i < view.divergences.size(); ++i)
    twin.emplace_back(TwinText{"divergence-" + std::to_string(i), TwinText::Kind::Paragraph, view.divergences[i] + "."});
  twin.emplace_back(ranksOf(view));
  twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
