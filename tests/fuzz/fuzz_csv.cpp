// Any bytes as a CSV: refused with row and column, or read and written back as the same scenario.

#include "input.h"
#include "targets.h"

namespace logitscope::fuzz {

int fuzzCsv(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto scenario = parseCsv(text);
  if (!scenario) {
    const Error& error = scenario.error();
    demand(error.row.value_or(0) >= 1 && error.column.value_or(0) >= 1, "an error has its place");
    demand(error.message.starts_with("Row "), "and says so");
    return 0;
  }
  demand(!scenario->tokens.empty(), "a scenario has tokens");
  const auto written = formatCsv(scenario.value());
  demand(static_cast<bool>(written), "what was read can be written");
  const auto back = parseCsv(written.value());
  demand(static_cast<bool>(back), "what was written can be read");
  demand(back->tokens == scenario->tokens && back->logits == scenario->logits &&
             back->context == scenario->context,
         "and is the same");
  return 0;
}

} // namespace logitscope::fuzz
