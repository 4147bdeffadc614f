#include "model/discounts.h"

namespace logitscope::ngram {

Discounts estimateDiscounts(const CountsOfCounts& n) {
  if (n[1] == 0 || n[2] == 0 || n[3] == 0 || n[4] == 0) return kUsualDiscounts;
  const double y = n[1] / (n[1] + 2 * n[2]);
  const Discounts discounts = {
      .one = 1 - 2 * y * n[2] / n[1],
      .two = 2 - 3 * y * n[3] / n[2],
      .threeAndMore = 3 - 4 * y * n[4] / n[3],
  };
  // The first is Y itself, and so always above 0.
  return discounts.two > 0 && discounts.threeAndMore > 0 ? discounts : kUsualDiscounts;
}

} // namespace logitscope::ngram
