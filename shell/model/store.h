#pragma once

#include "model/actions.h"
#include "model/beam_runs.h"
#include "model/history.h"
#include "model/ranked_distribution.h"
#include "model/step.h"
#include "model/strategy_runs.h"
#include "model/text_reading.h"
#include "model/view_models/beam_view.h"
#include "model/view_models/builder_view.h"
#include "model/view_models/chain_view.h"
#include "model/view_models/controls_view.h"
#include "model/view_models/draws_view.h"
#include "model/view_models/edge_view.h"
#include "model/view_models/entropy_view.h"
#include "model/view_models/pipeline_view.h"
#include "model/view_models/strategies_view.h"
#include "model/view_models/sweep_view.h"
#include "model/view_models/tail_view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// The document and what follows from it. The one place that changes it; whatever shows it asks
/// here.
class Store {
public:
  Store();

  const Document& document() const { return document_; }
  /// Goes up whenever the document changes, so that a listener can tell without comparing.
  std::uint32_t revision() const { return revision_; }
  /// What the last action did, in one sentence.
  const std::string& announcement() const { return announcement_; }
  const Step& step() const { return step_; }

  // What the views show. Worked out once per change, and only for the view that is open.
  const PipelineView& pipeline() const { return pipeline_; }
  const BuilderView& builder() const { return builder_; }
  const StrategiesView& strategies() const { return strategies_; }
  const EntropyView& entropy() const { return entropy_; }
  const TailView& tail() const { return tail_; }
  const ChainView& chain() const { return chain_; }
  const BeamView& beam() const { return beam_; }
  const DrawsView& draws() const { return draws_; }
  const SweepView& sweep() const { return sweep_; }
  const EdgeView& edge() const { return edge_; }
  const std::vector<Control>& controls() const { return controls_; }
  /// What the HTML says of the view that is open.
  Twin twin() const;

  /// Carries an action out. On an error nothing has changed.
  std::optional<Error> dispatch(const Action& action);
  /// What was refused to somebody who cannot be answered otherwise: a press in the picture.
  void say(std::string sentence);
  /// What the open view works out in slices goes on by one, as long as there is anything; true while there is. To be
  /// called with every frame.
  bool goOn();
  bool canUndo() const { return history_.canUndo(); }
  bool canRedo() const { return history_.canRedo(); }
  /// What a link has made of the first document is where the reader starts, not what they did.
  void startHere();

private:
  std::optional<Error> change(const Action& action);
  std::optional<Error> travel(bool isBack);
  /// Takes the document and what follows from it; refused where core refuses to run it.
  std::optional<Error> take(Document document);
  /// What the open view has found out, in a sentence; empty where it only shows. It is announced when it changes.
  std::string finding() const;
  /// Runs what the open view needs to have run. Playing ends where nothing more can come.
  void runStrategies();
  void derive();

  Document document_;
  Step step_;
  History history_;
  PipelineView pipeline_;
  BuilderView builder_;
  StrategyRuns runs_;
  StrategiesView strategies_;
  EntropyView entropy_;
  TailView tail_;
  ChainView chain_;
  BeamRuns beamRuns_;
  BeamView beam_;
  DrawsView draws_;
  SweepView sweep_;
  EdgeView edge_;
  std::vector<Control> controls_;
  // What takes long to find out, kept for as long as it holds.
  TextReadingPtr reading_;
  RankedDistributionPtr ranked_;
  SweepRun sweepRun_;
  std::string announcement_;
  std::uint32_t revision_ = 0;
};

} // namespace logitscope::shell
