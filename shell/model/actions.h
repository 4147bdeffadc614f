#pragma once

#include "model/document.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace logitscope::shell {

// ---- what is looked at

struct SetView {
  View view{};
};

/// A stage of the pipeline was opened, or the open one closed.
struct OpenColumn {
  std::optional<std::size_t> column;
};

/// Only these sliders can be moved, in the picture and beside it; without a value all of them. A course
/// sets this in its tag.
struct ShowControls {
  std::optional<std::vector<StageKind>> kinds;
};

/// Everything but source and prompt is as the page opens with it: what a link does not name.
struct StartOver {};

// ---- what answers

/// Another source takes the place of this one, with a prompt; chain and seed stay.
struct LoadSource {
  LogitSourcePtr source;
  std::string prompt;
};

/// A text model has learnt. It continues where tables end, and answers [AskModel].
struct LoadModel {
  LogitSourcePtr model;
};

/// The text model is asked this prompt.
struct AskModel {
  std::string prompt;
};

// ---- the chain

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

/// A stage of this kind joins the chain at its end.
struct AddStage {
  std::string kind;
};

struct RemoveStage {
  std::size_t stage = 0;
};

struct MoveStage {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// The preset's stages take the place of the chain, in its dialect; what every view has at hand
/// stays in the chain, switched off.
struct UsePreset {
  std::string name;
};

struct SetDialect {
  Dialect dialect{};
};

struct SetPromptCounts {
  bool counts = false;
};

// ---- luck

/// The coins come from this seed.
struct SetSeed {
  double seed = 0;
};

/// No seed any more: the coins come from this one, which the platform made up and nobody sees.
struct TossCoin {
  double freshSeed = 0;
};

// ---- one token after the other

/// The token that the coin fell on.
struct Sample {
  double freshSeed = 0;
};

/// The model's most likely token.
struct Greedy {};

/// The reader's own token.
struct Pick {
  TokenId id = 0;
};

/// A token of a link: as it was drawn or picked, whatever the settings of today would draw.
struct Replay {
  TokenId id = 0;
  bool isManual = false;
};

/// Back or forward to any step that was ever made.
struct GoToStep {
  StepId step = 0;
};

/// Back to where this many tokens were generated.
struct Rewind {
  std::size_t count = 0;
};

struct ShowRows {
  std::size_t rows = 0;
};

struct Search {
  std::string text;
};

struct SetPlaying {
  bool isPlaying = false;
};

// ---- strategies, entropy, tail

/// Each strategy goes on by this many tokens.
struct ContinueStrategies {
  std::size_t tokens = 1;
};

struct ResetStrategies {};

struct AddStrategy {
  std::string name;
};

struct RemoveStrategy {
  std::size_t column = 0;
};

struct ShareLuck {
  bool isShared = true;
};

/// The text whose entropy is shown.
struct SetText {
  std::string text;
  /// Its name in links where it comes with the page.
  std::string passage;
};

/// The token of the text whose alternatives are shown.
struct FocusToken {
  std::size_t token = 0;
};

/// A preset is laid over the settings; empty for none.
struct CompareTail {
  std::string preset;
};

struct ShowCumulative {
  bool isShown = true;
};

// ---- chain

/// Why is this token gone? Without one, nothing is asked.
struct AskWhy {
  std::optional<TokenId> id;
};

/// A server was seen to draw this token, or never to; without either, nothing is known of it.
struct Observe {
  TokenId id = 0;
  std::optional<bool> isKept;
};

struct ForgetObserved {};

// ---- beam

/// One option of the search.
struct SetBeamOption {
  BeamOption option{};
  double value = 0;
};

/// What was generated is given up for these tokens, each a pick of the reader's.
struct TakeTokens {
  std::vector<TokenId> tokens;
};

// ---- draws

/// The step is drawn so many times more.
struct DrawMore {
  std::size_t draws = 1;
};

struct ResetDraws {};

/// By which rule the coin becomes a token.
struct SetDrawRule {
  DrawRule rule{};
};

// ---- sweep

/// What an axis of the map stands for. The other axis' parameter changes places with this one's.
struct SetSweepAxis {
  bool isY = false;
  SweepParam param;
};

struct SetSweepFigure {
  SweepFigure figure{};
};

/// Both parameters of the map are set, at once.
struct TakeSetting {
  double x = 0;
  double y = 0;
};

// ---- edge

/// Another exhibit, its boundary where it stands at first.
struct ShowExhibit {
  Exhibit exhibit{};
};

/// The boundary of the exhibit goes to this stop.
struct MoveBoundary {
  std::size_t stop = 0;
};

// ---- what was done

/// The last action is taken back, or done again. The store's to carry out: a document knows no past.
struct Undo {};
struct Redo {};

using AnyAction = std::variant<SetView, OpenColumn, ShowControls, StartOver, LoadSource, LoadModel, AskModel, SetParam,
                               SetStageEnabled, AddStage, RemoveStage, MoveStage, UsePreset,
                               SetDialect, SetPromptCounts, SetSeed, TossCoin, Sample, Greedy, Pick,
                               Replay, GoToStep, Rewind, ShowRows, Search, SetPlaying, ContinueStrategies,
                               ResetStrategies, AddStrategy, RemoveStrategy, ShareLuck, SetText,
                               FocusToken, CompareTail, ShowCumulative, AskWhy, Observe, ForgetObserved, SetBeamOption,
                               TakeTokens, DrawMore, ResetDraws, SetDrawRule, SetSweepAxis, SetSweepFigure, TakeSetting,
                               ShowExhibit, MoveBoundary, Undo, Redo>;

/// Everything that can happen to a document. Panels and the HTML send these, and nothing else
/// changes it.
///
/// A class of its own so that copying and destroying so many alternatives is compiled once.
class Action : public AnyAction {
public:
  template <typename Which>
  requires(!std::is_same_v<std::remove_cvref_t<Which>, Action>) Action(Which&& action)
      : AnyAction(std::in_place_type<std::remove_cvref_t<Which>>, std::forward<Which>(action)) {}
  Action(const Action& other);
  Action(Action&& other) noexcept;
  Action& operator=(const Action& other);
  Action& operator=(Action&& other) noexcept;
  ~Action();
};

/// What a panel wants to happen, collected while it draws and carried out afterwards.
using Actions = std::vector<Action>;

/// Changes the document, or says what is wrong; then the document may be half changed, and whoever
/// asked gives it up.
std::optional<Error> apply(Document& document, const Action& action);

/// What "draw again" means for this document: the next seed where there is one, else a fresh one.
Action drawAgain(const Document& document, double freshSeed);

/// What one tick of playing does in the view that is open.
Action playOn(const Document& document, double freshSeed);

/// Would undoing one of these undo the other with it? So for what a slider sends while it moves.
bool isContinued(const Action& before, const Action& after);

} // namespace logitscope::shell
