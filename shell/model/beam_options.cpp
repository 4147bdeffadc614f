#include "model/beam_options.h"

#include <cmath>

namespace logitscope::shell {

double valueOf(const BeamSettings& settings, BeamOption option) {
  switch (option) {
  case BeamOption::NumBeams:
    return static_cast<double>(settings.numBeams);
  case BeamOption::LengthPenalty:
    return settings.lengthPenalty;
  case BeamOption::EarlyStopping:
    return static_cast<double>(settings.earlyStopping);
  case BeamOption::MaxNewTokens:
    return static_cast<double>(settings.maxNewTokens);
  case BeamOption::Steps:
    return static_cast<double>(settings.steps);
  case BeamOption::Node:
    return settings.node;
  }
  return 0;
}

void setValue(BeamSettings& settings, BeamOption option, double value) {
  switch (option) {
  case BeamOption::NumBeams:
    settings.numBeams = static_cast<std::size_t>(value);
    // Another width grows another tree.
    settings.node = 0;
    break;
  case BeamOption::LengthPenalty:
    settings.lengthPenalty = value;
    break;
  case BeamOption::EarlyStopping:
    settings.earlyStopping = static_cast<EarlyStopping>(value);
    break;
  case BeamOption::MaxNewTokens:
    settings.maxNewTokens = static_cast<std::size_t>(value);
    break;
  case BeamOption::Steps:
    settings.steps = static_cast<std::size_t>(value);
    break;
  case BeamOption::Node:
    settings.node = static_cast<BeamNodeId>(value);
    break;
  }
}

std::string valueText(const BeamSettings& settings, BeamOption option) {
  return option == BeamOption::EarlyStopping ? std::string(earlyStoppingName(settings.earlyStopping))
                                             : exactNumber(valueOf(settings, option));
}

double snapToStep(const BeamOptionInfo& info, double value) {
  // A tenth is no sum of tenths.
  return std::round(value / info.step) / std::round(1 / info.step);
}

} // namespace logitscope::shell
