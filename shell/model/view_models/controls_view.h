#pragma once

#include "model/document.h"

#include <cstddef>
#include <string>
#include <vector>

namespace logitscope::shell {

/// One slider, whether it is drawn in the canvas or stands in the HTML: all of it from the stage
/// table.
struct Control {
  /// Position of its stage in the chain, and the parameter: what an action names.
  std::size_t stage = 0;
  StageKind kind{};
  std::string param;
  /// "Top-k"; for all but a stage's first parameter with that one's name: "Top-k, at least".
  std::string label;
  /// The parameter's own: "at least".
  std::string paramLabel;
  /// The stage's first parameter, the one that it is known by.
  bool isMain = true;
  /// One of those that a view offers without being asked.
  bool isAtHand = false;
  /// The stage is switched on.
  bool isEnabled = true;
  std::string help;
  double value = 0;
  /// "off" where the value does nothing, else the number.
  std::string text;
  bool isOff = false;
  double from = 0;
  double to = 1;
  double step = 0.01;
  /// What may be typed, in words; a slider offers less.
  std::string allowed;
};

/// Every number of every stage of the chain, in its order.
std::vector<Control> makeControls(const Document& document);

/// Those of them that the picture of a view has beside it.
std::vector<Control> controlsInPicture(const std::vector<Control>& controls, View view);

/// The nearest value that the slider can stand on.
double snapToStep(const Control& control, double value);

} // namespace logitscope::shell
