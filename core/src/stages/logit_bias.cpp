// Logit bias: add a number to the logits of chosen tokens.
//
// Idea   The caller knows better about single tokens.
// Rule   z_id ← z_id + bias, for each pair; several for one token add up.
// Edges  A token that is out of play stays so. llama.cpp goes on believing that its array is
//        sorted: a stage that relies on it then walks the old order.
// Range  Any finite number; APIs take −100 to 100.
// Source OpenAI API reference, logit_bias.

#include "logitscope/words.h"
#include "stages/occurrences.h"
#include "stages/stage.h"

#include <algorithm>

namespace logitscope {

namespace {

double biased(const LogitBiasParams& params, const DialectRules& rules, TokenId id, double logit) {
  for (const TokenBias& entry : params.biases) {
    if (entry.id == id) logit = rules.clamped(logit + rules.clamped(entry.bias));
  }
  return logit;
}

} // namespace

StageEffect apply(const LogitBiasParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (params.biases.empty())
    return {.note = noteFor(context, [] { return "Off: there is no bias."; })};
  auto& ids = candidates.occurrenceScratch().ids;
  ids.clear();
  for (const TokenBias& entry : params.biases)
    ids.push_back(entry.id);
  sortNumbers(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const std::size_t inPlay = static_cast<std::size_t>(
      std::ranges::count_if(ids, [&](TokenId id) { return candidates.find(id).has_value(); }));
  candidates.changeLogits(
      ids, [&](TokenId id, double logit) { return biased(params, context.rules(), id, logit); });
  return {.note = noteFor(context, [&] {
            return sentence("{} of {tokens} with a bias {} in play.",
                            {inPlay, ids.size(), inPlay == 1 ? "is" : "are"});
          })};
}

Verdict judge(const LogitBiasParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  const double logit = before.logits()[token.position];
  const double after = biased(params, context.rules(), token.id, logit);
  const bool isListed =
      std::ranges::find(params.biases, token.id, &TokenBias::id) != params.biases.end();
  if (!isListed) return {{}, "Unchanged: it has no bias."};
  return {{},
          sentence("{figure}{}{figure} = {figure}.",
                   {logit, after < logit ? " − " : " + ", std::abs(after - logit), after})};
}

} // namespace logitscope
