#include "model/view_models/controls_view.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

/// What a reader needs for a first hour.
bool isAtHand(StageKind kind) {
  return kind == StageKind::Temperature || kind == StageKind::TopK || kind == StageKind::TopP ||
         kind == StageKind::RepetitionPenalty;
}

bool isOffered(const Document& document, StageKind kind) {
  return !document.controls || std::ranges::find(*document.controls, kind) != document.controls->end();
}

Control makeControl(const Document& document, std::size_t position, const ParamInfo& param) {
  const Stage& stage = document.chain[position];
  const StageInfo& info = stageInfo(stage.kind());
  const bool isMain = &param == &info.params.front();
  Control control{.stage = position,
                  .kind = info.kind,
                  .param = std::string(param.name),
                  .label = std::string(info.label),
                  .paramLabel = std::string(param.label),
                  .isMain = isMain,
                  // What an author has chosen stands where the reader looks first.
                  .isAtHand = isMain && (document.controls || isAtHand(info.kind)),
                  .isEnabled = stage.isEnabled,
                  .help = std::string(param.help),
                  .value = param.get(stage.params),
                  .from = param.slider.from,
                  .to = param.slider.to,
                  .step = param.slider.step,
                  .allowed = (param.isWhole() ? "a whole number " : "") + param.range.describe()};
  if (!isMain) control.label += ", " + std::string(param.label);
  // Beyond the vocabulary a count keeps all: the slider ends where it stops to matter.
  if (info.kind == StageKind::TopK && isMain) {
    const auto tokens = static_cast<double>(document.source->vocabulary()->size());
    control.to = std::max(1.0, std::min(control.to, tokens));
  }
  control.isOff = param.off == control.value;
  control.text = control.isOff ? "off" : exactNumber(control.value);
  return control;
}

} // namespace

std::vector<Control> makeControls(const Document& document) {
  std::vector<Control> controls;
  for (std::size_t i = 0; i < document.chain.size(); ++i) {
    if (!isOffered(document, document.chain[i].kind())) continue;
    for (const ParamInfo& param : stageInfo(document.chain[i].kind()).params) {
      if (param.isNumber()) controls.push_back(makeControl(document, i, param));
    }
  }
  return controls;
}

std::vector<Control> controlsInPicture(const std::vector<Control>& controls, View view) {
  // Strategies, beams and exhibits have chains of their own or none, and how sure the model is no sampler changes.
  if (!viewInfo(view).usesChain) return {};
  if (view == View::Chain) return controls;
  std::vector<Control> shown;
  for (const Control& control : controls) {
    // The pipeline has no column for what was said before.
    const bool isForHistory = control.kind == StageKind::RepetitionPenalty;
    if (control.isAtHand && !(isForHistory && view != View::Builder)) shown.push_back(control);
  }
  return shown;
}

double snapToStep(const Control& control, double value) {
  // Counting steps from zero, and dividing by whole steps, gives 0.7 where adding 0.01 seventy
  // times would not.
  const double stepsInOne = std::round(1 / control.step);
  const double snapped = std::round(value * stepsInOne) / stepsInOne;
  return std::clamp(snapped, control.from, control.to);
}

} // namespace logitscope::shell
