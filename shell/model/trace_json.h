#pragma once

#include <string>

namespace logitscope::shell {

struct Document;
struct Step;

/// The step that the views look at as JSON, every number in full: what was asked, the chain with its
/// parameters, and for each token its logit and probability before, at every stage and after. Of a
/// large vocabulary the most likely tokens, and how many those are.
std::string traceJson(const Document& document, const Step& step);

} // namespace logitscope::shell
