#pragma once

namespace logitscope::shell {

/// A number on its way from its old value to its new one, eased out, and free to turn round midway.
class Tween {
public:
  /// Where it is at [now], on its way to [target]. The first call stands at its target at once.
  float at(float target, double now, bool isMotionReduced);
  bool isMoving(double now) const;

private:
  float from_ = 0;
  float to_ = 0;
  double start_ = 0;
  bool isSet_ = false;
};

} // namespace logitscope::shell
