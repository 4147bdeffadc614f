// Mirostat: steer the surprise of the drawn tokens towards τ.
//
// Idea   Text that surprises too little bores and loops, too much is incoherent. Measure what was
//        drawn, and move the cut until the surprise is right.
// Rule   Version 2 removes tokens of surprise −log2 p > μ. Version 1 fits Zipf's law to the 100 most
//        likely tokens, s = Σ t·b / Σ t² with t_i = ln((i+2)/(i+1)) and b_i = ln(p_i / p_i+1), and
//        keeps the first k = ((ε · 2^μ) / (1 − V^−ε))^(1/s) with ε = s − 1.
//        After the draw μ ← μ − η · (S − τ), S being the surprise of the drawn token among those
//        that mirostat left. μ starts at 2τ and is carried from step to step.
// Edges  At least one token stays. With one token in play, or none to compare, version 1 keeps what
//        there is. At s = 1 the formula's limit is taken: ε / (1 − V^−ε) → 1 / ln V; at s = 0, all
//        equally likely, one token stays or all. A reader's pick that had been removed counts with
//        the surprise that the model gives it. llama.cpp's version 2 walks its array as it stands,
//        sorted or believed to be, and cuts before the first token that surprises more than μ.
// Range  τ ≥ 0 in bits, 0 ≤ η. Defaults 5 and 0.1.
//        The authors' own code measures S under the whole distribution, and in version 1 keeps
//        round(k) + 1 tokens; llama.cpp, the paper's algorithm and this measure among the survivors.
// Source Basu et al. 2021, "Mirostat: A Neural Text Decoding Algorithm that Directly Controls
//        Perplexity", arXiv:2007.14966; llama.cpp ignores every other truncation beside it.

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

constexpr std::size_t kFitted = 100;

double muOf(const MirostatParams& params, const StageContext& context) {
  return context.rules().clamped(context.mu.value_or(2 * params.tau));
}

/// The exponent of Zipf's law, fitted to the first of the candidates, which are in order.
double fitExponent(Candidates& sorted) {
  const auto rounded = [&](double value) { return sorted.rules().rounded(value); };
  double products = 0;
  double squares = 0;
  // Masked tokens are last; there is no ratio to them.
  const std::size_t count = std::min(kFitted, sorted.countInPlay());
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const double t = rounded(std::log(static_cast<double>(i + 2) / static_cast<double>(i + 1)));
    // ln(p_i / p_i+1), straight from the logits: no probability has underflowed there.
    const double b = sorted.rules().clamped(sorted.logits()[i] - sorted.logits()[i + 1]);
    products = sorted.rules().clamped(products + t * b);
    squares = rounded(squares + t * t);
  }
  return sorted.rules().clamped(products / squares);
}

/// Version 1: how many stay.
std::size_t countFor(double mu, double exponent, std::size_t vocabularySize,
                     const DialectRules& rules) {
  const double epsilon = exponent - 1;
  const auto size = static_cast<double>(vocabularySize);
  const double zipf =
      std::abs(epsilon) < 1e-9 ? 1 / std::log(size) : epsilon / (1 - std::pow(size, -epsilon));
  const double k = rules.rounded(std::pow(zipf * std::exp2(mu), 1 / exponent));
  // More than there are, or no number: then everything stays.
  if (!(k < size)) return vocabularySize;
  return std::max<std::size_t>(1, static_cast<std::size_t>(k));
}

StageEffect applyFirst(const MirostatParams& params, const StageContext& context,
                       Candidates& candidates) {
  const double mu = muOf(params, context);
  candidates.sortFirst(kFitted);
  const double exponent = fitExponent(candidates);
  const std::size_t count = countFor(mu, exponent, context.vocabularySize, context.rules());
  candidates.sortFirst(count);
  candidates.keepFirst(count);
  StageEffect effect{.threshold = static_cast<double>(count)};
  effect.note = noteFor(context, [&] {
    return sentence("μ = {figure} bits and Zipf's exponent {figure} keep the {tokens} at the top.",
                    {mu, exponent, candidates.countInPlay()});
  });
  if (context.isTraced) effect.figures = {{"mu", mu}, {"exponent", exponent}};
  return effect;
}

/// Version 2: does it surprise no more than μ?
bool isWithin(double mu, Candidates& candidates, std::size_t position,
              const StageContext& context) {
  const double surprise = -candidates.logProbabilityAt(position) / std::log(2.0);
  return context.rules().rounded(surprise) <= mu + context.tolerance();
}

StageEffect applySecond(const MirostatParams& params, const StageContext& context,
                        Candidates& candidates) {
  const double mu = muOf(params, context);
  candidates.sortFirst(1);
  candidates.weightSum();
  if (candidates.rules().isArray) {
    std::size_t count = 0;
    while (count < candidates.size() && isWithin(mu, candidates, count, context))
      ++count;
    candidates.keepFirst(std::max<std::size_t>(1, count));
  } else {
    candidates.keepIf(
        [&](std::size_t i) { return i == 0 || isWithin(mu, candidates, i, context); });
  }
  StageEffect effect{.threshold = mu};
  effect.note = noteFor(context, [&] {
    const std::size_t kept = candidates.size();
    return sentence("μ = {figure} bits: {tokens}{} no more than that.",
                    {mu, kept, kept == 1 ? " surprises" : " surprise"});
  });
  if (context.isTraced) effect.figures = {{"mu", mu}};
  return effect;
}

/// Is there nothing to cut? In an array version 2 still cuts off what is masked.
bool isAlone(const MirostatParams& params, const Candidates& candidates) {
  return candidates.size() == 1 || (params.version == 1 && candidates.countInPlay() == 1);
}

} // namespace

StageEffect apply(const MirostatParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (isAlone(params, candidates)) {
    StageEffect effect;
    effect.note = noteFor(context, [] { return "The only token stays."; });
    if (context.isTraced) effect.figures = {{"mu", muOf(params, context)}};
    return effect;
  }
  return params.version == 1 ? applyFirst(params, context, candidates)
                             : applySecond(params, context, candidates);
}

Verdict judge(const MirostatParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (isAlone(params, before)) return {{}, "Kept: it is the only token."};
  const double mu = muOf(params, context);
  const std::string by = outcome(token, StageKind::Mirostat);
  if (params.version == 1) {
    const std::size_t count =
        countFor(mu, fitExponent(before), context.vocabularySize, context.rules());
    const std::size_t rank = token.position + 1;
    return {static_cast<double>(count) - static_cast<double>(rank),
            sentence("{}rank {}{}{}, which μ = {figure} allows.",
                     {by, rank, token.isKept ? " is within " : " is beyond ", count, mu})};
  }
  const double surprise = -before.logProbabilityAt(token.position) / std::log(2.0);
  const bool fits = isWithin(mu, before, token.position, context);
  const std::string compared = sentence("its surprise, {figure} bits, is {} μ = {figure}",
                                        {surprise, fits ? "within" : "above", mu});
  if (token.isKept == fits) return {mu - surprise, sentence("{}{}.", {by, compared})};
  // An array that only counts as sorted is cut before its first token of too much surprise.
  return {mu - surprise,
          by + compared +
              (fits ? ", but a token before it is above that." : ", but it is the only one left.")};
}

} // namespace logitscope
