#include "model/view_models/edge_view.h"

#include "logitscope/logitscope.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace logitscope::shell {

namespace {

// The exhibits' inputs. What comes of them core works out.
constexpr std::array kTied = {2.0, 1.0, 1.0, 1.0, 0.0};
constexpr std::array kShares = {0.4, 0.3, 0.2, 0.1};
constexpr double kThreshold = 0.9;
constexpr std::array kScores = {2.0, 1.0, 0.5};
constexpr std::array kTwoMaxima = {1.0, 2.0, 2.0, 0.0};
constexpr std::array kTemperatures = {0.0, 0.01, 0.1, 0.5, 1.0};
/// What the model knows of the text, and of the tokens A and B, in tenths: exactly, both logits are the same.
using Tenths = std::array<int, 8>;
constexpr Tenths kHidden = {9, -4, 7, 2, -6, 3, 8, -1};
constexpr Tenths kWeightsOfA = {9, -9, 7, 3, -2, 6, 8, -8};
constexpr Tenths kWeightsOfB = {8, -9, 8, 2, -8, 9, 4, 1};

constexpr std::array<std::string_view, 5> kNames = {"A", "B", "C", "D", "E"};
constexpr double kCoin = 0.5;

struct OrderInfo {
  SumOrder order{};
  std::string_view label;
};
constexpr std::array<OrderInfo, 3> kOrders = {{{SumOrder::LeftToRight, "left to right"},
                                               {SumOrder::Reversed, "right to left"},
                                               {SumOrder::Pairwise, "in pairs"}}};

std::string tokensOf(std::size_t count) {
  return sentence("{tokens}", {count});
}

std::array<double, Tenths().size()> numbersOf(const Tenths& tenths) {
  std::array<double, Tenths().size()> numbers{};
  std::ranges::transform(tenths, numbers.begin(), [](int one) { return one / 10.0; });
  return numbers;
}

/// The logit without any rounding: hundredths are added as whole numbers.
std::string exactLogit(const Tenths& weights) {
  return exactNumber(std::inner_product(kHidden.begin(), kHidden.end(), weights.begin(), 0) / 100.0);
}

/// Stops of the threshold: one step of float32 and one of float64 to either side of 0.9.
std::array<double, 5> thresholds() {
  const double single = roundedTo(Precision::Float32, kThreshold);
  return {movedByUlps(single, -1, Precision::Float32), movedByUlps(kThreshold, -1, Precision::Float64), kThreshold,
          movedByUlps(kThreshold, 1, Precision::Float64), movedByUlps(single, 1, Precision::Float32)};
}

class Maker {
public:
  explicit Maker(const EdgeOptions& options) {
    view_.exhibit = options.exhibit;
    view_.stop = options.stop;
  }

  EdgeView make() {
    switch (view_.exhibit) {
    case Exhibit::Ties:
      ties();
      break;
    case Exhibit::Threshold:
      threshold();
      break;
    case Exhibit::NothingLeft:
      nothingLeft();
      break;
    case Exhibit::Zero:
      zero();
      break;
    case Exhibit::Order:
      order();
      break;
    }
    return std::move(view_);
  }

private:
  // ---- what the exhibits are made of

  void nameTokens(std::span<const double> figures, std::string_view name) {
    view_.figureName = name;
    for (std::size_t i = 0; i < figures.size(); ++i)
      view_.tokens.push_back({.token = std::string(kNames[i]), .figure = exactNumber(figures[i])});
  }

  void addColumn(std::string label, std::string answer, std::span<const TokenId> kept, std::optional<TokenId> picked) {
    view_.columns.push_back({std::move(label), std::move(answer)});
    for (TokenId id = 0; id < view_.tokens.size(); ++id) {
      const bool isKept = std::ranges::find(kept, id) != kept.end();
      view_.tokens[id].fates.push_back(picked == id ? EdgeFate::Picked : isKept ? EdgeFate::Kept : EdgeFate::Removed);
    }
  }

  void addRefused(std::string label, std::string answer) {
    addColumn(std::move(label), std::move(answer), {}, std::nullopt);
    view_.columns.back().isRefused = true;
  }

  /// A column for each dialect: what it makes of these logits.
  void addDialects(std::span<const double> logits, const Chain& chain, bool isDrawn) {
    for (const DialectInfo& info : dialects()) {
      RunRequest request{.logits = logits, .chain = chain, .dialect = info.dialect};
      if (isDrawn) request.coins = {kCoin};
      const Result<Trace> trace = run(request);
      if (!trace) {
        addRefused(std::string(info.label), trace.error().message);
        continue;
      }
      const bool isSilent = isDrawn || trace->stages.empty();
      addColumn(std::string(info.label), isSilent ? trace->drawNote : trace->stages.back().note, trace->ids,
                trace->picked ? std::optional(trace->picked->id) : std::nullopt);
    }
  }

