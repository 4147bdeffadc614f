#pragma once

#include "model/beam_options.h"
#include "model/beam_runs.h"
#include "model/twin.h"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace logitscope::shell {

/// A slider of the search.
struct BeamControl {
  BeamOption option{};
  std::string label;
  std::string help;
  /// Its value as it is printed.
  std::string text;
  double value = 0;
  double from = 0;
  double to = 1;
  double step = 1;
};

/// No place in [BeamView::nodes].
inline constexpr std::size_t kNoPlace = std::numeric_limits<std::size_t>::max();

/// One continuation in the picture. Columns are steps, from 1; rows go down from the best sum, and
/// those of greedy search that no beam carries stand below all others.
struct BeamNodeView {
  /// In the search's tree; [kNoBeamNode] for one that greedy search alone has.
  BeamNodeId node = 0;
  std::size_t step = 1;
  std::size_t row = 0;
  /// The place of its parent in [BeamView::nodes]; [kNoPlace] where that is the prompt.
  std::size_t parent = kNoPlace;
  std::string token;
  std::string sumText;
  BeamState state = BeamState::Pruned;
  /// What the model gave the token.
  double probability = 0;
  bool isGreedy = false;
  /// On the path that is looked at.
  bool isLit = false;
  /// All about it, in sentences.
  std::string hint;
};

/// A sequence in the lists below the tree.
struct BeamRow {
  BeamNodeId node = 0;
  /// "1", or "–" for one that lost its place.
  std::string rank;
  std::string text;
  std::string sumText;
  std::string lengthText;
  /// "-2.46 / 4^1 = -0.616".
  std::string formula;
  /// What became of it.
  std::string note;
  bool isBest = false;
  bool isOut = false;
};

/// Length penalties with the same best hypothesis.
struct BeamStretchView {
  double from = 0;
  double to = 0;
  /// "-2 to 0.4".
  std::string range;
  std::string text;
  /// The one that is in force lies in it.
  bool isCurrent = false;
};

struct BeamView {
  std::string prompt;
  /// Why there is no search; empty where there is one.
  std::string notice;
  std::string source;
  std::vector<BeamControl> controls;
  EarlyStopping earlyStopping{};
  /// What it means.
  std::string earlyStoppingHelp;

  std::size_t step = 0;
  std::size_t lastStep = 0;
  /// "Step 5 of 9".
  std::string stepText;

  /// Step by step, parents before their children.
  std::vector<BeamNodeView> nodes;
  /// The most rows of a column.
  std::size_t rows = 0;
  /// The node that is looked at, or the best; its place, and its sentences.
  std::size_t focus = kNoPlace;
  std::string focusHint;
  /// Its tokens, for whoever takes them as the text; none where that cannot be done.
  std::vector<TokenId> taken;

  /// "The best is …".
  std::string best;
  /// What the length penalty does to that.
  std::string change;
  /// Why it stopped, or goes on.
  std::string stop;
  std::vector<BeamRow> pool;
  std::string poolTitle;
  std::vector<BeamRow> live;
  std::string liveTitle;
  std::vector<BeamStretchView> stretches;
  /// What the marks stand for.
  std::string marks;

  bool canGoOn() const { return step < lastStep; }
  bool canTake() const { return !taken.empty(); }
};

BeamView makeBeamView(const Document& document, const BeamRun& run);

Twin twinOf(const BeamView& view);

} // namespace logitscope::shell
