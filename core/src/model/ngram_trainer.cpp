#include "decode/checks.h"

#include "logitscope/ngram.h"
#include "logitscope/words.h"
#include "model/documents.h"
#include "model/trainer_state.h"

#include <limits>
#include <utility>

namespace logitscope {

NgramTrainer::NgramTrainer(std::unique_ptr<ngram::TrainerState> state) : state_(std::move(state)) {}
NgramTrainer::~NgramTrainer() = default;
NgramTrainer::NgramTrainer(NgramTrainer&& other) noexcept = default;
NgramTrainer& NgramTrainer::operator=(NgramTrainer&& other) noexcept = default;

Result<NgramTrainer> NgramTrainer::make(std::string_view text, NgramOptions options) {
  if (options.order < kMinOrder || options.order > kMaxOrder) {
    return decode::outOfRange("order", std::to_string(options.order),
                              sentence("a whole number from {} to {}", {kMinOrder, kMaxOrder}));
  }
  if (auto error = ngram::checkText(text)) return *error;
  return NgramTrainer(std::make_unique<ngram::TrainerState>(text, options));
}

bool NgramTrainer::step(std::size_t budget) {
  for (std::size_t done = 0; !state_->isDone();) {
    done += state_->work();
    if (done >= budget) break;
  }
  return state_->isDone();
}

double NgramTrainer::progress() const {
  return state_->progress();
}

NgramModel NgramTrainer::finish() {
  step(std::numeric_limits<std::size_t>::max());
  return NgramModel(state_->model);
}

Result<NgramModel> trainNgram(std::string_view text, NgramOptions options) {
  auto trainer = NgramTrainer::make(text, options);
  if (!trainer) return trainer.error();
  return trainer->finish();
}

} // namespace logitscope
