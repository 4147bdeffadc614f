#include "model/view_models/beam_view.h"

#include "model/visible_token.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace logitscope::shell {

namespace {

constexpr int kSumDecimals = 2;
constexpr int kScoreDecimals = 3;
constexpr std::string_view kOut = "–";

struct ModeInfo {
  std::string_view label;
  std::string_view help;
};

/// In the order of [EarlyStopping].
constexpr std::array<ModeInfo, 3> kModes = {{
    {"false", "early_stopping=False: the search stops when the best live beam, were it to end now, is no better than the worst finished one."},
    {"true", "early_stopping=True: the search stops as soon as there are as many finished as beams."},
    {"never", "early_stopping=\"never\": as false, but above length penalty 0 a live beam is judged at the most tokens there can be."},
}};

std::string sumText(double sum) { return fixedNumber(sum, kSumDecimals); }

class Maker {
public:
  Maker(const Document& document, const BeamRun& run)
      : document_(document), settings_(document.beam), run_(run), generator_(generatorOf(document)) {
    view_.prompt = visibleText(document.prompt);
    view_.earlyStopping = settings_.earlyStopping;
    view_.earlyStoppingHelp = kModes[static_cast<std::size_t>(settings_.earlyStopping)].help;
    view_.notice = noticeOf();
  }

  BeamView make() {
    if (!view_.notice.empty()) return std::move(view_);
    view_.source = generator_->description();
    view_.step = search().step();
    view_.lastStep = run_.whole->step();
    view_.stepText = sentence("Step {} of {}", {view_.step, view_.lastStep});
    view_.marks = "Each token with the sum of log-probabilities up to it. Filled: live. ✓: finished. Grey: pruned. Dashed: what greedy search takes.";
    addControls();
    addNodes();
    addGreedy();
    describe();
    addPool();
    addLive();
    addStretches();
    focus();
    return std::move(view_);
  }

private:
  const BeamSearch& search() const { return *run_.shown; }
  bool isScored() const { return settings_.numBeams > 1; }

  std::string noticeOf() const {
    if (document_.source->recording()) {
      return "A recorded answer holds one way on; a search needs a model that answers for every way. Ask the text model.";
    }
    if (generator_ == nullptr) {
      return "There is no text model yet, and a table knows one step only. As soon as one has learnt, the search stands here.";
    }
    return run_.problem;
  }

  void addControls() {
    for (const BeamOptionInfo& info : kBeamOptions) {
      if (info.help.empty()) continue;
      const double value = valueOf(settings_, info.option);
      view_.controls.push_back({.option = info.option,
                                .label = std::string(info.label),
                                .help = std::string(info.help),
                                .text = valueText(settings_, info.option),
                                .value = value,
                                .from = info.from,
                                .to = info.to,
                                .step = info.step});
    }
  }

  // ---- words

  std::string tokenText(TokenId id) const { return visibleToken((*generator_->vocabulary())[id]); }

  std::string textOf(std::span<const TokenId> tokens) const {
    std::string text;
    for (const TokenId id : tokens)
      text = generator_->append(text, id);
    // The space before its first word belongs to the prompt.
    return visibleText(text.starts_with(' ') ? text.substr(1) : text);
  }

  /// "-2.46 / 4^1 = -0.616".
  std::string formula(double sum, std::size_t length, double score) const {
    return sentence("{} / {}^{} = {}", {sumText(sum), length, settings_.lengthPenalty, fixedNumber(score, kScoreDecimals)});
  }

  // ---- the tree

