#pragma once

#include "stages/stage.h"

#include <string_view>

namespace logitscope {

/// z ← z / temperature, which is above 0. Returns what was subtracted from every logit first: 0,
/// unless a quotient would overflow.
double scaleLogits(Candidates& candidates, double temperature);

/// The limit of temperature 0: only the largest logit stays, of several the lowest id, in an array
/// the first. Returns it.
double keepLargest(Candidates& candidates);

/// [text] is the temperature as the sentence shows it.
Verdict judgeScaled(double temperature, const std::string& text, Candidates& before,
                    const TokenInQuestion& token);
/// [cause] is what took the largest: "temperature 0".
Verdict judgeLargest(std::string_view cause, Candidates& before, const TokenInQuestion& token);

} // namespace logitscope
