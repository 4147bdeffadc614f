#include "stages/mass.h"

#include "logitscope/words.h"

#include <cmath>

namespace logitscope {

double massOfFirst(Candidates& candidates, std::size_t count) {
  Mass mass(candidates.rules());
  const auto probabilities = candidates.probabilities();
  for (std::size_t i = 0; i < count; ++i)
    mass.add(probabilities[i]);
  return mass.value();
}

std::string compareMass(double mass, double p, const StageContext& context) {
  if (std::abs(mass - p) <= context.tolerance()) return figure(p) + ", at the boundary";
  // As many digits as it takes to see the difference.
  int digits = 3;
  while (digits < 12 && figure(mass, digits) == figure(p, digits))
    ++digits;
  return figure(mass, digits) + (mass >= p ? " ≥ " : " < ") + exactNumber(p);
}

} // namespace logitscope
