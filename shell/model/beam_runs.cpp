#include "model/beam_runs.h"

#include "model/beam_options.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace logitscope::shell {

/// The longest searches that were made, with what they follow from.
struct BeamRuns::Known {
  LogitSourcePtr source;
  std::vector<TokenId> prompt;
  std::size_t numBeams = 0;
  BeamSearch beams;
  BeamSearch greedy;
};

namespace {

BeamOptions optionsOf(const BeamSettings& settings, const LogitSource& source) {
  return {.numBeams = settings.numBeams,
          .lengthPenalty = settings.lengthPenalty,
          .earlyStopping = settings.earlyStopping,
          .maxNewTokens = settings.maxNewTokens,
          .numReturn = settings.numBeams,
          .endTokens = source.stopTokens()};
}

/// [known] by these options and [steps] far, or until it is done; the model is asked for the steps
/// alone that nobody has made yet.
Result<BeamSearch> searchOn(BeamSearch& known, const BeamOptions& options, std::size_t steps, const LogitSource& source) {
  auto search = known.rerun(options, steps);
  while (search && !search->isDone() && search->step() < steps) {
    std::vector<std::vector<double>> rows;
    for (const auto& context : search->wanted())
      rows.push_back(source.logits(context));
    if (auto error = search->advance(rows)) return *error;
    if (search->step() > known.step()) known = search.value();
  }
  return search;
}

std::vector<TokenId> bestOf(const BeamSearch& search) {
  const auto found = search.sequences();
  return found.empty() ? std::vector<TokenId>{} : found.front().tokens;
}

/// What is best at every length penalty that the slider can stand on.
std::vector<BeamStretch> stretchesOf(BeamSearch& known, BeamOptions options, const LogitSource& source) {
  const BeamOptionInfo& info = beamOptionInfo(BeamOption::LengthPenalty);
  std::vector<BeamStretch> stretches;
  const auto count = static_cast<int>(std::lround((info.to - info.from) / info.step));
  for (int i = 0; i <= count; ++i) {
    options.lengthPenalty = snapToStep(info, info.from + i * info.step);
    const auto search = searchOn(known, options, kMostBeamSteps, source);
    if (!search) return {};
    auto best = bestOf(search.value());
    if (stretches.empty() || stretches.back().best != best)
      stretches.push_back({options.lengthPenalty, options.lengthPenalty, std::move(best)});
    stretches.back().to = options.lengthPenalty;
  }
  return stretches;
}

} // namespace

BeamRuns::BeamRuns() = default;
BeamRuns::~BeamRuns() = default;
BeamRuns::BeamRuns(BeamRuns&&) noexcept = default;
BeamRuns& BeamRuns::operator=(BeamRuns&&) noexcept = default;

const BeamRun& BeamRuns::follow(const Document& document) {
  run_ = {};
  const LogitSource* generator = generatorOf(document);
  if (generator == nullptr || document.source->recording()) return run_;
  const LogitSourcePtr& source = document.source.get() == generator ? document.source : document.model;
  const BeamOptions options = optionsOf(document.beam, *generator);
  BeamOptions greedyOptions = options;
  greedyOptions.numBeams = greedyOptions.numReturn = 1;
  auto prompt = generator->encode(document.prompt);
  if (!known_ || known_->source != source || known_->prompt != prompt || known_->numBeams != options.numBeams) {
    auto beams = BeamSearch::make(options, prompt);
    auto greedy = BeamSearch::make(greedyOptions, prompt);
    if (!beams || !greedy) {
      run_.problem = (beams ? greedy : beams).error().message;
      return run_;
    }
    known_ = std::make_unique<Known>(
        Known{source, std::move(prompt), options.numBeams, std::move(beams).value(), std::move(greedy).value()});
  }
  if (options.numBeams > 1) run_.stretches = stretchesOf(known_->beams, options, *generator);
  auto whole = searchOn(known_->beams, options, kMostBeamSteps, *generator);
  if (!whole) {
    run_.problem = whole.error().message;
    return run_;
  }
  const std::size_t steps = std::min(document.beam.steps, whole->step());
  run_.shown = known_->beams.rerun(options, steps).value();
  run_.whole = std::move(whole).value();
  if (auto greedy = searchOn(known_->greedy, greedyOptions, steps, *generator))
    run_.greedy = std::move(greedy).value();
  return run_;
}

} // namespace logitscope::shell
