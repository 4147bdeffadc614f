#include "csv_reader.h"

#include "logitscope/words.h"

namespace logitscope {

namespace {

/// A row is held whole. Sixteen million commas in one would be sixteen million fields, more than a page may
/// take of memory; no table of tokens has a thousand columns.
constexpr std::size_t kMaxFields = 1000;

constexpr std::size_t kShownCharacters = 40;

} // namespace

std::string shortened(std::string_view value) {
  if (value.size() <= kShownCharacters) return std::string(value);
  std::size_t end = kShownCharacters;
  // Never cut inside a character.
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xc0U) == 0x80U)
    --end;
  return std::string(value.substr(0, end)) + "…";
}

Error csvError(int row, int column, std::string_view field, std::string value, std::string what) {
  std::string where = "Row " + std::to_string(row);
  if (column > 0) where += ", column " + std::to_string(column);
  if (!field.empty()) where += sentence(" ({})", {shortened(field)});
  Error error{.code = ErrorCode::Csv,
              .field = std::string(field),
              .value = shortened(value),
              .message = sentence("{}: {}", {where, what})};
  error.row = row;
  if (column > 0) error.column = column;
  return error;
}

bool CsvReader::isAtLineEnd() const {
  return !isAtEnd() && (text_[position_] == '\n' || text_[position_] == '\r');
}

void CsvReader::skipLineEnd() {
  const bool isCrLf = text_.substr(position_, 2) == "\r\n";
  position_ += isCrLf ? 2 : 1;
  ++line_;
}

Result<std::optional<CsvRecord>> CsvReader::next() {
  while (isAtLineEnd())
    skipLineEnd();
  if (isAtEnd()) return std::optional<CsvRecord>();

  CsvRecord record{.row = line_};
  while (true) {
    if (auto error = readField(record)) return *error;
    if (record.fields.size() > kMaxFields) {
      return csvError(
          record.row, static_cast<int>(record.fields.size()), "", "",
          sentence("the row has more than {} fields; needed: token, logit and perhaps context.",
                   {kMaxFields}));
    }
    if (isAtEnd()) break;
    if (isAtLineEnd()) {
      skipLineEnd();
      break;
    }
    ++position_; // the comma
  }
  return std::optional<CsvRecord>(std::move(record));
}

/// Leaves the position on the comma or line end after the field, or at the end of the text.
std::optional<Error> CsvReader::readField(CsvRecord& record) {
  if (!isAtEnd() && text_[position_] == '"') return readQuoted(record);
  const std::size_t start = position_;
  while (!isAtEnd() && !isAtLineEnd() && text_[position_] != ',')
    ++position_;
  record.fields.emplace_back(text_.substr(start, position_ - start));
  return std::nullopt;
}

std::optional<Error> CsvReader::readQuoted(CsvRecord& record) {
  const int column = static_cast<int>(record.fields.size()) + 1;
  const int openedOn = line_;
  std::string field;
  ++position_;
  while (!isAtEnd()) {
    const char c = text_[position_];
    if (c == '"') {
      if (text_.substr(position_, 2) == "\"\"") {
        field += '"';
        position_ += 2;
        continue;
      }
      ++position_;
      if (!isAtEnd() && !isAtLineEnd() && text_[position_] != ',') {
        return csvError(
            line_, column, "", field,
            "text follows the closing quote; allowed: a comma or the end of the line. A "
            "quote inside a field is written twice.");
      }
      record.fields.push_back(std::move(field));
      return std::nullopt;
    }
    if (isAtLineEnd()) {
      const std::size_t start = position_;
      skipLineEnd();
      field += text_.substr(start, position_ - start);
      continue;
    }
    field += c;
    ++position_;
  }
  return csvError(openedOn, column, "", field, "the quote that opens here never closes.");
}

} // namespace logitscope
