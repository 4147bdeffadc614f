#pragma once

#include "model/recording.h"

#include <emscripten/val.h>

namespace logitscope::shell {

/// What the page read of a saved answer, with web/adapters/answers.mjs:
/// { prompt, steps: [{ tokens: [{ text, bytes?, id?, value }], kind, complete, vocabSize?, picked, pickedAt }] }
Answer answerOf(const emscripten::val& given);

} // namespace logitscope::shell
