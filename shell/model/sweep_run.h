#pragma once

#include "model/document.h"
#include "model/step.h"

#include <memory>
#include <optional>
#include <vector>

namespace logitscope::shell {

/// The map of the sweep as it is worked out: a coarse one at once, the fine one in slices, between which a large
/// vocabulary leaves time for frames. Kept for as long as nothing that it depends on changes; where on the map the
/// settings stand is none of that.
class SweepRun {
public:
  /// Begins anew where something has changed.
  void follow(const Document& document, const Step& step);
  /// A slice more. True where the fine map was finished by it.
  bool goOn();
  /// Whether [goOn] has anything to do.
  bool isUnfinished() const { return fine_ && !fine_->isDone(); }

  /// The fine map as soon as it is there; null where there can be none.
  const Sweep* map() const { return isUnfinished() ? &*coarse_ : fine_ ? &*fine_ : nullptr; }
  /// Why there is none.
  const std::optional<Error>& error() const { return error_; }

private:
  /// All that a map depends on.
  struct Cause {
    std::shared_ptr<const std::vector<double>> logits;
    Chain chain;
    Dialect dialect{};
    std::vector<TokenId> history;
    ChainState state;
    std::vector<double> coins;
    SweepParam x;
    SweepParam y;

    bool operator==(const Cause&) const = default;
  };

  void begin(const RunRequest& request);

  std::optional<Cause> cause_;
  std::optional<Sweep> fine_;
  std::optional<Sweep> coarse_;
  std::optional<Error> error_;
};

/// Of so many values those that a coarse map has: evenly spread, both ends among them.
std::vector<std::size_t> coarsePlaces(std::size_t count);

} // namespace logitscope::shell
