#pragma once

// What the functions take and give, as the types of the raw module call it. bindings.cpp registers the names.

#include "convert.h"

#include <emscripten/bind.h>

namespace logitscope::web {

EMSCRIPTEN_DECLARE_VAL_TYPE(RequestValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(AnswerValue);
EMSCRIPTEN_DECLARE_VAL_TYPE(NumbersValue);

} // namespace logitscope::web
