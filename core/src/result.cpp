#include "logitscope/result.h"

namespace logitscope {

std::string_view errorCodeName(ErrorCode code) {
  switch (code) {
  case ErrorCode::UnknownStage:
    return "unknownStage";
  case ErrorCode::UnknownParameter:
    return "unknownParameter";
  case ErrorCode::UnknownChoice:
    return "unknownChoice";
  case ErrorCode::OutOfRange:
    return "outOfRange";
  case ErrorCode::NotANumber:
    return "notANumber";
  case ErrorCode::EmptyLogits:
    return "emptyLogits";
  case ErrorCode::TooManyTokens:
    return "tooManyTokens";
  case ErrorCode::WrongLength:
    return "wrongLength";
  case ErrorCode::Csv:
    return "csv";
  }
  return "";
}

} // namespace logitscope
