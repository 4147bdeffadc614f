// Chains from names and numbers, as links and scripts hand them over: any name, any value. What is
// accepted is a chain that runs.

#include "input.h"
#include "targets.h"

namespace logitscope::fuzz {

namespace {

std::string readName(Input& input, std::string_view known) {
  if (input.byte() % 8 != 0) return std::string(known);
  std::string name;
  for (std::size_t n = input.below(70); n > 0; --n)
    name += static_cast<char>(input.byte());
  return name;
}

} // namespace

int fuzzChain(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto all = dialects();
  const Dialect dialect = all[input.below(all.size())].dialect;
  const StageInfo& info = stages()[input.below(stages().size())];
  std::vector<NamedValue> params;
  for (const ParamInfo& param : info.params) {
    NamedValue given{.name = readName(input, param.name), .value = input.any()};
    if (param.tokens || input.byte() == 7) given.value = readIds(input, 4, 3);
    if (param.biases) given.value = std::vector<TokenBias>{{0, input.any()}};
    params.push_back(std::move(given));
  }
  const auto stage = makeStage(readName(input, info.id), params, "chain[0]", dialect);
  if (!stage) {
    demand(stage.error().field.starts_with("chain[0]"), "an error names its place");
    demand(stage.error().message.ends_with('.'), "an error is a sentence");
    return 0;
  }
  // A bias that is no number is refused by the check of the whole chain.
  if (checkChain({stage.value()}, dialect)) return 0;
  const std::vector<double> logits = {2, 1, 0.5, -3};
  const auto trace = run({.logits = logits, .chain = {stage.value()}, .dialect = dialect});
  if (!trace)
    demand(trace.error().field.starts_with("chain[0]"), "only ids beyond the row are left");
  return 0;
}

} // namespace logitscope::fuzz
