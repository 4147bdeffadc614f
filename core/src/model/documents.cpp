#include "model/documents.h"

#include "logitscope/ngram.h"
#include "logitscope/words.h"
#include "utf8.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace logitscope::ngram {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kSeparator = "---";
constexpr std::string_view kSpace = " \t\r\n\f\v";
/// A text in another encoding has more than this of what is no text in UTF-8; a text with a few
/// damaged places, or a form feed on each page, has less.
constexpr double kMaxBadShare = 0.01;

Error textError(ErrorCode code, std::string value, const std::string& what) {
  return {.code = code, .field = "text", .value = std::move(value), .message = "text " + what};
}

bool isControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && kSpace.find(c) == std::string_view::npos) || byte == 0x7f;
}

/// How many bytes of [text] are control characters or no UTF-8.
std::size_t countBadBytes(std::string_view text) {
  auto bad = static_cast<std::size_t>(std::ranges::count_if(text, isControl));
  while (const auto invalid = findInvalidUtf8(text)) {
    ++bad;
    text.remove_prefix(*invalid + 1);
  }
  return bad;
}

std::string_view trimmed(std::string_view document) {
  const std::size_t end = document.find_last_not_of(kSpace);
  if (end == std::string_view::npos) return {};
  document = document.substr(0, end + 1);
  // The indentation of the first line stays; the blank lines before it go.
  const std::size_t first = document.find_first_not_of(kSpace);
  const std::size_t lineEnd = document.substr(0, first).find_last_of("\r\n");
  return lineEnd == std::string_view::npos ? document : document.substr(lineEnd + 1);
}

bool isSeparator(std::string_view line) {
  const std::size_t end = line.find_last_not_of(kSpace);
  return end != std::string_view::npos && line.substr(0, end + 1) == kSeparator;
}

} // namespace

std::optional<Error> checkText(std::string_view text) {
  const std::string allowed = sentence("allowed: up to {} bytes of UTF-8", {kMaxTrainingBytes});
  if (text.size() > kMaxTrainingBytes) {
    const std::string size = std::to_string(text.size());
    return textError(ErrorCode::OutOfRange, size, sentence("has {} bytes; {}.", {size, allowed}));
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return textError(ErrorCode::OutOfRange, std::to_string(nul + 1),
                     sentence("is no text: byte {} is 0; {}.", {nul + 1, allowed}));
  }
  const double share = static_cast<double>(countBadBytes(text)) /
                       static_cast<double>(std::max<std::size_t>(text.size(), 1));
  if (share > kMaxBadShare) {
    return textError(
        ErrorCode::OutOfRange, percent(share),
        sentence("is no text: {percent} of its bytes are control characters or no UTF-8; {}, "
                 "of which {percent} may be damaged.",
                 {share, allowed, kMaxBadShare}));
  }
  if (documentsOf(text).empty()) {
    return textError(ErrorCode::OutOfRange, "",
                     std::string(text.empty() ? "is empty" : "has nothing but space in it") +
                         "; allowed: any text with at least one word.");
  }
  return std::nullopt;
}

std::vector<std::string_view> documentsOf(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<std::string_view> documents;
  const auto add = [&](std::string_view document) {
    document = trimmed(document);
    if (!document.empty()) documents.push_back(document);
  };
  std::size_t documentBegin = 0;
  std::size_t lineBegin = 0;
  while (lineBegin < text.size()) {
    const std::size_t newLine = text.find('\n', lineBegin);
    const std::size_t lineEnd = newLine == std::string_view::npos ? text.size() : newLine + 1;
    if (isSeparator(text.substr(lineBegin, lineEnd - lineBegin))) {
      add(text.substr(documentBegin, lineBegin - documentBegin));
      documentBegin = lineEnd;
    }
    lineBegin = lineEnd;
  }
  add(text.substr(documentBegin));
  return documents;
}

} // namespace logitscope::ngram
