#include "logitscope/csv.h"

#include "csv_reader.h"
#include "logitscope/words.h"
#include "ranking.h"
#include "utf8.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace logitscope {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kUtf16LittleEndian = "\xff\xfe";
constexpr std::string_view kUtf16BigEndian = "\xfe\xff";
constexpr std::string_view kToken = "token";
constexpr std::string_view kLogit = "logit";
constexpr std::string_view kContext = "context";

/// Positions of our columns in the file's.
struct Columns {
  std::size_t token = 0;
  std::size_t logit = 0;
  std::optional<std::size_t> context;
  std::size_t count = 0;
};

std::string_view trimmed(std::string_view text) {
  const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && isSpace(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back()))
    text.remove_suffix(1);
  return text;
}

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

int columnNumber(std::size_t index) {
  return static_cast<int>(index) + 1;
}

int rowOf(std::string_view text, std::size_t position) {
  int row = 1;
  for (std::size_t i = 0; i < position; ++i) {
    const bool isCrOfCrLf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !isCrOfCrLf)) ++row;
  }
  return row;
}

/// Is this a text at all?
std::optional<Error> checkText(std::string_view text) {
  if (text.size() > kMaxCsvBytes) {
    return csvError(
        1, 1, "", std::to_string(text.size()),
        sentence("the file has {} bytes; allowed: up to {}.", {text.size(), kMaxCsvBytes}));
  }
  if (text.starts_with(kUtf16LittleEndian) || text.starts_with(kUtf16BigEndian)) {
    return csvError(1, 1, "", "", "the file is UTF-16; save it as UTF-8.");
  }
  const std::size_t nul = text.find('\0');
  const auto invalid = findInvalidUtf8(text);
  const std::size_t bad = std::min(nul, invalid.value_or(std::string_view::npos));
  if (bad != std::string_view::npos) {
    return csvError(
        rowOf(text, bad), 0, "", "",
        sentence("byte {} of the file is no text; allowed: a CSV saved as UTF-8.", {bad + 1}));
  }
  return std::nullopt;
}

/// Where a column stands in the header; an error when it stands there twice.
Result<std::optional<std::size_t>> findColumn(const CsvRecord& header, std::string_view name) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    if (lowerCase(trimmed(header.fields[i])) != name) continue;
    if (found) {
      return csvError(header.row, columnNumber(i), name, std::string(name),
                      sentence("the column \"{}\" stands here a second time.", {name}));
    }
    found = i;
  }
  return found;
}

Error missingColumn(const CsvRecord& header, std::string_view name) {
  std::string what = sentence(
      "the column \"{}\" is missing; needed: a first row like token,logit,context.", {name});
  for (const auto& [separator, called] : {std::pair{';', "semicolons"}, std::pair{'\t', "tabs"}}) {
    if (header.fields.size() == 1 && header.fields[0].find(separator) != std::string::npos) {
      what += sentence(" The fields seem to be separated by {}; use commas.", {called});
    }
  }
  return csvError(header.row, 0, name, header.fields.empty() ? "" : header.fields[0], what);
}

Result<Columns> readHeader(const CsvRecord& header) {
  Columns columns{.count = header.fields.size()};
  for (const auto& [name, place] :
       {std::pair{kToken, &columns.token}, std::pair{kLogit, &columns.logit}}) {
    const auto found = findColumn(header, name);
    if (!found) return found.error();
    if (!found.value()) return missingColumn(header, name);
    *place = *found.value();
  }
  const auto context = findColumn(header, kContext);
  if (!context) return context.error();
  columns.context = context.value();
  return columns;
}

Result<double> readLogit(const CsvRecord& record, std::size_t column) {
  const std::string text(trimmed(record.fields[column]));
  const auto refuse = [&](const std::string& why) {
    return csvError(record.row, columnNumber(column), kLogit, text, why);
  };
  const std::string lower = lowerCase(text);
  if (lower == "-inf" || lower == "-infinity") return -std::numeric_limits<double>::infinity();
  if (text.empty()) return refuse("the logit is missing; allowed: a number such as 2.8, or -inf.");
  const std::optional<double> value = readNumber(text);
  if (!value) {
    return refuse(
        sentence("\"{}\" is no logit; allowed: a number such as 2.8, or -inf.", {shortened(text)}));
  }
  if (!std::isfinite(*value)) {
    return refuse(
        sentence("\"{}\" does not fit a double; allowed: up to about 1.8e308.", {shortened(text)}));
  }
  return *value;
}

/// Collects rows into a scenario.
class ScenarioBuilder {
public:
  ScenarioBuilder(Columns columns, std::string_view source) : columns_(columns) {
    scenario_.source = source;
  }

  std::optional<Error> add(const CsvRecord& record) {
    if (auto error = checkCount(record)) return error;
    const std::string& token = record.fields[columns_.token];
    if (auto error = checkToken(record, token)) return error;
    auto logit = readLogit(record, columns_.logit);
    if (!logit) return logit.error();
    if (auto error = takeContext(record)) return error;
    scenario_.tokens.push_back(token);
    rows_.push_back(record.row);
    scenario_.logits.push_back(logit.value());
    return std::nullopt;
  }

