#include "stages/scaling.h"

#include "logitscope/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logitscope {

namespace {

double shiftFor(const Candidates& candidates, double temperature) {
  // Only a division by less than 1 makes anything larger.
  if (temperature >= 1) return 0;
  const DialectRules& rules = candidates.rules();
  double largest = rules.lowest();
  double lowest = std::numeric_limits<double>::max();
  for (const double logit : candidates.logits()) {
    largest = std::max(largest, logit);
    lowest = std::min(lowest, std::max(logit, rules.lowest()));
  }
  const bool fits = std::isfinite(rules.rounded(largest / temperature)) &&
                    (candidates.countInPlay() < candidates.size() ||
                     std::isfinite(rules.rounded(lowest / temperature)));
  return fits ? 0 : largest;
}

} // namespace

double scaleLogits(Candidates& candidates, double temperature) {
  const double divisor = candidates.rules().rounded(temperature);
  const double shift = shiftFor(candidates, divisor);
  candidates.divideLogits(divisor, shift);
  return shift;
}

double keepLargest(Candidates& candidates) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const double logit = candidates.logits()[i];
    const double largest = candidates.logits()[best];
    const bool isTieWithLowerId = !candidates.rules().isArray && logit == largest &&
                                  candidates.ids()[i] < candidates.ids()[best];
    if (logit > largest || isTieWithLowerId) best = i;
  }
  const double largest = candidates.logits()[best];
  candidates.maskUnless([best](std::size_t i) { return i == best; });
  return largest;
}

Verdict judgeScaled(double temperature, const std::string& text, Candidates& before,
                    const TokenInQuestion& token) {
  const double logit = before.logits()[token.position];
  const double shift = shiftFor(before, before.rules().rounded(temperature));
  if (shift != 0) {
    return {
        {},
        sentence("Its distance from the largest logit, {figure}, is divided by {}: the quotient of "
                 "the logit itself would overflow.",
                 {logit - shift, text})};
  }
  return {{}, sentence("{figure} / {} = {figure}.", {logit, text, logit / temperature})};
}

Verdict judgeLargest(std::string_view cause, Candidates& before, const TokenInQuestion& token) {
  const double logit = before.logits()[token.position];
  const double largest = before.largestLogit();
  const double margin = logit - largest;
  const std::string by =
      sentence("{} by {}: ", {std::string(token.isKept ? "Kept" : "Removed"), cause});
  if (token.isKept) return {margin, sentence("{}its logit {figure} is the largest.", {by, logit})};
  if (margin == 0) {
    return {margin, sentence("{}it ties with the largest logit, and {} wins.",
                             {by, before.rules().isArray ? "the first" : "the lower id"})};
  }
  return {margin,
          sentence("{}its logit {figure} is below the largest, {figure}.", {by, logit, largest})};
}

} // namespace logitscope
