#pragma once

#include "widgets/panel_context.h"

#include <string>

namespace logitscope::shell {

/// A × that takes something away, in the middle of what a pointer hits; a finger hits more than what is seen of it. True
/// when it was pressed and let go.
bool removal(PanelContext& context, const std::string& id, ImVec2 middle);

} // namespace logitscope::shell
