#include "model/strategy_runs.h"

#include "model/ranked.h"
#include "model/strategies.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

namespace logitscope::shell {

namespace {

/// The largest seed that a generator takes.
constexpr double kLargestSeed = 9007199254740991;

/// All that a column follows from. Two that are equal give the same tokens.
struct Origin {
  LogitSourcePtr source;
  std::vector<TokenId> prompt;
  Chain chain;
  std::size_t beams = 0;
  double seed = 0;
  bool promptCounts = false;

  bool operator==(const Origin&) const = default;
};

StrategyToken tokenOf(const DecodeStep& step, std::span<const double> logits) {
  return {.id = step.id,
          .logProbability = step.logProbability,
          .rank = rankOf(logits, step.id),
          .kept = step.kept};
}

/// Sum of log-probabilities over the length, as finished sequences are compared; so a live one can
/// be compared with them.
double worth(const BeamNode& node) {
  return node.sum / static_cast<double>(node.step);
}

/// Draws token by token.
class Walk {
public:
  explicit Walk(Decoder decoder) : decoder_(std::move(decoder)) {}

  bool isDone() const { return decoder_.isDone(); }
  std::size_t steps() const { return run_.tokens.size(); }

  std::optional<Error> advance(const LogitSource& source) {
    const auto logits = source.logits(*decoder_.wanted());
    if (auto error = decoder_.advance(logits)) return error;
    run_.reason = decoder_.reason();
    const DecodeStep& made = decoder_.steps()[decoder_.current()];
    if (run_.reason != StopReason::NothingLeft) run_.tokens.push_back(tokenOf(made, logits));
    return std::nullopt;
  }

  StrategyRun runAt(std::size_t tokens) const {
    if (tokens >= run_.tokens.size()) return run_;
    StrategyRun run;
    run.tokens.assign(run_.tokens.begin(), run_.tokens.begin() + static_cast<std::ptrdiff_t>(tokens));
    return run;
  }

private:
  Decoder decoder_;
  StrategyRun run_;
};

/// Searches. What was best so far is another sequence at every step, so each step's is kept.
class Search {
public:
  explicit Search(BeamSearch search) : search_(std::move(search)) {}

  bool isDone() const { return search_.isDone(); }
  std::size_t steps() const { return best_.size(); }

  std::optional<Error> advance(const LogitSource& source) {
    const auto contexts = search_.wanted();
    std::vector<std::vector<double>> rows;
    for (const auto& context : contexts)
      rows.push_back(source.logits(context));
    if (auto error = search_.advance(rows)) return error;
    rank(contexts, rows);
    best_.push_back(bestSoFar());
    return std::nullopt;
  }

  StrategyRun runAt(std::size_t steps) const {
    StrategyRun run;
    if (steps == 0 || best_.empty()) return run;
    const BeamNodeId end = best_[std::min(steps, best_.size()) - 1];
    for (BeamNodeId at = end; search_.tree()[at].parent != kNoBeamNode; at = search_.tree()[at].parent)
      run.tokens.insert(run.tokens.begin(), tokenAt(at));
    if (isDone() && steps >= best_.size()) run.reason = reasonOf(search_.tree()[end]);
    return run;
  }

private:
  StrategyToken tokenAt(BeamNodeId at) const {
    const BeamNode& node = search_.tree()[at];
    return {.id = node.token, .logProbability = node.logProbability, .rank = ranks_[at]};
  }

  StopReason reasonOf(const BeamNode& end) const {
    const auto& stops = search_.options().endTokens;
    const bool isStop = std::ranges::find(stops, end.token) != stops.end();
    return isStop ? StopReason::StopToken : StopReason::MaxTokens;
  }

  /// The ranks of the nodes that this step has added and that may be shown one day.
  void rank(std::span<const std::vector<TokenId>> contexts, std::span<const std::vector<double>> rows) {
    const std::size_t known = ranks_.size();
    ranks_.resize(search_.tree().size(), 1);
    for (std::size_t at = std::max<std::size_t>(known, 1); at < ranks_.size(); ++at) {
      const BeamNode& node = search_.tree()[at];
      if (node.state == BeamState::Pruned || node.isFiller) continue;
      const auto tokens = search_.tokensAt(node.parent);
      const auto context = std::ranges::find_if(contexts, [&](const auto& one) {
        return one.size() >= tokens.size() &&
               std::equal(tokens.rbegin(), tokens.rend(), one.rbegin());
      });
      if (context == contexts.end()) continue;
      ranks_[at] = rankOf(rows[static_cast<std::size_t>(context - contexts.begin())], node.token);
    }
  }

  BeamNodeId bestSoFar() const {
    if (search_.isDone()) {
      const auto found = search_.sequences();
      if (!found.empty()) return found.front().node;
    }
    BeamNodeId best = 0;
    for (BeamNodeId at = 1; at < search_.tree().size(); ++at) {
      const BeamNode& node = search_.tree()[at];
      const bool isLive = node.state == BeamState::Live && node.step == search_.step();
      if (node.isFiller || !(isLive || node.state == BeamState::Finished)) continue;
      if (best == 0 || worth(node) > worth(search_.tree()[best])) best = at;
    }
    return best;
  }

