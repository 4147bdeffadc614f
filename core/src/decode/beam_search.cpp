// The search itself, step by step in the order of the library's loop; every addition and division
// that decides is done in float32, as there.

#include "logitscope/beam_search.h"

#include "logitscope/words.h"

#include "decode/beam_request.h"
#include "decode/beam_scores.h"
#include "decode/checks.h"
#include "decode/top_scores.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace logitscope {

using decode::logSoftmax;
using decode::penaliseRepetition;
using decode::toDivisor;
using decode::toFloat32;
using decode::topScores;

namespace {

/// The score of a place that no sequence holds. In float32 a sum of log-probabilities vanishes
/// beside it.
constexpr float kNobody = -1e9F;
/// Sums below this have such a place among their ancestors.
constexpr float kFillerBelow = kNobody / 2;

float divisorAt(std::size_t length, double lengthPenalty) {
  return toDivisor(std::pow(static_cast<double>(length), lengthPenalty));
}

} // namespace

/// One continuation of one beam.
struct BeamSearch::Candidate {
  std::size_t beam = 0;
  TokenId token = 0;
  float logProbability = 0;
  float sum = 0;
  bool ends = false;
  /// Its node, once the tree has grown.
  BeamNodeId node = kNoBeamNode;
};

Result<BeamSearch> BeamSearch::make(BeamOptions options, std::vector<TokenId> prompt) {
  if (auto error = decode::checkOptions(options)) return *error;
  BeamSearch search;
  search.beams_.assign(options.numBeams, Beam{.score = kNobody});
  search.beams_.front().score = 0;
  search.hypotheses_.assign(options.numBeams, Hypothesis{.score = kNobody});
  search.tree_.push_back({.state = BeamState::Live});
  search.options_ = std::move(options);
  search.prompt_ = std::move(prompt);
  search.wantNext();
  return search;
}

bool BeamSearch::ends(TokenId token) const {
  return step_ + 1 == options_.maxNewTokens ||
         std::ranges::find(options_.endTokens, token) != options_.endTokens.end();
}

std::vector<TokenId> BeamSearch::tokensAt(BeamNodeId node) const {
  std::vector<TokenId> tokens;
  for (; tree_[node].parent != kNoBeamNode; node = tree_[node].parent)
    tokens.push_back(tree_[node].token);
  std::ranges::reverse(tokens);
  return tokens;
}

void BeamSearch::wantNext() {
  wanted_.clear();
  if (isDone()) return;
  for (Beam& beam : beams_) {
    std::vector<TokenId> context = prompt_;
    const auto tokens = tokensAt(beam.node);
    context.insert(context.end(), tokens.begin(), tokens.end());
    // The first step's beams all stand at the prompt, and a filler may repeat another beam.
    const auto same = std::ranges::find(wanted_, context);
    beam.wantedIndex = static_cast<std::size_t>(same - wanted_.begin());
    if (same == wanted_.end()) wanted_.push_back(std::move(context));
  }
}

std::optional<Error> BeamSearch::check(std::span<const std::vector<double>> logits) const {
  if (logits.size() != wanted_.size()) {
    const std::string given = std::to_string(logits.size());
    return Error{.code = ErrorCode::WrongLength,
                 .field = "logits",
                 .value = given,
                 .message =
                     sentence("logits holds {} rows; allowed: {}, one for each context wanted{}",
                              {given, wanted_.size(), isDone() ? ": the search is done." : "."})};
  }
  std::size_t size = vocabularySize_;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const std::string field = sentence("logits[{}]", {i});
    if (auto error = decode::checkRow(logits[i], field, size)) return error;
    size = logits[i].size();
  }
  if (isDone()) return std::nullopt;
  if (auto error = decode::checkTokens(options_.endTokens, "endTokens", size)) return error;
  return decode::checkTokens(prompt_, "prompt", size);
}

std::optional<Error> BeamSearch::advance(std::span<const std::vector<double>> logits) {
  if (auto error = check(logits)) return error;
  if (isDone()) return std::nullopt;
  vocabularySize_ = logits.front().size();
  if (options_.numBeams == 1) {
    advanceGreedily(logits.front());
  } else {
    settle(bestContinuations(logits));
  }
  wantNext();
  return std::nullopt;
}

/// What becomes of the continuations, and whether the search goes on.
void BeamSearch::settle(std::vector<Candidate> candidates) {
  growTree(candidates);
  keepLive(candidates);
  keepFinished(candidates);
  ++step_;
  stop_ = stopAfter(candidates);
}

