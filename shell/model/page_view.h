#pragma once

#include <string>

namespace logitscope::shell {

class Store;

/// All that the HTML shows, as one JSON object:
///
///   revision, announcement, link, view, views [{ name, label, summary, needsModel }],
///   prompt, isModel, hasModel, seed, coin, isPlaying, canUndo, canRedo, sentence,
///   controls [{ stage, param, label, … }], chain [blocks], twin [blocks]
std::string pageView(const Store& store);

} // namespace logitscope::shell
