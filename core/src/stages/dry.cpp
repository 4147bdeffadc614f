// DRY, "don't repeat yourself": penalise the token that would prolong a repetition.
//
// Idea   Where the text ends in a run of tokens that occurred before, whatever followed it then
//        would repeat it now; the longer the run, the harder it is held back.
// Rule   For each earlier place where the last L tokens of the history occurred, L as large as it
//        goes and at least the allowed length A, the token c that followed there has
//        z_c ← z_c − multiplier · base^(L − A); where several places ask for it, the largest L
//        counts.
// Edges  multiplier 0 is off. No run reaches across a breaker, and no breaker is penalised. The
//        power is kept below what overflows, ln(largest number) / ln base, and the penalty at the
//        largest number. llama.cpp breaks at texts that may span tokens; here a breaker is one token.
// Range  multiplier ≥ 0, base ≥ 1, A ≥ 1. Defaults 0.8, 1.75, 2, the whole history, no breakers.
// Source p-e-w 2024, text-generation-webui pull request 5677; the longest match by the Z-algorithm
//        (Gusfield 1997, "Algorithms on Strings, Trees and Sequences", 1.3), as llama.cpp has it.

#include "logitscope/words.h"
#include "stages/occurrences.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

bool isBreaker(const DryParams& params, TokenId id) {
  return std::ranges::find(params.breakers, id) != params.breakers.end();
}

/// How many tokens there are after the last breaker: no run is longer.
std::size_t longestRun(const DryParams& params, std::span<const TokenId> window) {
  std::size_t count = 0;
  while (count < window.size() && !isBreaker(params, window[window.size() - 1 - count]))
    ++count;
  return count;
}

/// For each k from 1: how many of the last tokens of [window] also stand k places before its end.
/// The Z-function of the window read backwards.
void matchLengths(std::span<const TokenId> window, std::vector<std::uint32_t>& lengths) {
  const std::size_t n = window.size();
  const auto back = [&](std::size_t i) { return window[n - 1 - i]; };
  lengths.assign(n, 0);
  std::size_t left = 0;
  std::size_t right = 0;
  for (std::size_t k = 1; k < n; ++k) {
    std::size_t length = 0;
    if (k < right) length = std::min<std::size_t>(right - k, lengths[k - left]);
    while (k + length < n && back(length) == back(k + length))
      ++length;
    lengths[k] = static_cast<std::uint32_t>(length);
    if (k + length > right) {
      left = k;
      right = k + length;
    }
  }
}

/// The tokens that would prolong a repetition, each with the longest run that it would prolong.
Occurrences findRepeats(const DryParams& params, const StageContext& context,
                        Candidates& candidates) {
  const auto window = lastOf(context.history, params.lastN);
  const auto allowed = static_cast<std::size_t>(params.allowedLength);
  const std::size_t longest = longestRun(params, window);
  auto& ids = candidates.occurrenceScratch().ids;
  auto& runs = candidates.occurrenceScratch().counts;
  ids.clear();
  if (window.size() <= allowed || longest < allowed) {
    runs.clear();
    return {};
  }
  matchLengths(window, runs);
  auto& order = candidates.rankScratch().order;
  order.clear();
  // k places before the end, what followed stands k − 1 places before it.
  for (std::size_t k = 1; k < window.size(); ++k) {
    runs[k] = static_cast<std::uint32_t>(std::min<std::size_t>(runs[k], longest));
    if (runs[k] >= allowed && !isBreaker(params, window[window.size() - k]))
      order.push_back(static_cast<std::uint32_t>(k));
  }
  const auto following = [&](std::uint32_t k) { return window[window.size() - k]; };
  sortNumbers(order, [&](std::uint32_t a, std::uint32_t b) {
    return following(a) != following(b) ? following(a) < following(b) : runs[a] > runs[b];
  });
  // The places become the lengths, in the order of the ids.
  for (std::uint32_t& k : order) {
    const TokenId id = following(k);
    k = runs[k];
    if (ids.empty() || ids.back() != id) {
      order[ids.size()] = k;
      ids.push_back(id);
    }
  }
  runs.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(ids.size()));
  return {ids, runs};
}

double penaltyOf(const DryParams& params, const StageContext& context, std::uint32_t run) {
  const auto rounded = [&](double value) { return context.rules().rounded(value); };
  const double base = rounded(params.base);
  const double largest = context.rules().isSingle ? 88.7228391 : 709.78;
  double exponent = run - static_cast<double>(params.allowedLength);
  if (base > 1.000001) exponent = std::min(exponent, std::floor(largest / std::log(base)));
  return context.rules().clamped(rounded(params.multiplier) * std::pow(base, exponent));
}

std::string describePower(const DryParams& params, std::uint32_t run) {
  return sentence("{} × {}^({} − {})", {params.multiplier, params.base, run, params.allowedLength});
}

} // namespace

StageEffect apply(const DryParams& params, const StageContext& context, Candidates& candidates) {
  if (params.multiplier == 0)
    return {.note = noteFor(context, [] { return "Off: multiplier 0 subtracts nothing."; })};
  const Occurrences repeats = findRepeats(params, context, candidates);
  candidates.changeLogits(repeats.ids, [&](TokenId id, double logit) {
    return logit - penaltyOf(params, context, repeats.of(id));
  });
  candidates.forgetOrder();
  if (repeats.ids.empty()) {
    return {.note = noteFor(context, [&] {
              return sentence("Nothing would prolong a repetition of {} tokens or more.",
                              {params.allowedLength});
            })};
  }
  const auto longest = std::ranges::max_element(repeats.counts);
  StageEffect effect;
  effect.note = noteFor(context, [&] {
    const TokenId id = repeats.ids[static_cast<std::size_t>(longest - repeats.counts.begin())];
    return sentence("The last {tokens} occurred before, followed by token {}, which loses {} = "
                    "{figure}; {tokens} would prolong a repetition.",
                    {*longest, id, describePower(params, *longest),
                     penaltyOf(params, context, *longest), repeats.ids.size()});
  });
  if (context.isTraced) effect.figures = {{"longestMatch", static_cast<double>(*longest)}};
  return effect;
}

Verdict judge(const DryParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.multiplier == 0) return {{}, "Unchanged: multiplier 0."};
  if (isBreaker(params, token.id)) return {{}, "Unchanged: a breaker is never penalised."};
  const Occurrences repeats = findRepeats(params, context, before);
  const std::uint32_t run = repeats.of(token.id);
  if (run == 0) return {{}, "Unchanged: it would prolong no repetition."};
  const double logit = before.logits()[token.position];
  return {
      {},
      sentence("It followed the last {tokens} before: {figure} − {} = {figure}.",
               {run, logit, describePower(params, run), logit - penaltyOf(params, context, run)})};
}

} // namespace logitscope
