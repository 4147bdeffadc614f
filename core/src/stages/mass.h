#pragma once

#include "stages/stage.h"

#include <string>

namespace logitscope {

/// A running sum of probabilities, rounded as the dialect's library rounds it.
class Mass {
public:
  explicit Mass(const DialectRules& rules) : rules_(rules) {}

  void add(double probability) {
    sum_ += probability;
    // llama.cpp adds floats. Torch adds doubles and hands out floats.
    if (rules_.isArray) sum_ = rules_.rounded(sum_);
  }
  double value() const { return rules_.rounded(sum_); }

private:
  const DialectRules& rules_;
  double sum_ = 0;
};

/// The probabilities of the first [count] candidates together.
double massOfFirst(Candidates& candidates, std::size_t count);

/// "0.912 ≥ 0.9", or that only the tolerance decided.
std::string compareMass(double mass, double p, const StageContext& context);

} // namespace logitscope
