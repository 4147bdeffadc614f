#pragma once

#include "logitscope/result.h"
#include "logitscope/run.h"
#include "logitscope/stages.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace logitscope {

/// One parameter of one stage of the chain, and the values that it takes in turn.
struct SweepAxis {
  /// Position in the chain.
  std::size_t stage = 0;
  std::string name;
  /// At least one, each in the dialect's range.
  std::vector<double> values;
};

/// What a chain leaves at one pair of values.
struct SweepCell {
  std::size_t survivors = 0;
  /// Of the survivors, in bits.
  double entropy = 0;
  /// The probability of the most likely survivor; 0 where nothing survives.
  double top1Probability = 0;
  /// The second parameter might as well be off: without it the outcome is the same.
  bool isIdle = false;
};

/// The same logits and the same chain, two of its parameters set to every pair of values: what [run]
/// answers at each, without the trace. A pair costs no more than the stages from the later of the two
/// on, so that a large vocabulary is stepped through, so many pairs at a time.
class Sweep {
public:
  /// Takes what [run] takes, whose pick changes nothing here, and copies it. Refuses what [run] refuses, a stage
  /// that is not in the chain, a parameter that the stage does not have or that is a list, a value outside the
  /// dialect's range, and the same parameter twice.
  static Result<Sweep> make(const RunRequest& request, SweepAxis x, SweepAxis y);

  Sweep(Sweep&&) noexcept;
  Sweep& operator=(Sweep&&) noexcept;
  ~Sweep();

  /// Works out so many pairs more, as far as there are any. In the order of the chain, not of the axes.
  void advance(std::size_t pairs);
  bool isDone() const;
  const SweepAxis& x() const;
  const SweepAxis& y() const;
  /// Only when all is done.
  const SweepCell& at(std::size_t x, std::size_t y) const;

private:
  struct Insides;
  explicit Sweep(std::unique_ptr<Insides> insides);

  std::unique_ptr<Insides> insides_;
};

/// Round values over what the slider of a parameter offers and the dialect takes, ascending, [most] at most or little
/// more. A count of tokens ends at [tokens], from where on it keeps all.
std::vector<double> sweepValues(const StageInfo& stage, const ParamInfo& param, Dialect dialect, std::size_t tokens,
                                std::size_t most);

} // namespace logitscope
