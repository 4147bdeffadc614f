#include "widgets/tween.h"

#include "theme.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

float easedOut(double share) {
  const auto left = static_cast<float>(1 - share);
  return 1 - left * left * left;
}

} // namespace

float Tween::at(float target, double now, bool isMotionReduced) {
  if (!isSet_ || isMotionReduced) {
    from_ = to_ = target;
    start_ = now - kMotionSeconds;
    isSet_ = true;
  }
  const double share = std::clamp((now - start_) / kMotionSeconds, 0.0, 1.0);
  const float value = from_ + (to_ - from_) * easedOut(share);
  if (target == to_) return value;
  from_ = value;
  to_ = target;
  start_ = now;
  return value;
}

bool Tween::isMoving(double now) const {
  return from_ != to_ && now - start_ < kMotionSeconds;
}

} // namespace logitscope::shell
