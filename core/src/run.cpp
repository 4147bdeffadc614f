#include "logitscope/run.h"

#include "candidates.h"
#include "carried.h"
#include "logitscope/words.h"
#include "request.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace logitscope {

namespace {

/// Remembers how the candidates were, to tell what a stage did to them.
class Watch {
public:
  Watch(std::span<const double> logits, const Candidates& candidates)
      : logits_(logits.size(), kGone) {
    for (std::size_t i = 0; i < candidates.size(); ++i)
      logits_[candidates.ids()[i]] = candidates.logits()[i];
  }

  /// Notes what has changed since the last call.
  void note(const Candidates& candidates, StageTrace& stage) {
    now_.assign(logits_.size(), kGone);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const TokenId id = candidates.ids()[i];
      const double logit = candidates.logits()[i];
      now_[id] = logit;
      if (logit != logits_[id] && logit != kGone) ++stage.changed;
    }
    for (TokenId id = 0; id < logits_.size(); ++id) {
      if (logits_[id] != kGone && now_[id] == kGone) stage.removed.push_back(id);
    }
    stage.kept = candidates.countInPlay();
    std::swap(logits_, now_);
  }

private:
  static constexpr double kGone = -std::numeric_limits<double>::infinity();

  /// By id; what is out of play is gone.
  std::vector<double> logits_;
  std::vector<double> now_;
};

/// What a stage that the dialect's library does not have says besides.
std::string apology(Dialect dialect, StageKind kind) {
  if (hasStage(dialect, kind)) return {};
  return sentence(" {} has no such stage: this is the textbook's rule.",
                  {dialectInfo(dialect).label});
}

std::vector<TokenId> tokensRuledOut(std::span<const double> logits) {
  std::vector<TokenId> ids;
  for (TokenId id = 0; id < logits.size(); ++id) {
    if (!std::isfinite(logits[id])) ids.push_back(id);
  }
  return ids;
}

StageTrace traceStage(const Stage& stage, const StageContext& context, Candidates& candidates,
                      Watch& watch) {
  const StageInfo& info = stageInfo(stage.kind());
  StageTrace entry{.kind = info.kind, .label = info.label, .isEnabled = stage.isEnabled};
  entry.kept = candidates.countInPlay();
  if (!stage.isEnabled) {
    entry.note = "Switched off.";
  } else if (candidates.countInPlay() == 0) {
    entry.note = "Nothing is left to work on.";
  } else {
    StageEffect effect = applyStage(stage, context, candidates);
    entry.threshold = effect.threshold;
    entry.figures = std::move(effect.figures);
    entry.note = std::move(effect.note) + apology(context.dialect, info.kind);
    watch.note(candidates, entry);
  }
  return entry;
}

std::string describeDraw(const Pick& pick, double coin) {
  return sentence("The coin {figure} lies in [{}, {}).",
                  {coin, fixedNumber(pick.from, 3), fixedNumber(pick.to, 3)});
}

/// Positions in the trace's list in the order in which they lie on the line. [asTheyStand] are the
/// survivors as the last stage left them.
std::vector<std::uint32_t> lineOrder(DrawOrder order, const Trace& trace,
                                     std::span<const TokenId> asTheyStand) {
  std::vector<std::uint32_t> line(trace.ids.size());
  std::iota(line.begin(), line.end(), 0U);
  if (order == DrawOrder::ByProbability) return line;
  sortNumbers(line, [&](std::uint32_t a, std::uint32_t b) { return trace.ids[a] < trace.ids[b]; });
  if (order == DrawOrder::ById) return line;
  std::vector<std::uint32_t> standing;
  standing.reserve(line.size());
  for (const TokenId id : asTheyStand) {
    const auto found = std::ranges::lower_bound(
        line, id, {}, [&](std::uint32_t position) { return trace.ids[position]; });
    if (found != line.end() && trace.ids[*found] == id) standing.push_back(*found);
  }
  return standing;
}

/// Lays the survivors on the line from 0 to 1.
void layOut(const Candidates& candidates, Trace& trace) {
  std::vector<Ranked> order;
  order.reserve(candidates.countInPlay());
  const auto ids = candidates.ids();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const double logit = candidates.logits()[i];
    if (std::isfinite(logit)) order.push_back({logit, ids[i]});
  }
  if (candidates.rules().isArray || candidates.sortedCount() < candidates.size())
    rankFirst(order, order.size());
  for (const Ranked& one : order) {
    trace.ids.push_back(one.id);
    trace.logits.push_back(one.value);
  }
  trace.probabilities = softmax(trace.logits).probabilities;

  trace.intervals.resize(order.size());
  trace.intervalEnds.resize(order.size());
  const auto line = lineOrder(candidates.rules().drawOrder, trace, ids);
  double sum = 0;
  std::optional<std::uint32_t> lastLikely;
  for (const std::uint32_t position : line) {
    // Rounding may carry the sum past 1, where no interval starts. A probability of 0 has no place
    // on the line: wherever it lies, its interval is empty.
    const double from = std::min(sum, 1.0);
    sum += trace.probabilities[position];
    trace.intervals[position] = from;
    trace.intervalEnds[position] = std::min(sum, 1.0);
    if (trace.probabilities[position] > 0) lastLikely = position;
  }
  // Or rounding leaves the sum short of 1: the rest is the last likely token's.
  if (lastLikely) trace.intervalEnds[*lastLikely] = 1;
}

