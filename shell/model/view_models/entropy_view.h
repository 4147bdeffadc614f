#pragma once

#include "model/bands.h"
#include "model/document.h"
#include "model/passages.h"
#include "model/text_reading.h"
#include "model/twin.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// A token that the model held likely in place of the one that came, or that one itself.
struct EntropyAlternative {
  TokenId id = 0;
  std::size_t rank = 1;
  std::string token;
  double probability = 0;
  std::string probabilityText;
  /// The token that stands in the text.
  bool isActual = false;
  /// All that a recorded answer does not name, together.
  bool isRest = false;
};

struct EntropyToken {
  std::string text;
  /// Of what could have come; one number but for a recorded answer, whose upper end may be infinite.
  Interval entropy;
  double surprise = 0;
  /// By entropy, 1 to 5; of a recorded answer by surprise, which is known exactly.
  int band = 1;
  /// The model's first choice was another.
  bool isSurprise = false;
  /// The text goes on in a new line after it.
  bool endsLine = false;
  /// "Before ␣cat: 3.2 bits, band D …", everything about it.
  std::string hint;
  /// Most likely first; the token itself is last where it is none of the likeliest.
  std::vector<EntropyAlternative> alternatives;
  /// What those hold that are not among them.
  std::string rest;
};

struct EntropyBand {
  std::string_view words;
  std::string_view range;
  std::size_t count = 0;
  std::string shareText;
};

/// How sure the model is of every token of a text, or was of every token of a recorded answer.
struct EntropyView {
  /// Why nothing is shown, or that not all is; empty where there is nothing to say.
  std::string notice;
  /// The passage that is shown; empty for the reader's own text.
  std::string passage;
  std::string text;
  /// What there is to choose from.
  std::vector<Passage> passages;
  bool isRecorded = false;
  /// What the colours and the dashes stand for.
  std::string legend;
  std::vector<EntropyToken> tokens;
  std::size_t focus = 0;
  /// Where the chart's axis ends.
  double largestBits = 0;
  std::string tokensText;
  std::string meanText;
  std::string meanSurpriseText;
  std::string perplexityText;
  std::string surprisesText;
  std::array<EntropyBand, kBands.size()> bands;
  std::string source;
};

/// Whether the answer itself is looked at.
bool showsAnswer(const Document& document);
/// [reading] is null where no model has learnt yet, and not asked for where the answer is shown.
EntropyView makeEntropyView(const Document& document, const TextReading* reading);
/// "Expected at token 3: \"␣cat\"", for the list beside the text.
std::string titleOfToken(const EntropyView& view, std::size_t token);
Twin twinOf(const EntropyView& view);

} // namespace logitscope::shell
