// The fast path. The row is written straight into its memory, so that it is copied once.

#include "machines.h"

namespace logitscope::web {

namespace {

/// What [sample] answers besides a token.
constexpr double kNothingLeft = -1;
constexpr double kRefused = -2;

class JsSampler {
public:
  OutcomeValue start(const OptionsValue& object) {
    auto options = readSamplerOptions(object);
    if (!options) return refused(options.error());
    auto sampler = Sampler::make(std::move(options).value());
    if (!sampler) return refused(sampler.error());
    sampler_.emplace(std::move(sampler).value());
    return accepted(val::null());
  }

  /// Where the next row goes. A later call, or memory that grows, makes it useless.
  val singles(unsigned length) {
    singles_.resize(length);
    return val(emscripten::typed_memory_view(singles_.size(), singles_.data()));
  }
  val doubles(unsigned length) {
    doubles_.resize(length);
    return val(emscripten::typed_memory_view(doubles_.size(), doubles_.data()));
  }

  double sampleSingles() { return answer(sampler_->sample(std::span<const float>(singles_))); }
  double sampleDoubles() { return answer(sampler_->sample(std::span<const double>(doubles_))); }
  OutcomeValue error() const { return refused(error_); }

  void accept(unsigned id) { sampler_->accept(id); }
  void reset() { sampler_->reset(); }

private:
  double answer(const Result<std::optional<TokenId>>& drawn) {
    if (drawn) return drawn.value() ? static_cast<double>(*drawn.value()) : kNothingLeft;
    error_ = drawn.error();
    return kRefused;
  }

  std::optional<Sampler> sampler_;
  std::vector<float> singles_;
  std::vector<double> doubles_;
  Error error_;
};

} // namespace

EMSCRIPTEN_BINDINGS(logitscope_sampler) {
  emscripten::class_<JsSampler>("_Sampler")
      .constructor<>()
      .function("start(options)", &JsSampler::start)
      .function("singles(length)", &JsSampler::singles)
      .function("doubles(length)", &JsSampler::doubles)
      .function("sampleSingles()", &JsSampler::sampleSingles)
      .function("sampleDoubles()", &JsSampler::sampleDoubles)
      .function("error()", &JsSampler::error)
      .function("accept(id)", &JsSampler::accept)
      .function("reset()", &JsSampler::reset);
}

} // namespace logitscope::web
