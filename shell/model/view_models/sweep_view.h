#pragma once

#include "model/document.h"
#include "model/step.h"
#include "model/sweep_run.h"
#include "model/twin.h"

#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// A parameter that an axis may stand for.
struct SweepChoice {
  SweepParam param;
  std::string label;
};

struct SweepAxisView {
  SweepParam param;
  std::string label;
  /// Position of its stage in the chain.
  std::size_t stage = 0;
  std::vector<double> values;
  /// As the axis prints them.
  std::vector<std::string> texts;
  double current = 0;
  std::string currentText;
  /// Where the setting stands among the values, between two of them in shares; empty where it lies beyond them.
  std::optional<double> place;
};

/// One pair of values.
struct SweepCellView {
  SweepCell left;
  /// The figure that is shown, from the least of the map, 0, to the most, 1.
  double share = 0;
};

/// Two parameters of the chain against each other: what each pair of values would leave.
struct SweepView {
  std::string context;
  SweepAxisView x;
  SweepAxisView y;
  SweepFigure figure = SweepFigure::Survivors;
  /// Column after column, each from the least value of y up.
  std::vector<SweepCellView> cells;
  /// The ends of the scale, and how it runs: "log scale".
  std::string least;
  std::string most;
  std::string scale;
  /// Where the second parameter stops mattering.
  std::string idle;
  std::vector<SweepChoice> choices;
  /// The map is still getting finer.
  bool isCoarse = false;
  /// Why there is no map; empty where there is one.
  std::string notice;
  std::string source;

  const SweepCellView& at(std::size_t column, std::size_t row) const { return cells[column * y.values.size() + row]; }
};

SweepView makeSweepView(const Document& document, const Step& step, const SweepRun& run);

/// All about one pair of values, in a sentence.
std::string cellInWords(const SweepView& view, std::size_t column, std::size_t row);

Twin twinOf(const SweepView& view);

} // namespace logitscope::shell
