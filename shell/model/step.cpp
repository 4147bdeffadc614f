#include "model/step.h"

#include "model/visible_token.h"

#include <cmath>
#include <utility>

namespace logitscope::shell {

namespace {

std::vector<TokenId> contextOf(const Decoder& decoder) {
  std::vector<TokenId> context = decoder.prompt();
  const auto tokens = decoder.tokens();
  context.insert(context.end(), tokens.begin(), tokens.end());
  return context;
}

/// The same tokens of the same vocabulary have the same logits.
bool hasSameLogits(const Decoder& a, const Decoder& b) {
  return a.options().vocabulary == b.options().vocabulary && contextOf(a) == contextOf(b);
}

/// The run of a step that is over: its token came out, whoever picked it, and whatever the coin would
/// say by now.
Result<Trace> traceOf(const Step& step, const DecodeStep& made) {
  auto request = step.decoder.requestWithCoins(*step.logits);
  if (!request) return request.error();
  if (!made.isManual) {
    Result<Trace> drawn = run(request.value());
    if (!drawn || (drawn->picked && drawn->picked->id == made.id)) return drawn;
  }
  if (coinsOf(request->chain) == 0) request->coins.clear();
  request->pick = made.id;
  return run(request.value());
}

/// The token came out where the answer was recorded, of a coin that nobody knows.
Result<Trace> traceOfRecorded(const Step& step, const std::vector<std::string>& texts) {
  const RecordedStep& recorded = step.recorded->step();
  RunRequest request = step.decoder.request(*step.logits);
  request.pick = recorded.chosen;
  Result<Trace> trace = run(request);
  if (!trace) return trace;
  trace->drawNote = sentence("Recorded: the answer went on with {}, {percent} for the model{}.",
                             {quoted(visibleToken(texts[recorded.chosen])),
                              std::exp(recorded.chosenLogProbability),
                              recorded.isChosenListed ? "" : ", one of everything else"});
  return trace;
}

Result<Trace> traceOf(const Document& document, Step& step, const DecodeStep& current) {
  const RecordingPtr recording = document.source->recording();
  if (!recording) return step.isOver ? traceOf(step, current) : step.decoder.preview(*step.logits);
  const std::size_t at = step.decoder.steps()[step.decoder.current()].depth;
  auto view = viewRecorded(recording, at, document.chain, document.dialect);
  if (!view) return view.error();
  step.recorded = std::move(view).value();
  return traceOfRecorded(step, *recording->vocabulary);
}

} // namespace

RunRequest Step::request() const {
  RunRequest request = decoder.requestWithCoins(*logits).value();
  if (trace.picked && !trace.coin) {
    if (coinsOf(request.chain) == 0) request.coins.clear();
    request.pick = trace.picked->id;
  }
  return request;
}

Result<Step> makeStep(const Document& document, const Step* before) {
  Step step{.decoder = document.decoder};
  const DecodeStep& current = document.decoder.steps()[document.decoder.current()];
  step.isOver = document.decoder.isDone() && current.depth > 0;
  if (step.isOver) step.decoder.goTo(current.parent);

  if (before != nullptr && hasSameLogits(step.decoder, before->decoder)) {
    step.logits = before->logits;
  } else {
    step.logits = std::make_shared<const std::vector<double>>(
        document.source->logits(contextOf(step.decoder)));
  }
  Result<Trace> trace = traceOf(document, step, current);
  if (!trace) return trace.error();
  step.trace = std::move(trace).value();
  step.context = textUpTo(document, step.decoder.current());
  step.sentence = step.trace.picked ? document.source->append(step.context, step.trace.picked->id)
                                    : step.context;
  return step;
}

} // namespace logitscope::shell
