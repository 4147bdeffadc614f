#pragma once

#include "logitscope/result.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace logitscope {

/// What an interface tells of a distribution when it tells the top of it only: "the 20 most likely
/// tokens, with their log-probabilities".
///
///   seen                                    unseen: r = 1 − Σ p, exactly
///   ▇▇▇▇▇▇▇▇▇▇▇▇ ▇▇▇▇▇ ▇▇▇ ▇▇ ▇ (= m)   │   ▒▒▒▒▒▒▒▒▒▒
///                                           no token here exceeds m, the smallest that is seen
///
/// How r is divided among the M unseen tokens nobody said. What depends on that is an interval, and
/// every way to divide r that the list allows lies inside.
struct TruncatedList {
  /// Natural logarithms of the probabilities, in any order; −inf for 0. Together they hold at most 1,
  /// within [kListTolerance].
  std::span<const double> logProbabilities;
  /// How many tokens there are, the unseen included; nothing where that is not known, and there may
  /// then be any number.
  std::optional<double> vocabularySize;
  /// What the chain does, in this order; each step renormalises. These values change nothing.
  double temperature = 1;
  /// 0 keeps all.
  double k = 0;
  double p = 1;
  /// Of the most likely token's probability; 0 keeps all.
  double minP = 0;
};

/// Interfaces print float32, or a few decimals.
inline constexpr double kListTolerance = 1e-4;

struct Interval {
  double low = 0;
  double high = 0;
};

/// What is known after the chain.
struct TruncatedView {
  /// r, the probability of all unseen tokens together, before the chain.
  double rest = 0;
  /// In bits, before the chain. No upper end (infinite) where the size of the vocabulary is unknown.
  Interval entropy;
  /// Of each token of the list, by its position.
  std::vector<Interval> probabilities;
  /// Of all unseen tokens together.
  Interval restAfter;
  /// So many of the list's most likely tokens survive however r is divided, and so many may.
  std::size_t surelyKept = 0;
  std::size_t possiblyKept = 0;
};

/// The bounds. With a = 1/temperature, a seen token weighs w = p^a, all seen ones S = Σ w, the unseen
/// ones that top-k leaves U = Σ q^a, and its probability is w / (S + U). Only U is uncertain. Let
/// j = k − n unseen tokens be kept of the M (j = M without a top-k), each 0 ≤ q ≤ m, Σ q = r.
///
///  - **Concentrated**: ⌊r/m⌋ tokens of probability m and one of what remains. **Even**: each r/M.
///  - a ≥ 1 (q^a is convex): the sum of the j largest is most when concentrated, and least when even.
///  - a < 1 (concave): it is most when j tokens share r evenly, as far as m lets them, and least at
///    one of the mixtures of the two: h tokens of probability m, the others even, (r − h m)/(M − h).
///    (Let the j-th largest be t. The j − 1 above it are least when each is m or t but for one; the
///    sum so formed is concave in t between two mixtures, and so least at one of them.)
///  - M unknown: even is then infinitely thin, and weighs nothing for a > 1, everything for a < 1.
///
/// Top-p keeps the seen token of rank i while the seen ones before it hold less than p of S + U, so
/// that U decides where the nucleus ends; a seen token's probability is w divided by what the nucleus
/// weighs. Both ends are reached while the nucleus ends among the seen. Where it ends beyond them it
/// weighs p (S + U) at least and m^a more than that at most; that upper end need not be reached.
///
/// Min-p, last, keeps what holds at least minP of the most likely token, which is seen. A seen token's
/// fate is so known, whatever r is; and where m falls below, all unseen ones are gone and what is left
/// is exact. Where m does not, from none to all of them stay: both ends hold, and the one for none need
/// not be reached.
///
/// Tokens of equal probability rank as they stand in the list, the unseen ones after them: the list
/// is what its maker holds for the top. Temperature 0 is k = 1.
///
/// Refused: an empty list, a number that is NaN or above 0, a sum above 1, a vocabulary smaller than
/// the list, a rest that does not fit into the unseen tokens, and settings out of the ranges that
/// the stages temperature, topK, topP and minP have.
Result<TruncatedView> viewOf(const TruncatedList& list);

} // namespace logitscope
