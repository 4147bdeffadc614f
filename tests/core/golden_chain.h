#pragma once

// Chains as the golden files write them.

#include "golden_json.h"
#include "support.h"

namespace logitscope::test {

/// Any parameter of one stage, from its JSON.
inline NamedValue goldenParam(const std::string& name, const Json& value) {
  if (value.kind != Json::Kind::List) return {name, value.number};
  if (name == "biases") {
    std::vector<TokenBias> biases;
    for (const Json& pair : value.items)
      biases.push_back({pair.items[0].as<TokenId>(), pair.items[1].number});
    return {name, biases};
  }
  return {name, value.listOf<TokenId>()};
}

inline Stage goldenStage(const std::string& kind, const std::vector<NamedValue>& params,
                         Dialect dialect) {
  return mustSucceed(makeStage(kind, params, kind, dialect));
}

/// llama.cpp's penalties are three of our stages in a row.
inline void addPenalties(const Json& stage, Dialect dialect, Chain& chain) {
  const NamedValue lastN{"lastN", stage["lastN"].number};
  chain.push_back(
      goldenStage("repetitionPenalty", {{"penalty", stage["repetition"].number}, lastN}, dialect));
  chain.push_back(
      goldenStage("frequencyPenalty", {{"penalty", stage["frequency"].number}, lastN}, dialect));
  chain.push_back(
      goldenStage("presencePenalty", {{"penalty", stage["presence"].number}, lastN}, dialect));
}

inline Chain goldenChain(const Json& stages, Dialect dialect) {
  Chain chain;
  for (const Json& stage : stages.items) {
    if (stage["kind"].text == "penalties") {
      addPenalties(stage, dialect, chain);
      continue;
    }
    std::vector<NamedValue> params;
    for (const auto& [name, value] : stage.fields) {
      if (name != "kind") params.push_back(goldenParam(name, value));
    }
    chain.push_back(goldenStage(stage["kind"].text, params, dialect));
  }
  return chain;
}

} // namespace logitscope::test
