#pragma once

// The views of a step that was recorded. They are filled into the same structs as all others, with an
// interval where a figure depends on tokens that the answer does not name, and these together as one
// row, "everything else".

#include "model/view_models/builder_view.h"
#include "model/view_models/entropy_view.h"
#include "model/view_models/pipeline_view.h"
#include "model/view_models/strategies_view.h"
#include "model/view_models/tail_view.h"

namespace logitscope::shell {

PipelineView makeRecordedPipelineView(const Document& document, const Step& step);
/// The title and the rows.
void addRecordedRows(const Document& document, const Step& step, BuilderView& view);
/// What each strategy makes of the one step: the answer knows no other way to go on than its own.
StrategiesView makeRecordedStrategiesView(const Document& document, const Step& step);
TailView makeRecordedTailView(const Document& document, const Step& step);
/// Every token of the answer: its surprise is known exactly, the entropy before it lies between two ends.
void addRecordedTokens(const Recording& recording, EntropyView& view);

/// What became of the token of this rank, counted from 0, in one sentence; of everything else for the
/// rank after the last.
std::string fateInWords(const RecordedView& view, std::size_t rank);

} // namespace logitscope::shell
