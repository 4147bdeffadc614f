#pragma once

#include "model/document.h"
#include "model/twin.h"

namespace logitscope::shell {

/// What the HTML offers beside the sliders: presets, dialects, the stages that can join the chain,
/// and what becomes of those that are there.
Twin chainControls(const Document& document);

} // namespace logitscope::shell