/// The survivor whose interval holds the coin.
std::size_t positionOf(double coin, const Trace& trace) {
  for (std::size_t i = 0; i < trace.ids.size(); ++i) {
    if (trace.intervals[i] <= coin && coin < trace.intervalEnds[i]) return i;
  }
  return 0;
}

Pick pickAt(const Trace& trace, std::size_t position) {
  return {.id = trace.ids[position],
          .probability = trace.probabilities[position],
          .from = trace.intervals[position],
          .to = trace.intervalEnds[position]};
}

void takeReadersPick(TokenId id, Trace& trace) {
  const auto found = std::ranges::find(trace.ids, id);
  if (found != trace.ids.end()) {
    trace.picked = pickAt(trace, static_cast<std::size_t>(found - trace.ids.begin()));
    trace.drawNote =
        sentence("Picked by hand, with probability {percent}.", {trace.picked->probability});
  } else {
    trace.picked = Pick{.id = id};
    trace.drawNote = "Picked by hand, although the chain had removed it.";
  }
}

void draw(const RunRequest& request, std::optional<double> coin, Trace& trace) {
  if (request.pick) return takeReadersPick(*request.pick, trace);
  if (trace.ids.empty()) {
    trace.drawNote = "Nothing survived the chain, so nothing can be drawn.";
    return;
  }
  if (!coin) {
    trace.drawNote = "No coin and no seed, so nothing is drawn.";
    return;
  }
  trace.coin = coin;
  trace.picked = pickAt(trace, positionOf(*coin, trace));
  trace.drawNote = describeDraw(*trace.picked, *coin);
}

/// KL(after ‖ before) in bits. A token that had underflowed to 0 before may be likely after a high
/// temperature; there the logarithms are taken of the logits, which have not underflowed.
double divergence(std::span<const double> logits, const Softmax& before, const Trace& trace) {
  constexpr double kSmallestNormal = std::numeric_limits<double>::min();
  double bits = 0;
  for (std::size_t i = 0; i < trace.ids.size(); ++i) {
    const double p = trace.probabilities[i];
    const double q = before.probabilities[trace.ids[i]];
    if (p == 0) continue;
    const double log2q = (logits[trace.ids[i]] - before.logNormaliser) / std::numbers::ln2;
    bits += q >= kSmallestNormal ? p * std::log2(p / q) : p * (std::log2(p) - log2q);
  }
  // Rounding may leave a hair below zero; logits at both ends of the doubles would leave infinity.
  return std::clamp(bits, 0.0, std::numeric_limits<double>::max());
}

/// Figures on the distribution before and after, and on how far the chain moved it.
void measure(std::span<const double> logits, const Softmax& before, Trace& trace) {
  trace.before = metricsOf(before.probabilities);
  trace.after = metricsOf(trace.probabilities);
  // Positions in the survivors' list mean nothing to a reader; ids do.
  if (!trace.ids.empty()) trace.after.top1 = trace.ids.front();
  trace.klDivergence = divergence(logits, before, trace);
}

} // namespace

Result<Trace> run(const RunRequest& request) {
  if (auto error = checkRequest(request)) return *error;

  StageContext context = contextOf(request);
  Trace trace{.dialect = request.dialect, .ruledOut = tokensRuledOut(request.logits)};
  Candidates candidates(request.logits, context.rules());
  Watch watch(request.logits, candidates);
  std::optional<Rng> rng = rngOf(request);
  CoinSource coins{.rng = rng ? &*rng : nullptr, .coins = request.coins};
  Carried carried;
  carried.begin(request.state);
  for (const Stage& stage : request.chain) {
    carried.enter(stage, coins, context);
    trace.stages.push_back(traceStage(stage, context, candidates, watch));
    carried.leave(stage, candidates);
  }
  layOut(candidates, trace);
  draw(request, coins.next(), trace);

  const Softmax before = softmax(request.logits);
  const auto logProbability = [&](TokenId id) { return request.logits[id] - before.logNormaliser; };
  const auto picked = trace.picked ? std::optional(trace.picked->id) : std::nullopt;
  carried.finish(picked, context.rules(), logProbability, trace.state);
  measure(request.logits, before, trace);
  if (picked) trace.logProbability = logProbability(*picked);
  return trace;
}

} // namespace logitscope
