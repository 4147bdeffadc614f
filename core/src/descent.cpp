#include "descent.h"

#include "kernels/kernels.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

constexpr std::size_t kDrawers = 1024;
/// So few are quicker sorted than sorted into drawers.
constexpr std::size_t kFew = 192;

} // namespace

std::size_t Descent::Range::drawerOf(double logit) const {
  // A product that overflows would be no number for the cast.
  const double drawer = (top - logit) * drawersPerUnit;
  return drawer < static_cast<double>(kDrawers - 1) ? static_cast<std::size_t>(drawer)
                                                    : kDrawers - 1;
}

void Descent::begin(std::span<const double> logits, std::span<const double> weights,
                    double origin) {
  const double largest = kernels::maxOf(logits);
  const double lowest = kernels::minOf(logits);
  origin_ = origin;
  // Beyond 60 below the largest, 26 decimal orders less likely, one drawer holds them all.
  constexpr double kReach = 60;
  const double reach = std::min(largest - lowest, kReach);
  range_ = {.top = largest, .drawersPerUnit = reach > 0 ? (kDrawers - 1) / reach : 0};
  drawers_.assign(kDrawers, {});
  drawerOf_.resize(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i)
    drawerOf_[i] = static_cast<std::uint16_t>(range_.drawerOf(logits[i]));
  for (std::size_t i = 0; i < logits.size(); ++i) {
    Drawer& drawer = drawers_[drawerOf_[i]];
    drawer.weight += weights[i];
    ++drawer.count;
  }
  total_ = 0;
  std::size_t fullest = 0;
  for (const Drawer& drawer : drawers_) {
    total_ += drawer.weight;
    fullest = std::max(fullest, drawer.count);
  }
  // Whichever is opened, there is room for it.
  open_.resize(fullest);
}

void Descent::endAt(const Place& place, std::size_t kept) {
  drawerOf_.resize(kept);
  const std::size_t last = range_.drawerOf(place.logit);
  Drawer before;
  for (std::size_t i = 0; i < last; ++i) {
    before.weight += drawers_[i].weight;
    before.count += drawers_[i].count;
  }
  drawers_[last] = {.weight = place.sum - before.weight, .count = place.count - before.count};
  std::fill(drawers_.begin() + static_cast<std::ptrdiff_t>(last) + 1, drawers_.end(), Drawer{});
  total_ = place.sum;
}

double Descent::Goal::weightOf(const Ranked& one) const {
  return weightsById.empty() ? std::exp(one.value - origin) : weightsById[one.id];
}

/// The first drawer in which the sum is reached, or the last that weighs anything. What lies before
/// it is added to [before].
std::size_t Descent::findDrawer(const std::vector<Drawer>& drawers, Place& before,
                                const Goal& goal) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < drawers.size(); ++i) {
    if (drawers[i].weight > 0) last = i;
  }
  for (std::size_t i = 0; i < last; ++i) {
    if (goal.isReached(before.sum + drawers[i].weight)) return i;
    before.sum += drawers[i].weight;
    before.count += drawers[i].count;
  }
  return last;
}

Descent::Place Descent::reach(std::span<const double> logits, std::span<const std::uint32_t> ids,
                              double target, bool mustExceed, std::span<const double> weightsById) {
  const Goal goal{target, mustExceed, origin_, weightsById};
  Place before;
  const std::size_t drawer = findDrawer(drawers_, before, goal);
  open_.resize(drawers_[drawer].count);
  std::size_t count = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (drawerOf_[i] == drawer) open_[count++] = {logits[i], ids[i]};
  }
  return open(before, goal);
}

Descent::Range Descent::spread() const {
  double top = open_.front().value;
  double bottom = top;
  for (const Ranked& one : open_) {
    top = std::max(top, one.value);
    bottom = std::min(bottom, one.value);
  }
  if (top == bottom) return {.top = top, .drawersPerUnit = 0};
  return {.top = top, .drawersPerUnit = (kDrawers - 1) / (top - bottom)};
}

Descent::Place Descent::open(Place before, const Goal& goal) {
  while (open_.size() > kFew) {
    const Range range = spread();
    if (range.drawersPerUnit == 0) return countTies(before, goal);
    // So close together that no drawer can tell them apart.
    if (!std::isfinite(range.drawersPerUnit)) break;
    inner_.assign(kDrawers, {});
    for (const Ranked& one : open_) {
      Drawer& drawer = inner_[range.drawerOf(one.value)];
      drawer.weight += goal.weightOf(one);
      ++drawer.count;
    }
    const std::size_t wanted = findDrawer(inner_, before, goal);
    if (inner_[wanted].count == open_.size()) break;
    // Not of std::ranges: Clang 14, which builds the fuzzers, cannot read GCC 12's.
    const auto end = std::remove_if(open_.begin(), open_.end(), [&](const Ranked& one) { return range.drawerOf(one.value) != wanted; });
    open_.resize(static_cast<std::size_t>(end - open_.begin()));
  }
  return walk(before, goal);
}

Descent::Place Descent::walk(Place before, const Goal& goal) {
  rankFirst(open_, open_.size());
  for (const Ranked& one : open_) {
    const double weight = goal.weightOf(one);
    // What weighs nothing reaches nothing.
    if (weight == 0 && before.count > 0) break;
    before.sum += weight;
    ++before.count;
    before.logit = one.value;
    before.id = one.id;
    if (goal.isReached(before.sum)) break;
  }
  return before;
}

Descent::Place Descent::countTies(Place before, const Goal& goal) {
  const bool isAscending = std::ranges::is_sorted(open_, {}, &Ranked::id);
  if (!isAscending) rankFirst(open_, open_.size());
  double weight = goal.weightOf(open_.front());
  for (const Ranked& one : open_) {
    // Weights of its own tell apart what ties.
    if (!goal.weightsById.empty()) weight = goal.weightOf(one);
    before.sum += weight;
    ++before.count;
    before.logit = one.value;
    before.id = one.id;
    if (goal.isReached(before.sum)) break;
  }
  return before;
}

} // namespace logitscope
