// The names of beam search, and what its options may be.

#include "decode/beam_request.h"

#include "decode/checks.h"
#include "logitscope/words.h"

#include <array>
#include <cmath>

namespace logitscope {

namespace {

constexpr std::array<std::string_view, 3> kModes = {"false", "true", "never"};
constexpr std::array<std::string_view, 3> kStates = {"live", "pruned", "finished"};

} // namespace

std::string_view earlyStoppingName(EarlyStopping mode) {
  return kModes[static_cast<std::size_t>(mode)];
}

Result<EarlyStopping> parseEarlyStopping(std::string_view name) {
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    if (kModes[i] == name) return static_cast<EarlyStopping>(i);
  }
  return Error{.code = ErrorCode::UnknownChoice,
               .field = "earlyStopping",
               .value = std::string(name),
               .message =
                   sentence("earlyStopping is \"{}\"; allowed: {}.", {name, listInWords(kModes)})};
}

std::string_view beamStateName(BeamState state) {
  return kStates[static_cast<std::size_t>(state)];
}

namespace decode {

std::optional<Error> checkOptions(const BeamOptions& options) {
  const auto count = [](std::size_t value) { return std::to_string(value); };
  if (options.numBeams < 1 || options.numBeams > kMaxBeams) {
    return outOfRange("numBeams", count(options.numBeams),
                      "a whole number from 1 to " + count(kMaxBeams));
  }
  if (!std::isfinite(options.lengthPenalty)) {
    return outOfRange("lengthPenalty", exactNumber(options.lengthPenalty), "any finite number");
  }
  if (!(options.repetitionPenalty > 0 && std::isfinite(options.repetitionPenalty))) {
    return outOfRange("repetitionPenalty", exactNumber(options.repetitionPenalty),
                      "greater than 0 (1 changes nothing)");
  }
  if (options.maxNewTokens < 1) {
    return outOfRange("maxNewTokens", count(options.maxNewTokens), "a whole number from 1");
  }
  if (options.numReturn < 1 || options.numReturn > options.numBeams) {
    return outOfRange("numReturn", count(options.numReturn),
                      "a whole number from 1 to numBeams, which is " + count(options.numBeams));
  }
  return checkDistinct(options.endTokens, "endTokens");
}

} // namespace decode

} // namespace logitscope
