#pragma once

#include "model/actions.h"
#include "model/step.h"

#include <string>

namespace logitscope::shell {

/// One sentence on what the action did, for a screen reader; empty where what the view finds out says it all. Document and
/// step are those after it.
std::string announce(const Document& document, const Step& step, const Action& action);

} // namespace logitscope::shell
