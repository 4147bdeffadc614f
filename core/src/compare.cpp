#include "logitscope/compare.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace logitscope {

std::vector<DialectRun> runDialects(const RunRequest& request) {
  std::vector<DialectRun> runs;
  RunRequest asked = request;
  for (const DialectInfo& info : dialects()) {
    asked.dialect = info.dialect;
    Result<Trace> trace = run(asked);
    DialectRun& made = runs.emplace_back(DialectRun{.dialect = info.dialect});
    if (trace) made.trace = std::move(trace).value();
    else made.error = trace.error();
  }
  return runs;
}

std::vector<TokenId> differingTokens(std::span<const DialectRun> runs) {
  std::vector<std::uint8_t> votes;
  std::uint8_t voters = 0;
  for (const DialectRun& made : runs) {
    if (!made.trace) continue;
    ++voters;
    for (const TokenId id : made.trace->ids) {
      if (votes.size() <= id) votes.resize(id + std::size_t{1});
      ++votes[id];
    }
  }
  std::vector<TokenId> differing;
  for (std::size_t id = 0; id < votes.size(); ++id) {
    if (votes[id] > 0 && votes[id] < voters) differing.push_back(static_cast<TokenId>(id));
  }
  return differing;
}

bool keeps(const Trace& trace, TokenId id) {
  return std::ranges::find(trace.ids, id) != trace.ids.end();
}

std::optional<std::size_t> removedBy(const Trace& trace, TokenId id) {
  const auto found = std::ranges::find_if(
      trace.stages, [&](const StageTrace& stage) { return std::ranges::binary_search(stage.removed, id); });
  if (found == trace.stages.end()) return std::nullopt;
  return static_cast<std::size_t>(found - trace.stages.begin());
}

std::vector<Observation> contradictions(const Trace& trace, std::span<const Observation> observations) {
  std::vector<Observation> against;
  std::ranges::copy_if(observations, std::back_inserter(against),
                       [&](const Observation& seen) { return keeps(trace, seen.id) != seen.isKept; });
  return against;
}

} // namespace logitscope
