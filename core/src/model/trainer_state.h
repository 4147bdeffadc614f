#pragma once

#include "logitscope/ngram.h"
#include "model/level_builder.h"
#include "model/model_data.h"
#include "model/splitter.h"
#include "model/stream.h"
#include "model/vocabulary.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::ngram {

/// A training under way. Its parts refer to one another, so it stays where it is.
struct TrainerState {
  TrainerState(std::string_view text, NgramOptions options);
  TrainerState(const TrainerState&) = delete;
  TrainerState& operator=(const TrainerState&) = delete;

  bool isDone() const { return model != nullptr; }
  double progress() const;
  /// One piece of work. Answers about how many tokens were looked at.
  std::size_t work();

  std::shared_ptr<const ModelData> model;

private:
  std::size_t split();
  void nameTokens();
  void makeStream();
  void addLevel();
  void complete();
  /// The pieces of work after splitting.
  std::size_t tasks() const;

  std::string text_;
  std::size_t order_;

  // Splitting, a few hundred stretches at a time.
  std::vector<std::string_view> documents_;
  std::size_t document_ = 0;
  Splitter splitter_;
  std::size_t bytesDone_ = 0;
  std::optional<Stretches> stretches_;
  /// The text as numbers of stretches.
  std::vector<std::uint32_t> sequence_;

  // What follows, as far as it has come.
  std::size_t tasksDone_ = 0;
  std::optional<Vocabulary> vocabulary_;
  Stream stream_;
  std::optional<SortedContexts> contexts_;
  std::optional<LevelBuilder> builder_;
  /// From the empty context on.
  std::vector<Level> levels_;
};

} // namespace logitscope::ngram