  void addNodes() {
    const auto tree = search().tree();
    places_.assign(tree.size(), kNoPlace);
    std::size_t row = 0;
    for (BeamNodeId id = 1; id < tree.size(); ++id) {
      const BeamNode& node = tree[id];
      if (node.isFiller) continue;
      row = !view_.nodes.empty() && view_.nodes.back().step == node.step ? row + 1 : 0;
      places_[id] = view_.nodes.size();
      view_.nodes.push_back({.node = id,
                             .step = node.step,
                             .row = row,
                             .parent = places_[node.parent],
                             .token = tokenText(node.token),
                             .sumText = sumText(node.sum),
                             .state = node.state,
                             .probability = std::exp(node.logProbability),
                             .hint = hintOf(id)});
      view_.rows = std::max(view_.rows, row + 1);
    }
  }

  std::string hintOf(BeamNodeId id) const {
    const BeamNode& node = search().tree()[id];
    std::string hint = sentence("{}: sum of log-probabilities {} over {tokens}, of which {} adds {} ({percent}).",
                                {quoted(textOf(search().tokensAt(id))), sumText(node.sum), node.step, tokenText(node.token),
                                 sumText(node.logProbability), std::exp(node.logProbability)});
    if (node.score) hint += sentence(" Score {}.", {formula(node.sum, node.step, *node.score)});
    return hint + " " + fateOf(id);
  }

  std::string fateOf(BeamNodeId id) const {
    const BeamNode& node = search().tree()[id];
    if (node.state == BeamState::Live) {
      return node.step < search().step() ? sentence("Live: carried on into step {}.", {node.step + 1})
             : search().isDone()         ? "Live when the search stopped."
                                         : "Live: it is carried on.";
    }
    if (node.state == BeamState::Finished) {
      if (node.displacedAt) return sentence("Finished at step {}, thrown out of the pool at step {} by a better one.", {node.step, *node.displacedAt});
      return sentence("Finished at step {}.", {node.step});
    }
    if (!node.score) return sentence("Pruned at step {}: {} better ones are carried on.", {node.step, settings_.numBeams});
    return placeInStep(id) < settings_.numBeams
               ? sentence("It ended at step {}, but the pool holds better ones.", {node.step})
               : sentence("It ended at step {}, but only the best {} of a step may enter the pool.", {node.step, settings_.numBeams});
  }

  std::size_t placeInStep(BeamNodeId id) const {
    const auto tree = search().tree();
    BeamNodeId first = id;
    while (first > 1 && tree[first - 1].step == tree[id].step)
      --first;
    return id - first;
  }

  /// Greedy search's path: along the tree for as long as a beam has it too, then below it.
  void addGreedy() {
    if (!isScored() || !run_.greedy) return;
    const auto path = run_.greedy->tree();
    const std::size_t below = view_.rows;
    BeamNodeId at = 0;
    std::size_t last = kNoPlace;
    for (std::size_t i = 1; i < path.size(); ++i) {
      const BeamNodeId next = at == kNoBeamNode ? kNoBeamNode : childWith(at, path[i].token);
      // A node that was pruned has no children, and so the way goes on below.
      at = next;
      if (next != kNoBeamNode) {
        last = places_[next];
        view_.nodes[last].isGreedy = true;
        continue;
      }
      const auto end = run_.greedy->tokensAt(static_cast<BeamNodeId>(i));
      view_.nodes.push_back({.node = kNoBeamNode,
                             .step = path[i].step,
                             .row = below,
                             .parent = last,
                             .token = tokenText(path[i].token),
                             .sumText = sumText(path[i].sum),
                             .state = BeamState::Pruned,
                             .probability = std::exp(path[i].logProbability),
                             .isGreedy = true,
                             .hint = sentence("{}: what greedy search takes, sum of log-probabilities {} over {tokens}. No beam carries it.",
                                              {quoted(textOf(end)), sumText(path[i].sum), path[i].step})});
      last = view_.nodes.size() - 1;
      view_.rows = below + 1;
    }
  }

  BeamNodeId childWith(BeamNodeId parent, TokenId token) const {
    const auto tree = search().tree();
    for (BeamNodeId id = parent + 1; id < tree.size(); ++id) {
      if (tree[id].parent == parent && tree[id].token == token && !tree[id].isFiller) return id;
    }
    return kNoBeamNode;
  }

