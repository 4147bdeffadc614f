#include "model/apply_beam.h"

#include "model/beam_options.h"

#include <cmath>

namespace logitscope::shell {

Refusal carryOut(Document& document, const SetBeamOption& action) {
  const BeamOptionInfo& info = beamOptionInfo(action.option);
  const bool fits = !isWhole(info.option) || action.value == std::floor(action.value);
  if (!(action.value >= info.from && action.value <= info.to && fits)) {
    return outOfRange(std::string(info.name), exactNumber(action.value),
                      sentence(isWhole(info.option) ? "a whole number from {} to {}" : "a number from {} to {}", {info.from, info.to}));
  }
  setValue(document.beam, info.option, action.value);
  return std::nullopt;
}

Refusal carryOut(Document& document, const TakeTokens& action) {
  if (document.source.get() != generatorOf(document)) {
    return Error{ErrorCode::UnknownChoice, "tokens", "",
                 "Tokens can be taken where the text model was asked the prompt.", {}, {}};
  }
  if (auto error = document.decoder.rewind(0)) return error;
  for (const TokenId id : action.tokens) {
    if (auto error = apply(document, Replay{.id = id, .isManual = true})) return error;
  }
  return std::nullopt;
}

} // namespace logitscope::shell