  BeamSearch search_;
  /// By step: the node that the best sequence ended in.
  std::vector<BeamNodeId> best_;
  /// By node.
  std::vector<std::size_t> ranks_;
};

} // namespace

double StrategyRun::sumLogProbability() const {
  double sum = 0;
  for (const StrategyToken& token : tokens)
    sum += token.logProbability;
  return sum;
}

std::optional<double> StrategyRun::perplexity() const {
  if (tokens.empty()) return std::nullopt;
  return std::exp(-sumLogProbability() / static_cast<double>(tokens.size()));
}

std::vector<bool> repeatedIn(std::span<const TokenId> tokens) {
  std::vector<bool> isRepeated(tokens.size());
  for (std::size_t end = kRepeatedRun; end <= tokens.size(); ++end) {
    const auto run = tokens.subspan(end - kRepeatedRun, kRepeatedRun);
    // All but this run's own last token, so that an earlier run may overlap it: "ha ha ha ha".
    const auto before = tokens.first(end - 1);
    if (std::ranges::search(before, run).empty()) continue;
    std::fill_n(isRepeated.begin() + static_cast<std::ptrdiff_t>(end - kRepeatedRun), kRepeatedRun, true);
  }
  return isRepeated;
}

double seedOfColumn(const Document& document, std::size_t column) {
  const double seed = document.seed.value_or(document.freshSeed);
  if (document.strategies.isLuckShared) return seed;
  const auto place = static_cast<double>(column);
  return seed + place <= kLargestSeed ? seed + place : seed - place;
}

/// One column: where it comes from, and how far it has been run.
class StrategyRuns::Column {
public:
  explicit Column(Origin origin) : origin_(std::move(origin)) {
    if (origin_.beams > 1) {
      use<Search>(BeamSearch::make({.numBeams = origin_.beams,
                                    .maxNewTokens = kMaxStrategyTokens,
                                    .endTokens = origin_.source->stopTokens()},
                                   origin_.prompt));
    } else {
      use<Walk>(Decoder::make({.chain = origin_.chain,
                               .promptCounts = origin_.promptCounts,
                               .vocabulary = origin_.source->vocabulary(),
                               .stopTokens = origin_.source->stopTokens(),
                               .maxNewTokens = kMaxStrategyTokens,
                               .seed = origin_.seed,
                               .luck = Luck::Gumbel},
                              origin_.prompt));
    }
  }

  const Origin& origin() const { return origin_; }

  /// Goes on to this many tokens, where it is not that far yet and does not end before.
  void advanceTo(std::size_t tokens) {
    if (!problem_.empty()) return;
    std::visit(
        [&](auto& way) {
          while (problem_.empty() && !way.isDone() && way.steps() < tokens) {
            if (auto error = way.advance(*origin_.source)) problem_ = error->message;
          }
        },
        *way_);
  }

  StrategyRun runAt(std::size_t tokens) const {
    if (!problem_.empty()) return {.tokens = {}, .problem = problem_};
    StrategyRun run = std::visit([&](const auto& way) { return way.runAt(tokens); }, *way_);
    std::vector<TokenId> ids;
    for (const StrategyToken& token : run.tokens)
      ids.push_back(token.id);
    const auto isRepeated = repeatedIn(ids);
    for (std::size_t i = 0; i < run.tokens.size(); ++i)
      run.tokens[i].isRepeated = isRepeated[i];
    return run;
  }

private:
  template <typename Way, typename Machine> void use(Result<Machine> made) {
    if (made) {
      way_.emplace(Way(std::move(made).value()));
    } else {
      problem_ = made.error().message;
    }
  }

  Origin origin_;
  /// Empty only where there is a problem.
  std::optional<std::variant<Walk, Search>> way_;
  std::string problem_;
};

StrategyRuns::StrategyRuns() = default;
StrategyRuns::~StrategyRuns() = default;
StrategyRuns::StrategyRuns(StrategyRuns&&) noexcept = default;
StrategyRuns& StrategyRuns::operator=(StrategyRuns&&) noexcept = default;

const std::vector<StrategyRun>& StrategyRuns::follow(const Document& document) {
  runs_.clear();
  const LogitSource* generator = generatorOf(document);
  std::vector<std::unique_ptr<Column>> before = std::exchange(columns_, {});
  if (generator == nullptr) return runs_;
  const auto prompt = generator->encode(document.prompt);
  const auto& wanted = document.strategies.columns;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    Origin origin{.source = document.source.get() == generator ? document.source : document.model,
                  .prompt = prompt,
                  .chain = wanted[i].chain,
                  .beams = wanted[i].beams,
                  .seed = seedOfColumn(document, i),
                  .promptCounts = document.promptCounts};
    const auto known = std::ranges::find_if(
        before, [&](const auto& column) { return column && column->origin() == origin; });
    columns_.push_back(known != before.end() ? std::move(*known)
                                             : std::make_unique<Column>(std::move(origin)));
    columns_.back()->advanceTo(document.strategies.tokens);
    runs_.push_back(columns_.back()->runAt(document.strategies.tokens));
  }
  return runs_;
}

} // namespace logitscope::shell