  std::size_t keptIn(std::size_t column) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        view_.tokens, [&](const EdgeToken& token) { return token.fates[column] != EdgeFate::Removed; }));
  }

  /// "Textbook keeps 2 tokens, transformers 4 tokens."
  std::string keptInWords() const {
    std::string words;
    for (std::size_t i = 0; i < view_.columns.size(); ++i) {
      if (view_.columns[i].isRefused) continue;
      words += words.empty() ? "" : ", ";
      words += view_.columns[i].label + (words.empty() ? " keeps " : " ") + tokensOf(keptIn(i));
    }
    return words;
  }

  bool doAgree() const {
    return std::ranges::all_of(view_.tokens, [](const EdgeToken& token) {
      return std::ranges::all_of(token.fates, [&](EdgeFate fate) { return fate == token.fates.front(); });
    });
  }

  // ---- the exhibits

  void ties() {
    for (std::size_t k = 1; k <= kTied.size(); ++k)
      view_.stops.push_back(exactNumber(static_cast<double>(k)));
    nameTokens(kTied, "logit");
    addDialects(kTied, {{TopKParams{.k = static_cast<std::int32_t>(view_.stop + 1)}}}, false);
    view_.verdict = sentence("top-k {}: {}. {}", {view_.stop + 1, keptInWords(),
                                                  doAgree() ? "The cut lies between two different logits, and all agree."
                                                            : "The cut goes through three equal logits."});
  }

  void addLoop(std::string label, double p, Precision precision) {
    const std::size_t count = countToReach(kShares, p, precision);
    std::vector<TokenId> kept;
    for (TokenId id = 0; id < count; ++id)
      kept.push_back(id);
    const double sum = runningSums(kShares, precision)[count - 1];
    addColumn(std::move(label),
              sentence("The first {} reach {}.", {tokensOf(count), exactNumber(sum, precision)}), kept, std::nullopt);
  }

  void threshold() {
    const auto all = thresholds();
    for (const double one : all)
      view_.stops.push_back(exactNumber(one));
    const double p = all[view_.stop];
    nameTokens(kShares, "probability");
    addLoop("a loop in float64", p, Precision::Float64);
    addLoop("a loop in float32", p, Precision::Float32);
    std::array<double, kShares.size()> logits{};
    std::ranges::transform(kShares, logits.begin(), [](double share) { return std::log(share); });
    addDialects(logits, {{TopPParams{.p = p}}}, false);
    showSums(p);
    view_.verdict = sentence("top-p {}: {}.", {exactNumber(p), keptInWords()});
  }

  void showSums(double p) {
    view_.sums = {.caption = "Added up from the left, every digit shown",
                  .heads = {"with", "float64", "float32"}};
    const auto doubles = runningSums(kShares, Precision::Float64);
    const auto singles = runningSums(kShares, Precision::Float32);
    const auto against = [&](double sum, Precision precision) {
      return exactNumber(sum, precision) + (sum >= roundedTo(precision, p) ? " ≥ p" : " < p");
    };
    for (std::size_t i = 0; i < kShares.size(); ++i) {
      view_.sums.rows.push_back({std::string(kNames[i]), against(doubles[i], Precision::Float64),
                                 against(singles[i], Precision::Float32)});
    }
    // As wide as the rows above, so that the digits stand below each other.
    view_.sums.rows.push_back({"p", exactNumber(p) + "    ", exactNumber(p, Precision::Float32) + "    "});
  }

  void nothingLeft() {
    for (std::size_t left = 0; left <= kScores.size(); ++left)
      view_.stops.push_back(exactNumber(static_cast<double>(left)));
    std::array<double, kScores.size()> logits = kScores;
    std::fill(logits.begin() + static_cast<std::ptrdiff_t>(view_.stop), logits.end(), -std::numeric_limits<double>::infinity());
    nameTokens(logits, "logit");
    addDialects(logits, {{TopPParams{}}}, true);
    view_.verdict = view_.stop == 0 ? "No token has a finite logit, so there is nothing to draw: the answer is a sentence, no token."
                                    : sentence("{} left: the coin {} falls on one.", {tokensOf(view_.stop), kCoin});
  }

  void zero() {
    for (const double temperature : kTemperatures)
      view_.stops.push_back(exactNumber(temperature));
    const double temperature = kTemperatures[view_.stop];
    nameTokens(kTwoMaxima, "logit");
    addDialects(kTwoMaxima, {{TemperatureParams{.temperature = temperature}}}, false);
    view_.verdict = sentence("temperature {}: {}.", {temperature, keptInWords()});
    if (temperature == 0) view_.verdict += " B and C share the maximum; the lower id is taken.";
  }

  void order() {
    const auto middle = static_cast<std::int64_t>(exhibitInfo(Exhibit::Order).first);
    const auto moved = static_cast<std::int64_t>(view_.stop) - middle;
    for (std::int64_t i = -middle; i <= middle; ++i)
      view_.stops.push_back(i > 0 ? "+" + std::to_string(i) : std::to_string(i));
    view_.figureName = "exactly";
    view_.tokens = {{.token = "A", .figure = exactLogit(kWeightsOfA)}, {.token = "B", .figure = exactLogit(kWeightsOfB)}};
    const auto hidden = numbersOf(kHidden);
    const auto weightsOfA = numbersOf(kWeightsOfA);
    const auto weightsOfB = numbersOf(kWeightsOfB);
    view_.sums = {.caption = "The logits in float32, by the order of their sum",
                  .heads = {"added", "A", "B", "A − B, in ulps"}};
    std::vector<std::string> picks;
    for (const OrderInfo& info : kOrders) {
      const double a = dotOf(hidden, weightsOfA, info.order, Precision::Float32);
      const double b = movedByUlps(dotOf(hidden, weightsOfB, info.order, Precision::Float32), moved, Precision::Float32);
      const std::array<double, 2> logits = {a, b};
      const Trace trace = run({.logits = logits, .chain = {{TemperatureParams{.temperature = 0}}}, .coins = {kCoin}}).value();
      const std::string pick(kNames[trace.picked->id]);
      picks.push_back(pick);
      addColumn(std::string(info.label), sentence("At temperature 0: {}.", {pick}), trace.ids, trace.picked->id);
      const std::int64_t apart = ulpsBetween(b, a, Precision::Float32);
      view_.sums.rows.push_back({std::string(info.label), exactNumber(a, Precision::Float32), exactNumber(b, Precision::Float32),
                                 (apart > 0 ? "+" : "") + exactNumber(static_cast<double>(apart))});
    }
    const bool isSame = std::ranges::all_of(picks, [&](const std::string& pick) { return pick == picks.front(); });
    view_.verdict = isSame ? sentence("Every order picks {}.", {picks.front()})
                           : sentence("Added left to right the maximum is {}, right to left {}, in pairs {}: the same row, another token.",
                                      {picks[0], picks[1], picks[2]});
  }

  EdgeView view_;
};