  // ---- what came of it

  void describe() {
    const auto found = search().sequences();
    const std::string scored = found.empty() || !found.front().score
                                   ? ""
                                   : sentence(", score {}", {fixedNumber(*found.front().score, kScoreDecimals)});
    view_.best = found.empty() ? "Nothing is finished yet."
                               : sentence("The best {}is {}{}.", {search().isDone() ? "" : "so far ", quoted(textOf(found.front().tokens)), scored});
    view_.stop = stopInWords();
  }

  std::string stopInWords() const {
    const std::size_t step = search().step();
    const BeamOutlook outlook = search().outlook();
    if (step == 0) return "The search stands at the prompt.";
    switch (search().stop()) {
    case BeamStop::Running:
      if (!isScored()) return "Greedy search takes the likeliest token at every step, and goes on.";
      if (!outlook.worst)
        return sentence("After step {} the search goes on: {} of the pool’s {} places are taken.", {step, search().sequences().size(), settings_.numBeams});
      return sentence("After step {} the search goes on: the best live beam could come to {}, the worst in the pool has {}.",
                      {step, attainable(outlook), fixedNumber(*outlook.worst, kScoreDecimals)});
    case BeamStop::MaxNewTokens:
      return sentence("Stopped after step {}: {tokens} are the most, and all that was live ends there.", {step, settings_.maxNewTokens});
    case BeamStop::Enough:
      return sentence("Stopped after step {}: early stopping is true, and {} are finished.", {step, settings_.numBeams});
    case BeamStop::CannotImprove:
      return sentence("Stopped after step {}: the best live beam could come to {}, no better than the worst in the pool with {}.",
                      {step, attainable(outlook), fixedNumber(*outlook.worst, kScoreDecimals)});
    case BeamStop::EndToken:
      return sentence("Stopped after step {}: the model closed its text.", {step});
    case BeamStop::NothingLeft:
      break;
    }
    return sentence("Stopped after step {}: nothing is left to go on with.", {step});
  }

  std::string attainable(const BeamOutlook& outlook) const {
    if (outlook.live.empty()) return "nothing";
    const BeamOutlook::Live& best = outlook.live.front();
    return formula(search().tree()[best.node].sum, outlook.length, best.attainable);
  }

  BeamRow rowOf(BeamNodeId id, std::string rank) const {
    const BeamNode& node = search().tree()[id];
    BeamRow row{.node = id,
                .rank = std::move(rank),
                .text = textOf(search().tokensAt(id)),
                .sumText = sumText(node.sum),
                .lengthText = std::to_string(node.step)};
    if (node.score) row.formula = formula(node.sum, node.step, *node.score);
    return row;
  }

  std::string endOf(BeamNodeId id) const {
    const BeamNode& node = search().tree()[id];
    const auto& ends = search().options().endTokens;
    const bool hasClosed = std::ranges::find(ends, node.token) != ends.end();
    return sentence(hasClosed ? "ended at step {}" : "cut off at step {}", {node.step});
  }

  void addPool() {
    for (const BeamSequence& sequence : search().sequences()) {
      if (search().tree()[sequence.node].isFiller) continue;
      BeamRow row = rowOf(sequence.node, std::to_string(view_.pool.size() + 1));
      row.note = endOf(sequence.node);
      row.isBest = view_.pool.empty();
      view_.pool.push_back(std::move(row));
    }
    view_.poolTitle = sentence("The pool: {} of {} places taken", {view_.pool.size(), settings_.numBeams});
    const auto tree = search().tree();
    for (BeamNodeId id = 1; id < tree.size(); ++id) {
      if (!tree[id].displacedAt || tree[id].isFiller) continue;
      BeamRow row = rowOf(id, std::string(kOut));
      row.note = sentence("{}, thrown out at step {}", {endOf(id), *tree[id].displacedAt});
      row.isOut = true;
      view_.pool.push_back(std::move(row));
    }
  }

