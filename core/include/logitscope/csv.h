#pragma once

#include "logitscope/result.h"
#include "logitscope/scenario.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace logitscope {

/// The largest CSV that is read, in bytes.
inline constexpr std::size_t kMaxCsvBytes = 16 * 1024 * 1024;

/// Reads a table of tokens as RFC 4180 describes it: comma between fields, fields with commas,
/// quotes or line breaks in double quotes, a quote inside them doubled. Line ends may be LF, CRLF
/// or CR. UTF-8, with or without a byte order mark. Blank lines are passed over.
///
/// The first row names the columns, in any order and case: `token` and `logit` are needed,
/// `context` may follow, further columns are ignored. A logit is a decimal number or `-inf`. Spaces
/// belong to a token (" Paris" is not "Paris") and are dropped around a logit. A context may stand
/// in every row or only in some, but is the same wherever it stands.
///
/// Refused, each with its row and column: an empty text, bytes that are no UTF-8, a missing column,
/// a row with too few or too many fields (or more than 1,000), a logit that is no number or is NaN or +inf, a quote that
/// never closes or is followed by more text, an empty token, the same token twice, two contexts,
/// more than [kMaxTokens] rows, more than [kMaxCsvBytes] bytes.
Result<Scenario> parseCsv(std::string_view text, std::string_view source = "CSV");

/// Writes what [parseCsv] reads back as the same scenario, every logit to the last bit. Refuses a
/// scenario that could not be read back: no tokens, an empty or a repeated token, a wrong length.
Result<std::string> formatCsv(const Scenario& scenario);

/// A text as one field of a CSV: quoted where RFC 4180 asks for it; where it is empty or has spaces at
/// its ends too, since some programs would trim them.
std::string csvField(std::string_view text);

} // namespace logitscope