std::string_view fateInWords(EdgeFate fate) {
  switch (fate) {
  case EdgeFate::Removed:
    return "removed";
  case EdgeFate::Kept:
    return "kept";
  case EdgeFate::Picked:
    return "picked";
  }
  return {};
}

TwinTable fatesOf(const EdgeView& view) {
  TwinTable table{.id = "table", .caption = "What becomes of the tokens"};
  table.columns = {{"name", true}, {view.figureName}};
  for (const EdgeColumn& column : view.columns)
    table.columns.push_back({column.label, true});
  for (std::size_t i = 0; i < view.tokens.size(); ++i) {
    const EdgeToken& token = view.tokens[i];
    TwinRow row{.cells = {token.token, token.figure}, .state = "kept", .id = i};
    for (std::size_t at = 0; at < token.fates.size(); ++at)
      row.cells.emplace_back(view.columns[at].isRefused ? "refused" : fateInWords(token.fates[at]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

TwinTable sumsOf(const EdgeView& view) {
  TwinTable table{.id = "sums", .caption = view.sums.caption};
  for (std::size_t i = 0; i < view.sums.heads.size(); ++i)
    table.columns.push_back({view.sums.heads[i], i == 0});
  for (std::size_t i = 0; i < view.sums.rows.size(); ++i)
    table.rows.push_back({.cells = view.sums.rows[i], .state = "kept", .id = i});
  return table;
}

TwinTable answersOf(const EdgeView& view) {
  TwinTable table{.id = "answers", .caption = "What each answers", .columns = {{"whose rule", true}, {"answer", true}}};
  for (std::size_t i = 0; i < view.columns.size(); ++i)
    table.rows.push_back({.cells = {view.columns[i].label, view.columns[i].answer}, .state = "kept", .id = i});
  return table;
}

} // namespace

EdgeView makeEdgeView(const EdgeOptions& options) {
  return Maker(options).make();
}

Twin twinOf(const EdgeView& view) {
  Twin twin;
  TwinChoice exhibits{.id = "exhibit", .label = "Exhibit", .value = std::string(view.info().name), .action = "exhibit"};
  for (const ExhibitInfo& info : kExhibits)
    exhibits.options.push_back({std::string(info.name), std::string(info.label)});
  TwinChoice boundary{.id = "boundary", .label = std::string(view.info().boundary), .value = std::to_string(view.stop), .action = "boundary"};
  for (std::size_t i = 0; i < view.stops.size(); ++i)
    boundary.options.push_back({std::to_string(i), view.stops[i]});
  twin.emplace_back(std::move(exhibits));
  twin.emplace_back(TwinText{"edge-lesson", TwinText::Kind::Paragraph, std::string(view.info().lesson)});
  twin.emplace_back(std::move(boundary));
  twin.emplace_back(TwinText{"edge-verdict", TwinText::Kind::Sentence, view.verdict});
  twin.emplace_back(fatesOf(view));
  if (!view.sums.rows.empty()) twin.emplace_back(sumsOf(view));
  twin.emplace_back(answersOf(view));
  twin.emplace_back(TwinText{"edge-source", TwinText::Kind::Help, std::string(view.info().source)});
  return twin;
}

} // namespace logitscope::shell
