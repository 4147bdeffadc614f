#pragma once

// A language model that is trained from a text while the reader waits: how often which token
// followed which, smoothed.
//
//   text ──► documents ──► tokens ──► contexts, sorted ──► counts ──► discounts ──► NgramModel
//            cut at lines   " cat"     " the" → " cat" ×7   c           c − D
//            of "---"       "." "\n"   " on the" → …
//
// The probability of token w after the context h = (…, c₂, c₁), with h' the same context less its
// first token:
//
//   p(w | h) = max(c(h w) − D(c(h w)), 0) / Σ c(h ·)  +  γ(h) · p(w | h')
//
// where D is one of three discounts, for counts of 1, of 2 and above, estimated for each length of
// context from how many n-grams occur once, twice, three and four times; γ(h) is what the discounts
// took. In the longest contexts c counts occurrences, in shorter ones how many different tokens
// stand before: interpolated modified Kneser-Ney. Chen & Goodman 1998, "An Empirical Study of
// Smoothing Techniques for Language Modeling", Harvard TR-10-98, section 3; Kneser & Ney 1995.
//
// Below the empty context lies the uniform distribution over the tokens that the text uses. Those
// it does not use (bytes and pieces, of which unknown words are spelled) share 0.5 % of the empty
// context, mostly those that the text's rarest words would need. So no token ever has the
// probability 0.
//
// What this model takes differently from the textbook, each for a reason:
//   · " The" and "The" are two tokens, but as context they are one. A reader's prompt begins
//     without a space; what follows it is learnt from the middle of sentences.
//   · Right after a word, a word without its space is hardly possible: both would be one word. Where
//     the text says nothing else, such tokens keep a twentieth of what the empty context gives
//     them; the others share the rest in proportion.
//   · No padding: the first token of a document has the end token of the one before as its context
//     and nothing beyond. An n-gram that begins there counts occurrences at every length, as
//     nothing can stand before it.

#include "logitscope/result.h"
#include "logitscope/scenario.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope {

/// The largest text that is learnt from, in bytes.
inline constexpr std::size_t kMaxTrainingBytes = 16 * 1024 * 1024;

/// A model of order n looks at the n − 1 tokens before. 1 looks at none.
inline constexpr int kMinOrder = 1;
inline constexpr int kMaxOrder = 6;

struct NgramOptions {
  /// From [kMinOrder] to [kMaxOrder].
  int order = 5;
};

namespace ngram {
struct ModelData;
struct TrainerState;
} // namespace ngram

/// A trained model. It never changes; copies share what it holds.
class NgramModel {
public:
  /// The text of each token, by id; no two alike, none empty. The first 256 are the single bytes,
  /// which need not be characters. Words come with the space before them (" cat") and without;
  /// signs, numbers and line breaks are tokens of their own. At most [kMaxTokens]; where the text
  /// has more words, the rarest are spelled.
  const std::vector<std::string>& vocabulary() const;
  /// The same, for those who keep it longer than the model; see [DecodeOptions::vocabulary].
  std::shared_ptr<const std::vector<std::string>> sharedVocabulary() const;

  /// The token that ends a document. Its text, "<|end|>", never comes out of [encode].
  TokenId eos() const;
  int order() const;

  /// The tokens of any text, of any bytes. What the training text never had is spelled with smaller
  /// pieces, in the worst case with bytes. A line of "---" is text like any other here.
  std::vector<TokenId> encode(std::string_view text) const;

  /// The texts of the tokens, joined: decode(encode(text)) is text, byte for byte. The end token
  /// has no text. Refuses an id that is not in the vocabulary.
  Result<std::string> decode(std::span<const TokenId> ids) const;

  /// ln p of every token of the vocabulary, given the tokens before. Always finite; exp of them
  /// sums to 1. Only the last order − 1 tokens count, and of these the ones from the last end token
  /// on. A shorter context is taken as it is, a fragment that may stand anywhere; the empty context
  /// is the beginning of a document, the same as the end token alone.
  /// Refuses an id that is not in the vocabulary.
  Result<std::vector<double>> logits(std::span<const TokenId> context) const;

  /// The same into [out], which has one place for each token of the vocabulary; allocates nothing.
  std::optional<Error> logitsInto(std::span<const TokenId> context, std::span<double> out) const;

  /// How many tokens it was trained on, each document's end token included, and in how many
  /// documents.
  std::size_t trainedTokens() const;
  std::size_t trainedDocuments() const;
  /// What the model occupies, in bytes: about seven times an English training text of a megabyte,
  /// and less than that for a longer one.
  std::size_t memoryBytes() const;

private:
  friend class NgramTrainer;
  explicit NgramModel(std::shared_ptr<const ngram::ModelData> data);

  std::shared_ptr<const ngram::ModelData> data_;
};

/// Training as a machine that is stepped, so that whoever drives it can draw a frame in between.
///
///   auto trainer = NgramTrainer::make(text, options);    // may be refused
///   while (!trainer->step(20'000)) show(trainer->progress());
///   NgramModel model = trainer->finish();
///
/// However it is stepped, the same text gives the same model.
class NgramTrainer {
public:
  /// A line that consists of "---" separates documents; an empty one, and the blank lines and
  /// spaces around one, are passed over. A byte order mark is, too.
  ///
  /// Refused: an order out of range; a text that is empty or nothing but space, one of more than
  /// [kMaxTrainingBytes], one with a NUL byte, and one where more than 1 % of the bytes are control
  /// characters or no UTF-8.
  static Result<NgramTrainer> make(std::string_view text, NgramOptions options = {});

  ~NgramTrainer();
  NgramTrainer(NgramTrainer&& other) noexcept;
  NgramTrainer& operator=(NgramTrainer&& other) noexcept;

  /// Goes on by about as much work as it is to look at [budget] tokens once, and at least by one
  /// piece of work; the largest piece is to look at every token of the text once. Answers whether
  /// training is done.
  bool step(std::size_t budget);

  /// From 0 to 1, where 1 is done. Never falls.
  double progress() const;

  /// Does what is left to do and hands over the model. Once only: the trainer is spent.
  NgramModel finish();

private:
  explicit NgramTrainer(std::unique_ptr<ngram::TrainerState> state);

  std::unique_ptr<ngram::TrainerState> state_;
};

/// All of the training at once. Refuses what [NgramTrainer::make] refuses.
Result<NgramModel> trainNgram(std::string_view text, NgramOptions options = {});

} // namespace logitscope