  void addLive() {
    const BeamOutlook outlook = search().outlook();
    for (const BeamOutlook::Live& live : outlook.live) {
      BeamRow row = rowOf(live.node, std::to_string(view_.live.size() + 1));
      row.formula = formula(search().tree()[live.node].sum, outlook.length, live.attainable);
      view_.live.push_back(std::move(row));
    }
    view_.liveTitle = sentence("Live beams, and what each could come to at {tokens}", {outlook.length});
  }

  void addStretches() {
    for (const BeamStretch& stretch : run_.stretches) {
      const bool isOne = stretch.from == stretch.to;
      view_.stretches.push_back({.from = stretch.from,
                                 .to = stretch.to,
                                 .range = sentence(isOne ? "{}" : "{} to {}", {stretch.from, stretch.to}),
                                 .text = textOf(stretch.best),
                                 .isCurrent = settings_.lengthPenalty >= stretch.from && settings_.lengthPenalty <= stretch.to});
    }
    if (view_.stretches.empty()) {
      view_.change = "Greedy search compares no sequences: there is no score, and no length penalty.";
      return;
    }
    if (view_.stretches.size() == 1) {
      view_.change = sentence("At every length penalty from {} the best is {}.", {view_.stretches.front().range, quoted(view_.stretches.front().text)});
      return;
    }
    // The stretches are those of the whole search, however far it is shown.
    view_.change = search().isDone() ? "At length penalty " : "Once the search has ended: at length penalty ";
    for (const BeamStretchView& stretch : view_.stretches) {
      const bool isFirst = &stretch == view_.stretches.data();
      view_.change += sentence(isFirst ? "{} the best is {}" : "; at {} it is {}", {stretch.range, quoted(stretch.text)});
    }
    view_.change += ".";
  }

  /// What is looked at: the reader's node, else the best that is finished, else the best live beam.
  void focus() {
    BeamNodeId id = settings_.node;
    if (id >= places_.size() || places_[id] == kNoPlace) {
      id = !view_.pool.empty() ? view_.pool.front().node : view_.live.empty() ? 0 : view_.live.front().node;
    }
    // Greedy search has one beam.
    if (id == 0 && !isScored() && !view_.nodes.empty()) id = view_.nodes.back().node;
    if (id == 0) return;
    view_.focus = places_[id];
    for (std::size_t place = view_.focus; place != kNoPlace; place = view_.nodes[place].parent)
      view_.nodes[place].isLit = true;
    view_.focusHint = view_.nodes[view_.focus].hint;
    if (document_.source.get() == generator_) view_.taken = search().tokensAt(id);
  }

