// run, explain and the sampler over any logits and any chain, in every dialect: what is refused is
// refused in a sentence; what is not obeys the properties that the property tests hold.

#include "input.h"
#include "targets.h"

namespace logitscope::fuzz {

namespace {

struct Case {
  std::vector<double> logits;
  std::vector<TokenId> history;
  RunRequest request;
};

Case readCase(Input& input) {
  Case c;
  const auto all = dialects();
  c.request.dialect = all[input.below(all.size())].dialect;
  c.request.logitsAreFloat32 = input.flag();
  c.logits.resize(1 + input.below(24));
  for (double& logit : c.logits)
    logit = input.any();
  c.history = readIds(input, c.logits.size(), 12);
  for (std::size_t n = input.below(6); n > 0; --n)
    c.request.chain.push_back(readStage(input, c.logits.size()));
  if (input.flag()) c.request.state.mu = {input.any()};
  for (std::size_t i = 0; i <= coinsOf(c.request.chain); ++i)
    c.request.coins.push_back(input.coin());
  return c;
}

void checkSentence(const Error& error) {
  demand(!error.message.empty() && error.message.back() == '.', "an error is a sentence");
  demand(!error.field.empty(), "an error names a field");
}

void checkTrace(const Case& c, const Trace& trace) {
  std::size_t gone = trace.ruledOut.size();
  for (const StageTrace& stage : trace.stages) {
    gone += stage.removed.size();
    demand(std::ranges::is_sorted(stage.removed), "removed tokens ascend");
    demand(!stage.note.empty(), "every stage says something");
  }
  demand(gone + trace.ids.size() == c.logits.size(), "every token is accounted for");
  double sum = 0;
  for (const double p : trace.probabilities) {
    demand(p >= 0 && p <= 1, "a probability lies between 0 and 1");
    sum += p;
  }
  demand(trace.ids.empty() || std::abs(sum - 1) < 1e-9, "probabilities sum to 1");
  for (const double logit : trace.logits)
    demand(std::isfinite(logit), "the logit of a survivor is finite");
  demand(trace.picked.has_value() == !trace.ids.empty(),
         "something is picked where something is left");
  demand(std::isfinite(trace.klDivergence) && trace.klDivergence >= 0, "the divergence is finite");
  demand(std::isfinite(trace.after.entropy), "the entropy is finite");
  for (const double mu : trace.state.mu)
    demand(std::isfinite(mu), "mirostat's state is one that the next step takes");
}

void checkExplanations(const Case& c, const Trace& trace) {
  std::vector<TokenId> ids(c.logits.size());
  for (TokenId id = 0; id < ids.size(); ++id)
    ids[id] = id;
  const auto explanations = explain(c.request, ids);
  demand(static_cast<bool>(explanations), "what runs can be explained");
  for (const Explanation& token : explanations.value()) {
    bool isInPlay = std::isfinite(token.logit);
    for (std::size_t s = 0; s < trace.stages.size(); ++s) {
      isInPlay = isInPlay && !std::ranges::binary_search(trace.stages[s].removed, token.id);
      demand(token.stages[s].isKept == isInPlay, "explain agrees with run");
      demand(!token.stages[s].sentence.empty(), "explain has a sentence");
    }
  }
}

void checkSampler(const Case& c, const Trace& trace) {
  // A sampler begins with a state of its own, and takes its coins from a seed.
  if (!c.request.state.mu.empty()) return;
  auto sampler = Sampler::make({.chain = c.request.chain,
                                .dialect = c.request.dialect,
                                .seed = 7,
                                .logitsAreFloat32 = c.request.logitsAreFloat32,
                                .history = c.history});
  demand(static_cast<bool>(sampler), "a chain that runs makes a sampler");
  RunRequest seeded = c.request;
  seeded.coins.clear();
  seeded.seed = 7;
  const auto drawn = sampler->sample(std::span<const double>(c.logits));
  const auto expected = run(seeded);
  demand(drawn && expected, "the sampler takes what run takes");
  const auto picked = expected->picked ? std::optional(expected->picked->id) : std::nullopt;
  demand(drawn.value() == picked, "the sampler draws what run draws");
  demand(trace.ids == expected->ids || coinsOf(c.request.chain) > 0, "survivors hang on no coin");
}

} // namespace

int fuzzRun(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  Case c = readCase(input);
  c.request.logits = c.logits;
  c.request.history = c.history;
  const auto trace = run(c.request);
  const auto again = run(c.request);
  demand(static_cast<bool>(trace) == static_cast<bool>(again), "run twice is the same");
  if (!trace) {
    checkSentence(trace.error());
    demand(trace.error().message == again.error().message, "run twice says the same");
    return 0;
  }
  demand(trace->ids == again->ids && trace->probabilities == again->probabilities,
         "run twice is the same bytes");
  checkTrace(c, trace.value());
  checkExplanations(c, trace.value());
  checkSampler(c, trace.value());
  return 0;
}

} // namespace logitscope::fuzz
