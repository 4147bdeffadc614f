#include "model/actions.h"
#include "model/bench_actions.h"
#include "model/passages.h"
#include "model/pipeline_columns.h"
#include "model/refusals.h"
#include "model/step.h"
#include "model/strategies.h"
#include "model/visible_token.h"

#include <algorithm>
#include <utility>

namespace logitscope::shell {

namespace {

constexpr std::size_t kMaxStages = 24;
constexpr std::size_t kMostRows = 500;
/// Tokens of a generation with its branches, of which undo may keep a hundred copies.
constexpr std::size_t kMostSteps = 512;
constexpr std::size_t kLongestPrompt = 20'000;
constexpr std::size_t kLongestSearch = 100;

// ---- what the decoder has to follow

/// Settings that change while a generation is over are meant for its last step: it is open again.
void reopen(Document& document) {
  Decoder& decoder = document.decoder;
  const DecodeStep& current = decoder.steps()[decoder.current()];
  if (decoder.isDone() && current.depth > 0) decoder.goTo(current.parent);
}

/// The settings have changed: what comes next follows them, what is there stays.
Refusal follow(Document& document) {
  reopen(document);
  return document.decoder.change(decodeOptionsOf(document));
}

/// Source or prompt has changed: there is nothing yet.
Refusal startOver(Document& document) {
  auto decoder =
      Decoder::make(decodeOptionsOf(document), document.source->encode(document.prompt));
  if (!decoder) return decoder.error();
  document.decoder = std::move(decoder).value();
  document.strategies.tokens = 0;
  document.beam.node = 0;
  document.isPlaying = false;
  document.builder.search.clear();
  // Both name tokens of the vocabulary before.
  document.chainView = {};
  // A text of the reader's own stays whatever answers.
  EntropyOptions& entropy = document.entropy;
  const bool isOwn = entropy.passage.empty() && !entropy.text.empty();
  const bool isOfAnswer = entropy.passage == kAnswerPassage.name;
  if (isOfAnswer || (document.source->recording() && !isOwn)) entropy = firstText(*document.source);
  return std::nullopt;
}

// ---- what is looked at

Refusal carryOut(Document& document, const SetView& action) {
  document.view = action.view;
  document.isPlaying = false;
  return std::nullopt;
}

Refusal carryOut(Document& document, const OpenColumn& action) {
  if (action.column) {
    if (auto error = checkPlace("column", *action.column, kPipelineColumnCount)) return error;
  }
  document.openColumn = action.column;
  return std::nullopt;
}

Refusal carryOut(Document& document, const ShowControls& action) {
  document.controls = action.kinds;
  return std::nullopt;
}

Refusal carryOut(Document& document, const StartOver& /*action*/) {
  Document first = firstDocument();
  first.source = document.source;
  first.prompt = document.prompt;
  first.model = document.model;
  document = std::move(first);
  return startOver(document);
}

// ---- what answers

Refusal carryOut(Document& document, const LoadSource& action) {
  document.source = action.source;
  document.prompt = action.prompt;
  return startOver(document);
}

Refusal carryOut(Document& document, const LoadModel& action) {
  const bool isAsked = document.source == document.model;
  // What the columns have came from the model before. The first one finds what a link asks for.
  if (document.model) document.strategies.tokens = 0;
  document.model = action.model;
  if (!isAsked || !document.source) return std::nullopt;
  document.source = document.model;
  return startOver(document);
}

Refusal carryOut(Document& document, const AskModel& action) {
  if (!document.model) return unknown("model", "text", "a prompt once a text has been learnt");
  if (auto error = checkLength("prompt", action.prompt, kLongestPrompt)) return error;
  // A space at the end belongs to the next token.
  const std::size_t last = action.prompt.find_last_not_of(' ');
  document.prompt = action.prompt.substr(0, last == std::string::npos ? 0 : last + 1);
  document.source = document.model;
  return startOver(document);
}

// ---- the chain

Refusal carryOut(Document& document, const SetParam& action) {
  if (auto error = checkPlace("stage", action.stage, document.chain.size())) return error;
  Stage& stage = document.chain[action.stage];
  const StageInfo& info = stageInfo(stage.kind());
  // makeStage knows every way in which a name or a value can be wrong, and words it.
  const NamedValue given{action.name, action.value};
  if (auto checked = makeStage(info.id, {&given, 1}, info.id, document.dialect); !checked)
    return checked.error();
  info.findParam(action.name)->set(stage.params, action.value);
  return follow(document);
}

Refusal carryOut(Document& document, const SetStageEnabled& action) {
  if (auto error = checkPlace("stage", action.stage, document.chain.size())) return error;
  document.chain[action.stage].isEnabled = action.isEnabled;
  return follow(document);
}

Refusal carryOut(Document& document, const AddStage& action) {
  const StageInfo* info = findStage(action.kind);
  if (info == nullptr) return unknown("stage", action.kind, "a name of the stage table");
  if (document.chain.size() >= kMaxStages)
    return outOfRange("stages", std::to_string(kMaxStages + 1), "up to " + std::to_string(kMaxStages));
  document.chain.push_back({info->defaults()});
  return follow(document);
}

Refusal carryOut(Document& document, const RemoveStage& action) {
  if (auto error = checkPlace("stage", action.stage, document.chain.size())) return error;
  document.chain.erase(document.chain.begin() + static_cast<std::ptrdiff_t>(action.stage));
  return follow(document);
}

Refusal carryOut(Document& document, const MoveStage& action) {
  if (auto error = checkPlace("stage", action.from, document.chain.size())) return error;
  if (auto error = checkPlace("place", action.to, document.chain.size())) return error;
  const Stage moved = document.chain[action.from];
  document.chain.erase(document.chain.begin() + static_cast<std::ptrdiff_t>(action.from));
  document.chain.insert(document.chain.begin() + static_cast<std::ptrdiff_t>(action.to), moved);
  return follow(document);
}

/// What every view has at hand stays in the chain: a preset's stage takes the place of ours, the
/// others of ours do nothing.
Chain withWhatIsAtHand(const Chain& preset) {
  Chain chain;
  for (const Stage& stage : firstChain()) {
    const bool isGiven = std::ranges::any_of(
        preset, [&](const Stage& other) { return other.kind() == stage.kind(); });
    if (!isGiven) chain.push_back({stageInfo(stage.kind()).off().value_or(stage.params)});
  }
  chain.insert(chain.end(), preset.begin(), preset.end());
  return chain;
}

/// The presets that consist of what is at hand keep the order of the sliders.
Chain chainOfPreset(const Preset& preset) {
  Chain chain = firstChain();
  for (Stage& stage : chain)
    stage.params = stageInfo(stage.kind()).off().value_or(stage.params);
  std::size_t last = 0;
  for (const Stage& stage : preset.chain) {
    const auto place = std::find_if(chain.begin() + static_cast<std::ptrdiff_t>(last), chain.end(),
                                    [&](const Stage& one) { return one.kind() == stage.kind(); });
    if (place == chain.end()) return withWhatIsAtHand(preset.chain);
    place->params = stage.params;
    last = static_cast<std::size_t>(place - chain.begin()) + 1;
  }
  return chain;
}

Refusal carryOut(Document& document, const UsePreset& action) {
  const Preset* preset = findPreset(action.name);
  if (preset == nullptr) return unknown("preset", action.name, "one of presets()");
  document.chain = chainOfPreset(*preset);
  document.dialect = preset->dialect;
  return follow(document);
}

Refusal carryOut(Document& document, const SetDialect& action) {
  document.dialect = action.dialect;
  return follow(document);
}

Refusal carryOut(Document& document, const SetPromptCounts& action) {
  document.promptCounts = action.counts;
  return follow(document);
}

// ---- luck

Refusal carryOut(Document& document, const SetSeed& action) {
  document.seed = action.seed;
  return follow(document);
}

Refusal carryOut(Document& document, const TossCoin& action) {
  if (document.source->recording()) {
    return Error{ErrorCode::UnknownChoice, "draw", "",
                 "The token was drawn where the answer was recorded, by a coin that nobody knows; it "
                 "cannot be drawn again.", {}, {}};
  }
  document.seed.reset();
  document.freshSeed = action.freshSeed;
  return follow(document);
}

// ---- one token after the other

std::vector<double> logitsOf(const Document& document) {
  return document.source->logits(*document.decoder.wanted());
}

Refusal refuseAfterTheEnd(const Document& document) {
  if (!document.decoder.isDone()) return std::nullopt;
  const bool isTable = document.source->maxSteps() == 1;
  return Error{ErrorCode::OutOfRange, "step", "",
               document.source->recording()
                   ? "The recorded answer ends here; rewind to look at its steps again."
               : isTable ? "This table holds the logits of one step; to go on, ask the text model."
                       : "The text has ended here; rewind to go on in another way.",
               {},
               {}};
}

/// A recorded answer goes on in one way. [wanted] is the token that the reader would rather have.
Refusal goOnRecorded(Document& document, std::optional<TokenId> wanted) {
  const RecordingPtr recording = document.source->recording();
  const std::size_t at = document.decoder.steps()[document.decoder.current()].depth;
  const TokenId chosen = recording->steps[at].chosen;
  if (!wanted || *wanted == chosen) return document.decoder.pick(logitsOf(document), chosen, false);
  const auto& texts = *recording->vocabulary;
  if (*wanted >= texts.size())
    return outOfRange("token", std::to_string(*wanted), "0 to " + std::to_string(texts.size() - 1));
  const std::string went = quoted(visibleToken(texts[chosen]));
  std::string message =
      *wanted == kRestToken
          ? sentence("Everything else is many tokens, of which the answer names none; it went on with {}.", {went})
          : sentence("The answer was recorded after {}; what would have followed {} is not in it.",
                     {went, quoted(visibleToken(texts[*wanted]))});
  return Error{ErrorCode::UnknownChoice, "token", texts[*wanted], std::move(message), {}, {}};
}

Refusal carryOut(Document& document, const Sample& action) {
  if (auto error = refuseAfterTheEnd(document)) return error;
  if (document.source->recording()) return goOnRecorded(document, std::nullopt);
  const auto logits = logitsOf(document);
  Result<Trace> trace = document.decoder.preview(logits);
  if (!trace) return trace.error();
  if (!trace->picked) {
    return Error{ErrorCode::OutOfRange, "chain", "",
                 "The chain removed every token, so there is nothing to draw.", {}, {}};
  }
  if (auto error = document.decoder.advance(logits)) return error;
  if (document.seed) return std::nullopt;
  document.freshSeed = action.freshSeed;
  return document.decoder.change(decodeOptionsOf(document));
}

Refusal carryOut(Document& document, const Greedy& /*action*/) {
  if (auto error = refuseAfterTheEnd(document)) return error;
  if (const RecordingPtr recording = document.source->recording()) {
    const std::size_t at = document.decoder.steps()[document.decoder.current()].depth;
    return goOnRecorded(document, recording->steps[at].ids.front());
  }
  const auto logits = logitsOf(document);
  const auto largest = std::ranges::max_element(logits);
  return document.decoder.pick(logits, static_cast<TokenId>(largest - logits.begin()));
}

Refusal carryOut(Document& document, const Pick& action) {
  // Another pick in place of the one that ended it.
  reopen(document);
  if (auto error = refuseAfterTheEnd(document)) return error;
  if (document.source->recording()) return goOnRecorded(document, action.id);
  return document.decoder.pick(logitsOf(document), action.id);
}

Refusal carryOut(Document& document, const Replay& action) {
  if (auto error = refuseAfterTheEnd(document)) return error;
  if (document.source->recording()) return goOnRecorded(document, action.id);
  const auto logits = logitsOf(document);
  if (!action.isManual) {
    Result<Trace> trace = document.decoder.preview(logits);
    const bool isDrawn = trace && trace->picked && trace->picked->id == action.id;
    if (isDrawn) return document.decoder.advance(logits);
  }
  return document.decoder.pick(logits, action.id, action.isManual);
}

Refusal carryOut(Document& document, const GoToStep& action) {
  return document.decoder.goTo(action.step);
}

Refusal carryOut(Document& document, const Rewind& action) {
  return document.decoder.rewind(action.count);
}

Refusal carryOut(Document& document, const ShowRows& action) {
  if (action.rows == 0 || action.rows > kMostRows)
    return outOfRange("rows", std::to_string(action.rows), "1 to " + std::to_string(kMostRows));
  document.builder.rows = action.rows;
  return std::nullopt;
}

Refusal carryOut(Document& document, const Search& action) {
  if (auto error = checkLength("search", action.text, kLongestSearch)) return error;
  document.builder.search = action.text;
  return std::nullopt;
}

Refusal carryOut(Document& document, const SetPlaying& action) {
  document.isPlaying = action.isPlaying;
  return std::nullopt;
}

// ---- strategies, entropy, tail

Refusal carryOut(Document& document, const ContinueStrategies& action) {
  if (document.source->recording()) {
    // All columns look at one step, and so go on together, the way that was recorded.
    auto error = refuseAfterTheEnd(document);
    for (std::size_t i = 0; i < action.tokens && !document.decoder.isDone() && !error; ++i)
      error = goOnRecorded(document, std::nullopt);
    return error;
  }
  std::size_t& tokens = document.strategies.tokens;
  tokens = std::min(kMaxStrategyTokens, tokens + std::min(action.tokens, kMaxStrategyTokens));
  if (tokens == kMaxStrategyTokens) document.isPlaying = false;
  return std::nullopt;
}

Refusal carryOut(Document& document, const ResetStrategies& /*action*/) {
  if (document.source->recording()) return document.decoder.rewind(0);
  document.strategies.tokens = 0;
  document.isPlaying = false;
  return std::nullopt;
}

Refusal carryOut(Document& document, const AddStrategy& action) {
  auto strategy = findStrategy(action.name);
  if (!strategy) return unknown("strategy", action.name, "a preset's name or one of the first columns'");
  if (document.strategies.columns.size() >= kMaxStrategies) {
    return outOfRange("columns", std::to_string(kMaxStrategies + 1),
                      "up to " + std::to_string(kMaxStrategies));
  }
  document.strategies.columns.push_back(std::move(*strategy));
  return std::nullopt;
}

Refusal carryOut(Document& document, const RemoveStrategy& action) {
  auto& columns = document.strategies.columns;
  if (auto error = checkPlace("column", action.column, columns.size())) return error;
  columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(action.column));
  return std::nullopt;
}

Refusal carryOut(Document& document, const ShareLuck& action) {
  document.strategies.isLuckShared = action.isShared;
  return std::nullopt;
}

Refusal carryOut(Document& document, const SetText& action) {
  if (auto error = checkLength("text", action.text, kLongestPrompt)) return error;
  if (action.passage == kAnswerPassage.name && !document.source->recording())
    return unknown("text", action.passage, "this one where an answer was recorded, else fact, fiction or code");
  document.entropy = {action.passage, action.text, 0};
  return std::nullopt;
}

Refusal carryOut(Document& document, const FocusToken& action) {
  document.entropy.focus = action.token;
  return std::nullopt;
}

Refusal carryOut(Document& document, const CompareTail& action) {
  if (!action.preset.empty() && findPreset(action.preset) == nullptr)
    return unknown("preset", action.preset, "one of presets(), or none");
  document.tail.other = action.preset;
  return std::nullopt;
}

Refusal carryOut(Document& document, const ShowCumulative& action) {
  document.tail.showsCumulative = action.isShown;
  return std::nullopt;
}

// The store's: see Store::dispatch.
Refusal carryOut(Document& /*document*/, const Undo& /*action*/) {
  return std::nullopt;
}
Refusal carryOut(Document& /*document*/, const Redo& /*action*/) {
  return std::nullopt;
}

} // namespace

std::optional<Error> apply(Document& document, const Action& action) {
  auto error = std::visit([&](const auto& which) { return carryOut(document, which); }, action);
  document.decoder.keepRecent(kMostSteps);
  return error;
}

} // namespace logitscope::shell