  const Document& document_;
  const BeamSettings& settings_;
  const BeamRun& run_;
  const LogitSource* generator_;
  /// By node of the tree: its place in the view, where it has one.
  std::vector<std::size_t> places_;
  BeamView view_;
};

// ---- in HTML

void addControls(Twin& twin, const BeamView& view) {
  for (const BeamControl& control : view.controls) {
    const std::string_view name = beamOptionInfo(control.option).name;
    twin.emplace_back(TwinField{.id = "beam-" + std::string(name),
                                .label = control.label + ": " + control.text,
                                .value = control.text,
                                .action = "beam " + std::string(name),
                                .help = control.help,
                                .from = control.from,
                                .to = control.to,
                                .step = control.step});
  }
  TwinChoice choice{.id = "beam-early-stopping",
                    .label = "Early stopping",
                    .value = std::string(earlyStoppingName(view.earlyStopping)),
                    .action = "beam earlyStopping",
                    .help = view.earlyStoppingHelp};
  for (const ModeInfo& mode : kModes)
    choice.options.push_back({std::string(mode.label), std::string(mode.label)});
  twin.emplace_back(std::move(choice));
}

TwinTable listOf(std::string id, std::string caption, std::string_view scoreName, const std::vector<BeamRow>& rows, bool hasNotes) {
  TwinTable table{.id = std::move(id), .caption = std::move(caption)};
  table.columns = {{"place"}, {"text", true}, {"sum"}, {"tokens"}, {std::string(scoreName)}};
  if (hasNotes) table.columns.push_back({"state", true});
  for (const BeamRow& row : rows) {
    table.rows.push_back({.cells = {row.rank, row.text, row.sumText, row.lengthText, row.formula},
                          .state = row.isOut ? "removed" : row.isBest ? "picked" : "kept",
                          .id = row.node});
    if (hasNotes) table.rows.back().cells.push_back(row.note);
  }
  return table;
}

TwinTable treeOf(const BeamView& view) {
  TwinTable table{.id = "beam-tree", .caption = "The tree, step by step"};
  table.columns = {{"step"}, {"token", true}, {"after", true}, {"probability"}, {"sum"}, {"state", true}, {"greedy", true}};
  for (const BeamNodeView& node : view.nodes) {
    const bool isOfTree = node.node != kNoBeamNode;
    table.rows.push_back({.cells = {std::to_string(node.step), node.token, node.parent == kNoPlace ? "the prompt" : view.nodes[node.parent].token,
                                    percent(node.probability), node.sumText,
                                    isOfTree ? std::string(beamStateName(node.state)) : "in no beam", node.isGreedy ? "yes" : ""},
                          .state = node.isLit ? "picked" : node.state == BeamState::Pruned ? "removed" : "kept",
                          .action = isOfTree ? "beam node " + std::to_string(node.node) : "",
                          .id = node.node});
  }
  return table;
}

std::string takeOf(const BeamView& view) {
  std::string words = "take ";
  for (std::size_t i = 0; i < view.taken.size(); ++i)
    words += (i > 0 ? "." : "") + std::to_string(view.taken[i]);
  return words;
}

} // namespace

BeamView makeBeamView(const Document& document, const BeamRun& run) {
  return Maker(document, run).make();
}

Twin twinOf(const BeamView& view) {
  Twin twin;
  twin.emplace_back(TwinText{"beam-prompt", TwinText::Kind::Sentence, view.prompt + " …"});
  if (!view.notice.empty()) {
    twin.emplace_back(TwinText{"beam-notice", TwinText::Kind::Paragraph, view.notice});
    return twin;
  }
  addControls(twin, view);
  const auto stepTo = [](std::size_t step) { return "beam steps " + std::to_string(step); };
  twin.emplace_back(TwinButtons{"beam-steps",
                                view.stepText,
                                {{"Back", stepTo(view.step - std::min<std::size_t>(view.step, 1)), view.step > 0},
                                 {"Next step", stepTo(view.step + 1), view.canGoOn()},
                                 {"To the end", stepTo(kMostBeamSteps), view.canGoOn()}}});
  twin.emplace_back(TwinText{"beam-step", TwinText::Kind::Paragraph, view.stepText + ". " + view.stop});
  twin.emplace_back(TwinText{"beam-best", TwinText::Kind::Paragraph, view.best + " " + view.change});
  if (!view.pool.empty()) twin.emplace_back(listOf("table", view.poolTitle, "score", view.pool, true));
  if (!view.live.empty()) twin.emplace_back(listOf("beam-live", view.liveTitle, "could come to", view.live, false));
  if (!view.focusHint.empty()) {
    twin.emplace_back(TwinText{"beam-focus", TwinText::Kind::Paragraph, view.focusHint});
    twin.emplace_back(TwinButtons{"beam-take", "The sequence", {{"Take it as the text", takeOf(view), view.canTake()}}});
  }
  if (!view.nodes.empty()) twin.emplace_back(treeOf(view));
  twin.emplace_back(TwinText{"beam-marks", TwinText::Kind::Help, view.marks});
  twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
