#pragma once

#include "logitscope/result.h"
#include "logitscope/stages.h"

#include <span>
#include <string_view>

namespace logitscope {

/// One dialect, as pages and functions list it.
struct DialectInfo {
  Dialect dialect{};
  /// The name in JavaScript, links and files: "llamaCpp".
  std::string_view id;
  /// What a reader sees.
  std::string_view label;
  /// The release whose answers it gives; empty for the textbook's.
  std::string_view version;
  /// One sentence on what sets it apart.
  std::string_view summary;
};

/// All there are, the textbook's first.
std::span<const DialectInfo> dialects();
const DialectInfo& dialectInfo(Dialect dialect);
/// "textbook", "transformers", "llamaCpp".
std::string_view dialectName(Dialect dialect);
Result<Dialect> parseDialect(std::string_view name);

/// Does the library have this stage? Where it has not, the stage follows the textbook's rule, in the
/// library's precision, and its note says so.
bool hasStage(Dialect dialect, StageKind kind);

} // namespace logitscope
