#pragma once

#include "logitscope/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope {

/// One record of a CSV: its fields, unquoted, and where each begins.
struct CsvRecord {
  /// Counted from 1, blank lines included; a quoted field may span lines, the record keeps its
  /// first.
  int row = 0;
  std::vector<std::string> fields;
};

/// Cuts a text into records as RFC 4180 has it, one at a time. Knows nothing of tokens or logits.
class CsvReader {
public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  /// The next record that is not blank; empty at the end. An error ends the reading.
  Result<std::optional<CsvRecord>> next();

private:
  bool isAtEnd() const { return position_ >= text_.size(); }
  bool isAtLineEnd() const;
  void skipLineEnd();
  std::optional<Error> readField(CsvRecord& record);
  std::optional<Error> readQuoted(CsvRecord& record);

  std::string_view text_;
  std::size_t position_ = 0;
  int line_ = 1;
};

/// As much of a value as a sentence can carry.
std::string shortened(std::string_view value);

/// A sentence that begins with where: "Row 3, column 2: …".
Error csvError(int row, int column, std::string_view field, std::string value, std::string what);

} // namespace logitscope
