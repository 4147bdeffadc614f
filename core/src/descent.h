#pragma once

#include "buffer.h"
#include "ranking.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logitscope {

/// The way down from the largest logit, its weights added up, without sorting what is walked over.
///
/// Tokens are counted into drawers by logit, each with the weight that it holds together; the drawer
/// in which a sum is reached is opened, and so on, until few enough are left to be put in order. A
/// nucleus over a quarter of a million equally likely tokens costs two passes and no sort.
///
/// The order is the one of everything here: larger logits first, ties by lower id. Sums are taken
/// drawer by drawer, so they differ from those of a walk one by one in their last bits.
class Descent {
public:
  /// Where a sum was reached.
  struct Place {
    /// How many were passed, this one included.
    std::size_t count = 0;
    /// The sum with it.
    double sum = 0;
    double logit = 0;
    std::uint32_t id = 0;

    /// Does another lie on the way down to here, or is it this one?
    bool comesAfterOrAt(double otherLogit, std::uint32_t otherId) const {
      return otherLogit != logit ? otherLogit > logit : otherId <= id;
    }
  };

  /// What there is: parallel lists, at least one of each. Weights are exp(logit − origin), unless
  /// [reach] is told them. Nothing of the lists is referred to afterwards.
  void begin(std::span<const double> logits, std::span<const double> weights, double origin);

  // Whoever drops all that lies beyond a place need not begin again: for each one that stays, where it
  // was and where it is now, and then how many have stayed.
  void move(std::size_t from, std::size_t to) { drawerOf_[to] = drawerOf_[from]; }
  void endAt(const Place& place, std::size_t kept);

  double totalWeight() const { return total_; }

  /// The first place at which the sum is at least [target], or above it; the last place that there
  /// is where it is never reached.
  /// [logits] are those that it began with, or what has stayed of them; [ids] are theirs.
  /// Any other numbers that it began with may be walked down as well, their weights being
  /// [weightsById].
  Place reach(std::span<const double> logits, std::span<const std::uint32_t> ids, double target,
              bool mustExceed, std::span<const double> weightsById = {});

private:
  struct Drawer {
    double weight = 0;
    std::size_t count = 0;
  };
  /// Which logits go into which drawer.
  struct Range {
    double top = 0;
    double drawersPerUnit = 0;

    std::size_t drawerOf(double logit) const;
  };

  /// Until when, and by which weights.
  struct Goal {
    double target = 0;
    bool mustExceed = false;
    double origin = 0;
    std::span<const double> weightsById;

    bool isReached(double sum) const { return mustExceed ? sum > target : sum >= target; }
    double weightOf(const Ranked& one) const;
  };

  static std::size_t findDrawer(const std::vector<Drawer>& drawers, Place& before,
                                const Goal& goal);
  Place open(Place before, const Goal& goal);
  Place walk(Place before, const Goal& goal);
  Place countTies(Place before, const Goal& goal);
  Range spread() const;

  double total_ = 0;
  Range range_;
  std::vector<Drawer> drawers_;
  /// By position.
  Buffer<std::uint16_t> drawerOf_;
  double origin_ = 0;

  // The drawer that is open.
  Buffer<Ranked> open_;
  std::vector<Drawer> inner_;
};

} // namespace logitscope
