#include "model/announce.h"

#include "model/beam_options.h"
#include "model/draw_rules.h"
#include "model/pipeline_columns.h"
#include "model/visible_token.h"

namespace logitscope::shell {

namespace {

const StageInfo& stageAt(const Document& document, std::size_t place) {
  return stageInfo(document.chain[place].kind());
}

std::string lastToken(const Document& document) {
  const DecodeStep& step = document.decoder.steps()[document.decoder.current()];
  if (step.depth == 0) return "Back at the prompt.";
  // After the chain a recorded token has an interval; what the answer says of it is one figure.
  return sentence(document.source->recording() ? "{}, {percent} for the model."
                                               : "{}, {percent} after the chain.",
                  {visibleToken((*document.source->vocabulary())[step.id]), step.probability});
}

/// Of a list of the likely tokens, with both ends where they differ.
std::string outcomeOfRecorded(const RecordedView& view, const std::string& note) {
  const TruncatedView& after = view.after;
  return sentence(" {} of the {} named tokens stay; the likeliest has {}, everything else {}. {}",
                  {countRange(after.surelyKept, after.possiblyKept), view.step().ids.size(),
                   percentInWords(after.probabilities.front()), percentInWords(after.restAfter), note});
}

/// The figures of the next draw, for actions that change it.
std::string outcome(const Document& document, const Step& step) {
  if (step.recorded) return outcomeOfRecorded(*step.recorded, step.trace.drawNote);
  std::string words = sentence(" {} of {tokens} stay", {step.trace.ids.size(), step.logits->size()});
  if (step.trace.picked) {
    words += "; picked: " +
             visibleToken((*document.source->vocabulary())[step.trace.picked->id]);
  }
  return words + ".";
}

struct Announcer {
  const Document& document;
  const Step& step;

