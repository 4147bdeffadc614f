#pragma once

#include "model/actions.h"
#include "model/refusals.h"

namespace logitscope::shell {

// What the actions of the engineer's views do: a part of [apply], which is the one to call.

Refusal carryOut(Document& document, const AskWhy& action);
Refusal carryOut(Document& document, const Observe& action);
Refusal carryOut(Document& document, const ForgetObserved& action);

Refusal carryOut(Document& document, const SetBeamOption& action);
Refusal carryOut(Document& document, const TakeTokens& action);

Refusal carryOut(Document& document, const DrawMore& action);
Refusal carryOut(Document& document, const ResetDraws& action);
Refusal carryOut(Document& document, const SetDrawRule& action);

Refusal carryOut(Document& document, const SetSweepAxis& action);
Refusal carryOut(Document& document, const SetSweepFigure& action);
Refusal carryOut(Document& document, const TakeSetting& action);

Refusal carryOut(Document& document, const ShowExhibit& action);
Refusal carryOut(Document& document, const MoveBoundary& action);

} // namespace logitscope::shell
