#include "model/trainer_state.h"

#include "model/documents.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace logitscope::ngram {

namespace {

constexpr std::size_t kStretchesAtOnce = 256;
/// In place of a stretch.
constexpr std::uint32_t kDocumentEnd = std::numeric_limits<std::uint32_t>::max();
/// How much of the time goes into splitting; measured, and only for the progress bar.
constexpr double kSplittingShare = 0.4;

} // namespace

TrainerState::TrainerState(std::string_view text, NgramOptions options)
    : text_(text), order_(static_cast<std::size_t>(options.order)), documents_(documentsOf(text_)),
      splitter_(documents_.front()), stretches_(Stretches{}) {}

double TrainerState::progress() const {
  if (isDone()) return 1;
  const double bytes = static_cast<double>(bytesDone_ + splitter_.position());
  const double split =
      document_ == documents_.size() ? 1 : bytes / static_cast<double>(text_.size());
  const double rest = static_cast<double>(tasksDone_) / static_cast<double>(tasks());
  return kSplittingShare * split + (1 - kSplittingShare) * rest;
}

/// Naming the tokens, the stream, a pass more than the context is long, a level for each order, and
/// the end.
std::size_t TrainerState::tasks() const {
  return 2 * order_ + 3;
}

std::size_t TrainerState::work() {
  if (document_ < documents_.size()) return split();
  if (!vocabulary_) {
    nameTokens();
  } else if (!contexts_) {
    makeStream();
  } else if (!contexts_->isSorted()) {
    contexts_->sortOnce();
  } else if (levels_.size() < order_) {
    addLevel();
  } else {
    complete();
  }
  ++tasksDone_;
  return std::max(stream_.size(), sequence_.size());
}

std::size_t TrainerState::split() {
  for (std::size_t count = 0; count < kStretchesAtOnce; ++count) {
    const std::string_view stretch = splitter_.next();
    if (!stretch.empty()) {
      sequence_.push_back(stretches_->add(stretch));
      continue;
    }
    sequence_.push_back(kDocumentEnd);
    bytesDone_ += splitter_.position();
    if (++document_ == documents_.size()) break;
    splitter_ = Splitter(documents_[document_]);
  }
  return kStretchesAtOnce;
}

void TrainerState::nameTokens() {
  vocabulary_.emplace(*stretches_);
  // The stretches have all of it.
  std::string().swap(text_);
}

void TrainerState::makeStream() {
  stream_.tokens.reserve(sequence_.size() + 1);
  for (const std::uint32_t stretch : sequence_) {
    if (stretch == kDocumentEnd) {
      stream_.tokens.push_back(kEndToken);
    } else {
      vocabulary_->encodeStretch(stretches_->texts[stretch], stream_.tokens);
    }
  }
  sequence_ = std::vector<std::uint32_t>();
  stretches_.reset();
  contexts_.emplace(stream_, *vocabulary_, order_ - 1);
}

void TrainerState::addLevel() {
  if (!builder_) {
    builder_.emplace(*contexts_, vocabulary_->size());
    levels_.push_back(builder_->root());
  } else {
    levels_.push_back(builder_->longer(levels_.back()));
  }
}

void TrainerState::complete() {
  builder_.reset();
  contexts_.reset();
  std::vector<std::uint32_t> uses(vocabulary_->size());
  for (std::size_t i = 1; i < stream_.size(); ++i)
    ++uses[stream_.tokens[i]];
  Spelling spelling = learnSpelling(stream_, *vocabulary_, uses);
  std::vector<double> unigrams = unigramsOf(levels_.front(), spelling.shares);
  Joints joints = jointsOf(*vocabulary_, uses, unigrams);
  std::vector<double> logUnigrams = unigrams;
  for (double& value : logUnigrams)
    value = std::log(value);
  levels_.erase(levels_.begin());
  stream_.tokens.shrink_to_fit();
  model = std::make_shared<const ModelData>(ModelData{.vocabulary = std::move(*vocabulary_),
                                                      .levels = std::move(levels_),
                                                      .followers = std::move(spelling.followers),
                                                      .unigrams = std::move(unigrams),
                                                      .logUnigrams = std::move(logUnigrams),
                                                      .joints = std::move(joints),
                                                      .stream = std::move(stream_),
                                                      .documents = documents_.size()});
}

} // namespace logitscope::ngram