  /// The first row whose token stands in one before it.
  std::optional<Error> findRepeated() const {
    const auto& tokens = scenario_.tokens;
    std::vector<std::uint32_t> order(tokens.size());
    std::iota(order.begin(), order.end(), 0U);
    sortNumbers(order, [&](std::uint32_t a, std::uint32_t b) {
      const int compared = tokens[a].compare(tokens[b]);
      return compared != 0 ? compared < 0 : a < b;
    });
    // Equal tokens stand side by side now, the first of them first.
    std::uint32_t first = 0;
    std::size_t repeated = tokens.size();
    std::size_t original = 0;
    for (const std::uint32_t place : order) {
      if (tokens[place] != tokens[first] || place == order.front()) first = place;
      if (place == first || place >= repeated) continue;
      repeated = place;
      original = first;
    }
    if (repeated == tokens.size()) return std::nullopt;
    return csvError(
        rows_[repeated], columnNumber(columns_.token), kToken, tokens[repeated],
        sentence("the token \"{}\" stands in row {} already; each token may stand once.",
                 {shortened(tokens[repeated]), rows_[original]}));
  }

  bool isEmpty() const { return scenario_.tokens.empty(); }
  Scenario take() { return std::move(scenario_); }

private:
  std::optional<Error> checkCount(const CsvRecord& record) const {
    const std::size_t count = record.fields.size();
    if (count != columns_.count) {
      const int column = columnNumber(std::min(count, columns_.count));
      return csvError(record.row, column, "", std::to_string(count),
                      sentence("the row has {} fields, the header has {}. A field that holds a "
                               "comma stands in double quotes.",
                               {count, columns_.count}));
    }
    if (scenario_.tokens.size() == kMaxTokens) {
      return csvError(record.row, 1, "", "",
                      sentence("too many tokens; allowed: up to {}.", {kMaxTokens}));
    }
    return std::nullopt;
  }

  std::optional<Error> checkToken(const CsvRecord& record, const std::string& token) {
    const int column = columnNumber(columns_.token);
    if (token.empty()) {
      return csvError(record.row, column, kToken, "",
                      "the token is empty; allowed: any text, a space included.");
    }
    return std::nullopt;
  }

  std::optional<Error> takeContext(const CsvRecord& record) {
    if (!columns_.context) return std::nullopt;
    const std::string& context = record.fields[*columns_.context];
    if (context.empty() || context == scenario_.context) return std::nullopt;
    if (!scenario_.context.empty()) {
      return csvError(record.row, columnNumber(*columns_.context), kContext, context,
                      sentence("the context differs from that of the rows before, \"{}\"; one file "
                               "holds one context.",
                               {shortened(scenario_.context)}));
    }
    scenario_.context = context;
    return std::nullopt;
  }

  Columns columns_;
  Scenario scenario_;
  /// Of each token of the scenario.
  std::vector<int> rows_;
};

std::string quotedField(std::string_view text) {
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

} // namespace

std::string csvField(std::string_view text) {
  const bool needsQuotes = text.find_first_of(",\"\r\n") != std::string_view::npos ||
                           trimmed(text).size() != text.size() || text.empty();
  return needsQuotes ? quotedField(text) : std::string(text);
}

Result<Scenario> parseCsv(std::string_view text, std::string_view source) {
  if (auto error = checkText(text)) return *error;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());

  CsvReader reader(text);
  auto header = reader.next();
  if (!header) return header.error();
  if (!header.value()) {
    return csvError(1, 1, "", "",
                    "the file is empty; needed: a first row like token,logit,context.");
  }
  auto columns = readHeader(*header.value());
  if (!columns) return columns.error();

  ScenarioBuilder builder(columns.value(), source);
  while (true) {
    auto record = reader.next();
    if (!record) return record.error();
    if (!record.value()) break;
    if (auto error = builder.add(*record.value())) return *error;
  }
  if (builder.isEmpty()) {
    return csvError(header.value()->row + 1, 1, kToken, "",
                    "no token follows the header; needed: at least one row like sunny,3.5.");
  }
  if (auto error = builder.findRepeated()) return *error;
  return builder.take();
}

Result<std::string> formatCsv(const Scenario& scenario) {
  if (scenario.tokens.size() != scenario.logits.size()) {
    return Error{.code = ErrorCode::WrongLength,
                 .field = "tokens",
                 .value = std::to_string(scenario.tokens.size()),
                 .message =
                     sentence("tokens has {} entries, logits has {}; allowed: the same number.",
                              {scenario.tokens.size(), scenario.logits.size()})};
  }
  const bool hasContext = !scenario.context.empty();
  std::string text = hasContext ? "token,logit,context\n" : "token,logit\n";
  for (std::size_t i = 0; i < scenario.tokens.size(); ++i) {
    text += csvField(scenario.tokens[i]) + ',' + exactNumber(scenario.logits[i]);
    if (hasContext) text += ',' + csvField(scenario.context);
    text += '\n';
  }
  // Whatever could not be read back is refused with the reader's own sentence.
  if (auto readBack = parseCsv(text); !readBack) return readBack.error();
  return text;
}

} // namespace logitscope