BeamStop BeamSearch::stopAfter(std::span<const Candidate> candidates) const {
  if (step_ == options_.maxNewTokens) return BeamStop::MaxNewTokens;
  if (std::ranges::all_of(candidates, &Candidate::ends)) return BeamStop::NothingLeft;
  const bool isFull = std::ranges::all_of(hypotheses_, &Hypothesis::isFinished);
  if (isFull && options_.earlyStopping == EarlyStopping::Yes) return BeamStop::Enough;
  return canImprove() ? BeamStop::Running : BeamStop::CannotImprove;
}

/// The best continuations of all beams together, twice as many as beams or more: should the best
/// all end, enough remain to go on with.
std::vector<BeamSearch::Candidate>
BeamSearch::bestContinuations(std::span<const std::vector<double>> logits) const {
  std::vector<std::vector<float>> rows;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    rows.push_back(logSoftmax(toFloat32(logits[i])));
    penaliseRepetition(rows.back(), wanted_[i], options_.repetitionPenalty);
  }
  std::vector<float> sums;
  sums.reserve(beams_.size() * vocabularySize_);
  for (const Beam& beam : beams_) {
    for (const float logProbability : rows[beam.wantedIndex])
      sums.push_back(logProbability + beam.score);
  }
  const std::size_t perBeam = std::max<std::size_t>(2, 1 + options_.endTokens.size());
  const std::size_t count = std::min(perBeam * beams_.size(), sums.size());
  std::vector<Candidate> candidates;
  for (const std::size_t position : topScores(sums, count)) {
    const std::size_t beam = position / vocabularySize_;
    const auto token = static_cast<TokenId>(position % vocabularySize_);
    candidates.push_back({.beam = beam,
                          .token = token,
                          .logProbability = rows[beams_[beam].wantedIndex][token],
                          .sum = sums[position],
                          .ends = ends(token)});
  }
  return candidates;
}

void BeamSearch::growTree(std::vector<Candidate>& candidates) {
  const float divisor = divisorAt(step_ + 1, options_.lengthPenalty);
  for (Candidate& candidate : candidates) {
    candidate.node = static_cast<BeamNodeId>(tree_.size());
    BeamNode node{.parent = beams_[candidate.beam].node,
                  .token = candidate.token,
                  .step = step_ + 1,
                  .logProbability = candidate.logProbability,
                  .sum = candidate.sum,
                  .isFiller = candidate.sum < kFillerBelow};
    if (candidate.ends) node.score = candidate.sum / divisor;
    tree_.push_back(node);
  }
}

void BeamSearch::keepLive(std::span<const Candidate> candidates) {
  std::vector<float> sums;
  for (const Candidate& candidate : candidates)
    sums.push_back(candidate.ends ? candidate.sum + kNobody : candidate.sum);
  std::vector<Beam> live;
  for (const std::size_t position : topScores(sums, beams_.size())) {
    const Candidate& candidate = candidates[position];
    live.push_back({.node = candidate.node, .score = sums[position]});
    if (!candidate.ends) tree_[candidate.node].state = BeamState::Live;
  }
  beams_ = std::move(live);
}

void BeamSearch::keepFinished(std::span<const Candidate> candidates) {
  const bool isFull = std::ranges::all_of(hypotheses_, &Hypothesis::isFinished);
  const bool takesNoMore = isFull && options_.earlyStopping == EarlyStopping::Yes;
  const float divisor = divisorAt(step_ + 1, options_.lengthPenalty);
  std::vector<Hypothesis> merged = hypotheses_;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    // What stands below the first numBeams is there to go on with, not to finish.
    const bool isFinished = candidates[i].ends && i < beams_.size();
    float score = candidates[i].sum / divisor;
    if (takesNoMore) score += kNobody;
    if (!isFinished) score += kNobody;
    merged.push_back({.node = candidates[i].node, .score = score, .isFinished = isFinished});
  }
  std::vector<float> scores;
  for (const Hypothesis& hypothesis : merged)
    scores.push_back(hypothesis.score);
  for (const Hypothesis& before : hypotheses_) {
    if (before.isFinished) tree_[before.node].displacedAt = step_ + 1;
  }
  std::vector<Hypothesis> best;
  for (const std::size_t position : topScores(scores, hypotheses_.size())) {
    best.push_back(merged[position]);
    if (!merged[position].isFinished) continue;
    tree_[merged[position].node].state = BeamState::Finished;
    tree_[merged[position].node].displacedAt.reset();
  }
  hypotheses_ = std::move(best);
}

/// The length at which a live beam is judged.
std::size_t BeamSearch::judgedLength() const {
  const bool looksAhead =
      options_.earlyStopping == EarlyStopping::Never && options_.lengthPenalty > 0;
  return looksAhead ? options_.maxNewTokens : step_;
}

