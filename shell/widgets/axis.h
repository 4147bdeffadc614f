#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logitscope::shell {

/// What one direction of a chart stands for. Knows nothing of the screen: places are shares of the
/// axis, from 0 at [from] to 1 at [to].
struct Axis {
  /// "rank", "probability"
  std::string_view name;
  /// "bits"; empty for a number without one.
  std::string_view unit = {};
  double from = 0;
  double to = 1;
  /// Powers of ten at equal distances. [from] is above 0 then.
  bool isLog = false;
  /// Shares of one, printed in percent.
  bool isPercent = false;
  /// Whole numbers: there is no tick between two of them.
  bool isCount = false;
};

struct Tick {
  double at = 0;
  std::string text;
};

/// 1, 2 or 5 times a power of ten, and no less than [step], which is above 0.
double roundStep(double step);

/// Where [value] lies. A log axis puts whatever is not above 0 at its lower end.
double shareOn(const Axis& axis, double value);
/// The value at a share.
double valueAt(const Axis& axis, double share);

/// Round values inside the axis, at most [most] of them, ascending.
std::vector<Tick> ticksOf(const Axis& axis, int most);

/// A value as this axis prints it: three figures that count, thousands apart, 86.2 %, 1.2e-7.
std::string printed(const Axis& axis, double value);

/// "probability (%, log scale)": the name with all that has to be known to read it.
std::string titleOf(const Axis& axis);

} // namespace logitscope::shell