  std::string operator()(const SetView& /*action*/) const {
    const ViewInfo& info = viewInfo(document.view);
    return sentence("{}: {}", {info.label, info.summary});
  }
  std::string operator()(const OpenColumn& action) const {
    if (!action.column) return "The stage is closed.";
    return sentence("{} is open: its formula, and every token before and after.",
                    {kPipelineTitles[*action.column]});
  }
  std::string operator()(const ShowControls& /*action*/) const {
    return document.controls ? "Some controls are not offered here." : "All controls are there.";
  }
  std::string operator()(const StartOver& /*action*/) const {
    return "Everything is as at first." + outcome(document, step);
  }
  std::string operator()(const LoadSource& /*action*/) const {
    if (const RecordingPtr recording = document.source->recording()) {
      return sentence("{}: a recorded answer of {tokens} after {}.",
                      {document.source->description(), recording->steps.size(),
                       quoted(document.prompt)}) + outcome(document, step);
    }
    return sentence("{}: {tokens} after {}.", {document.source->description(), step.logits->size(),
                                               quoted(document.prompt)}) +
           outcome(document, step);
  }
  std::string operator()(const LoadModel& /*action*/) const {
    return sentence("A model of {tokens} has learnt its text.",
                    {document.model->vocabulary()->size()});
  }
  std::string operator()(const AskModel& /*action*/) const {
    return sentence("The model was asked what follows {}.", {quoted(document.prompt)}) +
           outcome(document, step);
  }
  std::string operator()(const SetParam& action) const {
    const StageInfo& info = stageAt(document, action.stage);
    const ParamInfo& param = *info.findParam(action.name);
    const double value = param.get(document.chain[action.stage].params);
    const bool isMain = &param == &info.params.front();
    std::string name(info.label);
    if (!isMain) name += ", " + std::string(param.label);
    return (isMain && param.off == value ? name + " is off."
                                         : name + " " + exactNumber(value) + ".") +
           outcome(document, step);
  }
  std::string operator()(const SetStageEnabled& action) const {
    return std::string(stageAt(document, action.stage).label) +
           (action.isEnabled ? " is on." : " is off.") + outcome(document, step);
  }
  std::string operator()(const AddStage& /*action*/) const {
    return std::string(stageAt(document, document.chain.size() - 1).label) + " joins the chain." +
           outcome(document, step);
  }
  std::string operator()(const RemoveStage& /*action*/) const {
    return sentence("The chain has {} stages.", {document.chain.size()}) + outcome(document, step);
  }
  std::string operator()(const MoveStage& action) const {
    return sentence("{} is stage {} now.",
                    {stageAt(document, action.to).label, action.to + 1}) +
           outcome(document, step);
  }
  std::string operator()(const UsePreset& action) const {
    return std::string(findPreset(action.name)->label) + "." + outcome(document, step);
  }
  std::string operator()(const SetDialect& /*action*/) const {
    return sentence("The rules are those of {}.", {dialectInfo(document.dialect).label}) +
           outcome(document, step);
  }
  std::string operator()(const SetPromptCounts& /*action*/) const {
    return std::string(document.promptCounts ? "Penalties count the prompt too."
                                             : "Penalties count what was generated.") +
           outcome(document, step);
  }
  std::string operator()(const SetSeed& action) const {
    return sentence("Seed {}.", {action.seed}) + coin() + outcome(document, step);
  }
  std::string operator()(const TossCoin& /*action*/) const {
    return "Drawn again." + coin() + outcome(document, step);
  }
  std::string operator()(const Sample& /*action*/) const {
    return (document.source->recording() ? "Recorded: " : "Sampled ") + lastToken(document);
  }
  std::string operator()(const Greedy& /*action*/) const {
    return "The most likely: " + lastToken(document);
  }
  std::string operator()(const Pick& /*action*/) const {
    return (document.source->recording() ? "Recorded: " : "Picked ") + lastToken(document);
  }
  std::string operator()(const Replay& /*action*/) const { return lastToken(document); }
  std::string operator()(const GoToStep& /*action*/) const { return lastToken(document); }
  std::string operator()(const Rewind& /*action*/) const { return lastToken(document); }
  std::string operator()(const ShowRows& action) const {
    return sentence("{tokens} are listed.", {action.rows});
  }
  std::string operator()(const Search& action) const {
    return action.text.empty() ? "The most likely tokens." : "Tokens with " + quoted(action.text) + ".";
  }
  std::string operator()(const SetPlaying& action) const {
    return action.isPlaying ? "Playing." : "Stopped.";
  }
  std::string operator()(const ContinueStrategies& /*action*/) const {
    return document.source->recording() ? "Recorded: " + lastToken(document)
                                        : sentence("{tokens} each.", {document.strategies.tokens});
  }
  std::string operator()(const ResetStrategies& /*action*/) const {
    return "All columns are back at the prompt.";
  }
  std::string operator()(const AddStrategy& /*action*/) const {
    return document.strategies.columns.back().label + " joins the columns.";
  }
  std::string operator()(const RemoveStrategy& /*action*/) const {
    return sentence("{} columns.", {document.strategies.columns.size()});
  }
  std::string operator()(const AskWhy& action) const {
    if (!action.id) return "No token is asked after.";
    return sentence("The way of {} through the chain.", {quoted(visible(*action.id))});
  }
  std::string operator()(const Observe& action) const {
    const std::string token = quoted(visible(action.id));
    if (!action.isKept) return sentence("Nothing is known of {}.", {token});
    return sentence(*action.isKept ? "The server drew {}." : "The server never drew {}.", {token});
  }
  std::string operator()(const ForgetObserved& /*action*/) const { return "Nothing is known of the server."; }
  std::string operator()(const SetBeamOption& action) const {
    if (action.option == BeamOption::Node) return "Its path is shown.";
    return sentence("{} {}.", {beamOptionInfo(action.option).label, valueText(document.beam, action.option)});
  }
  std::string operator()(const TakeTokens& action) const {
    return sentence("Taken as the text: {tokens}.", {action.tokens.size()});
  }
  std::string operator()(const DrawMore& /*action*/) const {
    return sentence("Drawn {} times.", {document.draws.count});
  }
  std::string operator()(const ResetDraws& /*action*/) const { return "Nothing is drawn yet."; }
  std::string operator()(const SetDrawRule& action) const {
    return std::string(drawRuleInfo(action.rule).summary);
  }
  std::string operator()(const SetSweepAxis& /*action*/) const {
    return sentence("{} across, {} up.", {sweepParamLabel(document.sweep.x), sweepParamInSentence(document.sweep.y)});
  }
  std::string operator()(const SetSweepFigure& action) const {
    return sentence("The map shows: {}.", {sweepFigureInfo(action.figure).label});
  }
  std::string operator()(const TakeSetting& action) const {
    return sentence("{} {}, {} {}.", {sweepParamLabel(document.sweep.x), action.x, sweepParamInSentence(document.sweep.y), action.y}) +
           outcome(document, step);
  }
  // What comes of it is all that there is to say.
  std::string operator()(const ShowExhibit& /*action*/) const { return {}; }
  std::string operator()(const MoveBoundary& /*action*/) const { return {}; }
  std::string operator()(const ShareLuck& action) const {
    return action.isShared ? "All columns share their luck." : "Every column has luck of its own.";
  }
  std::string operator()(const SetText& /*action*/) const { return "Another text."; }
  std::string operator()(const FocusToken& action) const {
    return sentence("Token {}.", {action.token + 1});
  }
  std::string operator()(const CompareTail& action) const {
    return action.preset.empty() ? "Nothing is laid over it."
                                 : std::string(findPreset(action.preset)->label) + " is laid over it.";
  }
  std::string operator()(const ShowCumulative& action) const {
    return action.isShown ? "The cumulative curve is shown." : "The cumulative curve is hidden.";
  }

  std::string operator()(const Undo& /*action*/) const { return "Undone." + outcome(document, step); }
  std::string operator()(const Redo& /*action*/) const {
    return "Done again." + outcome(document, step);
  }

private:
  std::string visible(TokenId id) const { return visibleToken((*document.source->vocabulary())[id]); }
  std::string coin() const {
    return step.trace.coin ? sentence(" Coin {figure}.", {*step.trace.coin}) : "";
  }
};

} // namespace

std::string announce(const Document& document, const Step& step, const Action& action) {
  return std::visit(Announcer{document, step}, action);
}

} // namespace logitscope::shell
