#include "logitscope/run.h"

#include "candidates.h"
#include "logitscope/words.h"
#include "request.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace logitscope {

namespace {

/// The token is in no stage's list of removals.
constexpr std::uint8_t kInPlay = 0;
constexpr std::uint8_t kGone = 1;

/// Remembers how the candidates were, to tell what a stage did to them.
class Watch {
public:
  Watch(std::span<const double> logits, const Candidates& candidates)
      : logits_(logits.begin(), logits.end()), state_(logits.size(), kGone) {
    for (const TokenId id : candidates.ids())
      state_[id] = kInPlay;
  }

  /// Notes what has changed since the last call.
  void note(const Candidates& candidates, StageTrace& stage) {
    std::vector<std::uint8_t> now(state_.size(), kGone);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const TokenId id = candidates.ids()[i];
      now[id] = kInPlay;
      if (logits_[id] == candidates.logits()[i]) continue;
      logits_[id] = candidates.logits()[i];
      ++stage.changed;
    }
    for (TokenId id = 0; id < state_.size(); ++id) {
      if (state_[id] == kInPlay && now[id] == kGone) stage.removed.push_back(id);
    }
    stage.kept = candidates.size();
    state_ = std::move(now);
  }

private:
  std::vector<double> logits_;
  std::vector<std::uint8_t> state_;
};

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
  entry.kept = candidates.size();
  if (!stage.isEnabled) {
    entry.note = "Switched off.";
  } else if (candidates.isEmpty()) {
    entry.note = "Nothing is left to work on.";
  } else {
    StageEffect effect = applyStage(stage, context, candidates);
    entry.threshold = effect.threshold;
    entry.note = std::move(effect.note);
    watch.note(candidates, entry);
  }
  return entry;
}

/// The survivor whose interval holds the coin.
std::size_t positionOf(double coin, std::span<const double> intervals) {
  const auto after = std::ranges::upper_bound(intervals, coin);
  return static_cast<std::size_t>(after - intervals.begin()) - 1;
}

std::string describeDraw(const Pick& pick, double coin) {
  return "The coin " + figure(coin) + " lies in [" + fixedNumber(pick.from, 3) + ", " +
         fixedNumber(pick.to, 3) + ").";
}

/// Lays the survivors on the line from 0 to 1, most likely first.
void layOut(Candidates& candidates, Trace& trace) {
  candidates.sort();
  const auto probabilities = candidates.probabilities();
  trace.ids.assign(candidates.ids().begin(), candidates.ids().end());
  trace.logits.assign(candidates.logits().begin(), candidates.logits().end());
  trace.probabilities.assign(probabilities.begin(), probabilities.end());
  trace.intervals.reserve(candidates.size());
  double sum = 0;
  for (const double probability : probabilities) {
    // Rounding may carry the sum past 1, where no interval starts, or leave it short of 1: the rest
    // is the last likely token's, never that of a token whose probability is 0.
    trace.intervals.push_back(probability > 0 ? std::min(sum, 1.0) : 1.0);
    sum += probability;
  }
}

Pick pickAt(const Trace& trace, std::size_t position) {
  const bool isLast = position + 1 == trace.ids.size();
  return {.id = trace.ids[position],
          .probability = trace.probabilities[position],
          .from = trace.intervals[position],
          .to = isLast ? 1.0 : trace.intervals[position + 1]};
}

void takeReadersPick(TokenId id, Trace& trace) {
  const auto found = std::ranges::find(trace.ids, id);
  if (found != trace.ids.end()) {
    trace.picked = pickAt(trace, static_cast<std::size_t>(found - trace.ids.begin()));
    trace.drawNote = "Picked by hand, with probability " + percent(trace.picked->probability) + ".";
  } else {
    trace.picked = Pick{.id = id};
    trace.drawNote = "Picked by hand, although the chain had removed it.";
  }
}

void draw(const RunRequest& request, Trace& trace) {
  if (request.pick) return takeReadersPick(*request.pick, trace);
  if (trace.ids.empty()) {
    trace.drawNote = "Nothing survived the chain, so nothing can be drawn.";
    return;
  }
  if (!request.coins.empty()) {
    trace.coin = request.coins.front();
  } else if (request.seed) {
    trace.coin = Rng::make(*request.seed, request.rng).value().next();
  } else {
    trace.drawNote = "No coin and no seed, so nothing is drawn.";
    return;
  }
  trace.picked = pickAt(trace, positionOf(*trace.coin, trace.intervals));
  trace.drawNote = describeDraw(*trace.picked, *trace.coin);
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

  const StageContext context = contextOf(request);
  Trace trace{.dialect = request.dialect, .ruledOut = tokensRuledOut(request.logits)};
  Candidates candidates(request.logits);
  Watch watch(request.logits, candidates);
  for (const Stage& stage : request.chain) {
    trace.stages.push_back(traceStage(stage, context, candidates, watch));
  }
  layOut(candidates, trace);
  draw(request, trace);

  const Softmax before = softmax(request.logits);
  measure(request.logits, before, trace);
  if (trace.picked) trace.logProbability = request.logits[trace.picked->id] - before.logNormaliser;
  return trace;
}

} // namespace logitscope
