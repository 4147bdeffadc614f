#pragma once

#include "logitscope/result.h"
#include "logitscope/rng.h"
#include "logitscope/scenario.h"
#include "logitscope/stages.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace logitscope {

/// What a sampler is made of.
struct SamplerOptions {
  Chain chain;
  Dialect dialect = Dialect::Textbook;
  /// Of the generator that all its coins come from.
  double seed = 0;
  RngKind rng = RngKind::Python;
  /// See [RunRequest::logitsAreFloat32]; rows of float are taken as float32 anyway.
  bool logitsAreFloat32 = false;
  /// The tokens before the first step, as far as penalties are to count them.
  std::vector<TokenId> history;
};

/// The fast path: the same chain, the same coins and the same token as [run], without the trace.
///
/// It owns the memory that it works in, and after the first row of a length allocates nothing more.
/// Step by step: sample a row, accept the token. Mirostat's μ moves with every draw.
class Sampler {
public:
  /// Refuses a chain that the dialect does not take, and a seed that the generator does not.
  static Result<Sampler> make(SamplerOptions options);

  Sampler(Sampler&&) noexcept;
  Sampler& operator=(Sampler&&) noexcept;
  ~Sampler();

  /// Draws a token; empty when the chain leaves none. Refuses NaN, +inf, an empty row, and tokens in
  /// the chain or the history that the row does not have. Takes the coins of the chain's stages and
  /// one for the draw, whatever comes of it.
  Result<std::optional<TokenId>> sample(std::span<const double> logits);
  Result<std::optional<TokenId>> sample(std::span<const float> logits);

  /// Appends to the history.
  void accept(TokenId id);
  /// Back to where it was made: seed, history and μ.
  void reset();

private:
  struct Insides;

  explicit Sampler(std::unique_ptr<Insides> insides);
  template <typename Number>
  Result<std::optional<TokenId>> sampleFrom(std::span<const Number> logits);

  std::unique_ptr<Insides> insides_;
};

} // namespace logitscope
