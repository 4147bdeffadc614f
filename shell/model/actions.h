#pragma once

#include "model/document.h"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace logitscope::shell {

/// A control was moved: parameter [name] of the stage at [stage] of the chain.
struct SetParam {
  std::size_t stage = 0;
  std::string name;
  double value = 0;
};

/// A stage was switched on or off.
struct SetStageEnabled {
  std::size_t stage = 0;
  bool isEnabled = true;
};

/// Another scenario takes the place of this one; chain and coin stay.
struct LoadScenario {
  Scenario scenario;
};

/// The coin comes from this seed.
struct SetSeed {
  double seed = 0;
};

/// The coin was tossed afresh, by the platform: core and model know no chance. In [0, 1).
struct TossCoin {
  double coin = 0;
};

/// Everything that can happen to a document. Panels and the HTML send these, and nothing else
/// changes it.
using Action = std::variant<SetParam, SetStageEnabled, LoadScenario, SetSeed, TossCoin>;

/// What a panel wants to happen, collected while it draws and carried out afterwards.
using Actions = std::vector<Action>;

/// Changes the document, or leaves it as it was and says what is wrong.
std::optional<Error> apply(Document& document, const Action& action);

/// What "draw again" means for this document: the next seed where there is one, else [freshCoin].
Action drawAgain(const Document& document, double freshCoin);

/// One sentence on what the action did, for a screen reader. [trace] is that of the changed
/// document.
std::string announce(const Document& document, const Trace& trace, const Action& action);

} // namespace logitscope::shell
