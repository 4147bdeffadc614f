#include "logitscope/run.h"
#include "logitscope/words.h"

#include <array>

namespace logitscope {

namespace {

constexpr std::array kDialects = {Dialect::Textbook};
constexpr std::array<std::string_view, kDialects.size()> kNames = {"textbook"};

} // namespace

std::span<const Dialect> dialects() {
  return kDialects;
}

std::string_view dialectName(Dialect dialect) {
  return kNames[static_cast<std::size_t>(dialect)];
}

Result<Dialect> parseDialect(std::string_view name) {
  for (const Dialect dialect : kDialects) {
    if (dialectName(dialect) == name) return dialect;
  }
  return Error{.code = ErrorCode::UnknownChoice,
               .field = "dialect",
               .value = std::string(name),
               .message = "dialect is \"" + std::string(name) +
                          "\"; allowed: " + listInWords(kNames) + "."};
}

} // namespace logitscope
