#include "widgets/axis.h"

#include "model/grouped.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr double kPercent = 100;

double logOf(const Axis& axis, double value) {
  return std::log10(std::max(value, axis.from));
}

std::vector<Tick> logTicks(const Axis& axis, int most) {
  const int first = static_cast<int>(std::ceil(std::log10(axis.from) - 1e-9));
  const int last = static_cast<int>(std::floor(std::log10(axis.to) + 1e-9));
  const int step = std::max(1, (last - first + most) / std::max(1, most));
  // Few powers leave room for 2 and 5 times each.
  const bool isWide = (last - first + 1) * 3 <= most;
  std::vector<Tick> ticks;
  for (int power = first; power <= last; power += step) {
    for (const int factor : {1, 2, 5}) {
      const double at = factor * std::pow(10, power);
      if ((factor == 1 || isWide) && at <= axis.to) ticks.push_back({at, printed(axis, at)});
    }
  }
  return ticks;
}

} // namespace

double roundStep(double step) {
  const double power = std::pow(10, std::floor(std::log10(step)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= step * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

double shareOn(const Axis& axis, double value) {
  if (!(axis.to > axis.from)) return 0;
  if (!axis.isLog) return (value - axis.from) / (axis.to - axis.from);
  const double low = std::log10(axis.from);
  return (logOf(axis, value) - low) / (std::log10(axis.to) - low);
}

double valueAt(const Axis& axis, double share) {
  if (!axis.isLog) return axis.from + share * (axis.to - axis.from);
  const double low = std::log10(axis.from);
  return std::pow(10, low + share * (std::log10(axis.to) - low));
}

std::vector<Tick> ticksOf(const Axis& axis, int most) {
  if (!(axis.to > axis.from) || most < 1) return {};
  if (axis.isLog && axis.to >= axis.from * 10) return logTicks(axis, most);
  const double least = axis.isCount ? 1 : 0;
  const double step = std::max(least, roundStep((axis.to - axis.from) / most));
  // Counted in steps: a sum of steps would drift.
  const auto first = static_cast<long long>(std::ceil(axis.from / step - 1e-9));
  const auto last = static_cast<long long>(std::floor(axis.to / step + 1e-9));
  std::vector<Tick> ticks;
  for (long long i = first; i <= last; ++i) {
    const double at = static_cast<double>(i) * step;
    ticks.push_back({at, printed(axis, at)});
  }
  return ticks;
}

std::string printed(const Axis& axis, double value) {
  return axis.isPercent ? groupedFigure(value * kPercent) + " %" : groupedFigure(value);
}

std::string titleOf(const Axis& axis) {
  std::string title(axis.name);
  if (axis.unit.empty() && !axis.isLog) return title;
  title += " (";
  title += axis.unit;
  if (axis.isLog) title += axis.unit.empty() ? "log scale" : ", log scale";
  return title + ')';
}

} // namespace logitscope::shell