/// Could the best live beam, at the length it is guessed to reach, displace the worst finished one?
bool BeamSearch::canImprove() const {
  const float best = beams_.front().score / divisorAt(judgedLength(), options_.lengthPenalty);
  const float worst = std::ranges::min(hypotheses_, {}, &Hypothesis::score).score;
  return std::ranges::any_of(hypotheses_, [&](const Hypothesis& hypothesis) {
    return best > (hypothesis.isFinished ? worst : kNobody);
  });
}

/// Greedy search: the largest penalised logit, the lowest id where several tie.
void BeamSearch::advanceGreedily(std::span<const double> logits) {
  std::vector<float> scores = toFloat32(logits);
  penaliseRepetition(scores, wanted_.front(), options_.repetitionPenalty);
  const auto best = std::ranges::max_element(scores);
  if (std::isinf(*best)) {
    // Every token is ruled out: what there is, is the answer.
    hypotheses_.front().node = beams_.front().node;
    hypotheses_.front().isFinished = step_ > 0;
    stop_ = BeamStop::NothingLeft;
    return;
  }
  const auto token = static_cast<TokenId>(best - scores.begin());
  settleGreedily(token, logSoftmax(scores)[token]);
}

void BeamSearch::settleGreedily(TokenId token, float logProbability) {
  const bool isEnd = ends(token);

  Beam& beam = beams_.front();
  beam.score += logProbability;
  tree_.push_back({.parent = beam.node,
                   .token = token,
                   .step = step_ + 1,
                   .logProbability = logProbability,
                   .sum = beam.score,
                   .state = isEnd ? BeamState::Finished : BeamState::Live});
  beam.node = static_cast<BeamNodeId>(tree_.size() - 1);
  ++step_;
  if (!isEnd) return;
  hypotheses_.front() = {.node = beam.node, .score = beam.score, .isFinished = true};
  stop_ = step_ == options_.maxNewTokens ? BeamStop::MaxNewTokens : BeamStop::EndToken;
}

BeamOutlook BeamSearch::outlook() const {
  BeamOutlook outlook{.length = judgedLength()};
  if (options_.numBeams == 1 || step_ == 0) return outlook;
  const float divisor = divisorAt(outlook.length, options_.lengthPenalty);
  for (const Beam& beam : beams_) {
    const BeamNode& node = tree_[beam.node];
    if (node.state == BeamState::Live && !node.isFiller)
      outlook.live.push_back({.node = beam.node, .attainable = beam.score / divisor});
  }
  if (std::ranges::all_of(hypotheses_, &Hypothesis::isFinished))
    outlook.worst = std::ranges::min(hypotheses_, {}, &Hypothesis::score).score;
  return outlook;
}

Result<BeamSearch> BeamSearch::rerun(BeamOptions options, std::size_t steps) const {
  const auto differs = [](std::string_view field) {
    return Error{.code = ErrorCode::UnknownChoice,
                 .field = std::string(field),
                 .value = "",
                 .message = sentence("{} differs from that of the search; allowed: the same, as another asks the model anew.", {field})};
  };
  if (options.numBeams != options_.numBeams) return differs("numBeams");
  if (options.repetitionPenalty != options_.repetitionPenalty) return differs("repetitionPenalty");
  if (options.endTokens != options_.endTokens) return differs("endTokens");
  auto made = make(std::move(options), prompt_);
  if (!made) return made;
  BeamSearch search = std::move(made).value();
  search.vocabularySize_ = vocabularySize_;
  std::size_t at = 1;
  while (!search.isDone() && search.step_ < steps && at < tree_.size()) {
    std::vector<Candidate> candidates;
    for (const std::size_t step = tree_[at].step; at < tree_.size() && tree_[at].step == step; ++at) {
      const BeamNode& node = tree_[at];
      // Those that stand at one node are fillers of each other: any will do.
      const auto beam = std::ranges::find(search.beams_, node.parent, &Beam::node);
      candidates.push_back({.beam = static_cast<std::size_t>(beam - search.beams_.begin()),
                            .token = node.token,
                            .logProbability = static_cast<float>(node.logProbability),
                            .sum = static_cast<float>(node.sum),
                            .ends = search.ends(node.token)});
    }
    if (options_.numBeams == 1) {
      search.settleGreedily(candidates.front().token, candidates.front().logProbability);
    } else {
      search.settle(std::move(candidates));
    }
  }
  search.wantNext();
  return search;
}

std::vector<BeamSequence> BeamSearch::sequences() const {
  std::vector<BeamSequence> sequences;
  for (const Hypothesis& hypothesis : std::span(hypotheses_).first(options_.numReturn)) {
    if (!hypothesis.isFinished) continue;
    sequences.push_back({.tokens = tokensAt(hypothesis.node), .node = hypothesis.node});
    if (options_.numBeams > 1) sequences.back().score = hypothesis.score;
  }
  return sequences;
}

} // namespace logitscope
