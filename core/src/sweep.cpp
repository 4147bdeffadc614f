#include "logitscope/sweep.h"

#include "carried.h"
#include "kernels/kernels.h"
#include "logitscope/words.h"
#include "request.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace logitscope {

namespace {

/// Two outcomes count as one below it: the order of a sum shows in its last digits.
constexpr double kSame = 1e-9;

Error refuse(std::string field, std::string value, std::string_view allowed) {
  std::string message = sentence("{} is {}; allowed: {}.", {field, value, allowed});
  return {.code = ErrorCode::OutOfRange, .field = std::move(field), .value = std::move(value), .message = std::move(message)};
}

std::optional<Error> checkAxis(const RunRequest& request, const SweepAxis& axis, const std::string& field) {
  if (axis.stage >= request.chain.size())
    return refuse(field + ".stage", std::to_string(axis.stage), sentence("a position in the chain, which has {}", {request.chain.size()}));
  const StageInfo& info = stageInfo(request.chain[axis.stage].kind());
  const ParamInfo* param = info.findParam(axis.name);
  if (param == nullptr || !param->isNumber()) {
    std::vector<std::string_view> names;
    for (const ParamInfo& one : info.params) {
      if (one.isNumber()) names.push_back(one.name);
    }
    Error error = refuse(field + ".name", quoted(axis.name),
                         names.empty() ? sentence("another stage, as {} has no number", {info.label}) : listInWords(names));
    error.code = ErrorCode::UnknownParameter;
    return error;
  }
  if (axis.values.empty()) return refuse(field + ".values", "empty", "at least one value");
  for (const double value : axis.values) {
    if (auto error = checkParam(info, *param, value, field, request.dialect)) return error;
  }
  return std::nullopt;
}

const ParamInfo& paramOf(const Chain& chain, const SweepAxis& axis) {
  return *stageInfo(chain[axis.stage].kind()).findParam(axis.name);
}

/// How a row stands between two stages of a chain.
struct Place {
  Candidates candidates;
  Carried carried;
  CoinSource coins;
};

bool isSame(const SweepCell& one, const SweepCell& other) {
  return one.survivors == other.survivors && std::abs(one.entropy - other.entropy) < kSame &&
         std::abs(one.top1Probability - other.top1Probability) < kSame;
}

} // namespace

/// Of the two axes the one whose stage comes first is walked outside. What lies before it is run once, what lies
/// between the two once for each of its values. The second axis has one value more than it was given: off, which every
/// pair is compared with.
struct Sweep::Insides {
  RunRequest request;
  std::vector<TokenId> history;
  SweepAxis x;
  SweepAxis y;
  Chain chain;
  StageContext context;
  std::optional<Rng> rng;
  std::vector<double> tossed;
  Place first;
  Place second;
  Place last;
  std::vector<double> weights;
  std::vector<SweepCell> cells;
  std::size_t done = 0;

  bool isXOutside() const { return x.stage <= y.stage; }
  std::size_t rows() const { return y.values.size() + 1; }
  std::size_t insideCount() const { return isXOutside() ? rows() : x.values.size(); }
  SweepCell& cell(std::size_t column, std::size_t row) { return cells[column * rows() + row]; }

  void begin(std::span<const double> logits) {
    context = contextOf(request);
    context.history = history;
    context.isTraced = false;
    // A coin is tossed once and lies where all can see it: the same luck everywhere.
    rng = rngOf(request);
    if (rng) {
      for (std::size_t i = 0; i <= request.chain.size(); ++i)
        tossed.push_back(rng->next());
    } else {
      tossed = request.coins;
    }
    chain = request.chain;
    cells.resize(x.values.size() * rows());
    first.candidates.fill(logits, context.rules());
    first.coins.coins = tossed;
    first.carried.begin(request.state);
    go(first, 0, std::min(x.stage, y.stage));
  }

  void go(Place& place, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      place.carried.enter(chain[i], place.coins, context);
      if (chain[i].isEnabled && !place.candidates.isSpent()) applyStage(chain[i], context, place.candidates);
      place.carried.leave(chain[i], place.candidates);
    }
  }

  void setX(std::size_t column) { paramOf(chain, x).set(chain[x.stage].params, x.values[column]); }

  void setY(std::size_t row) {
    Stage& stage = chain[y.stage];
    const ParamInfo& param = paramOf(chain, y);
    const bool isOff = row == y.values.size();
    stage.isEnabled = request.chain[y.stage].isEnabled && !(isOff && !param.off);
    param.set(stage.params, isOff ? param.off.value_or(param.defaultValue) : y.values[row]);
  }

  void step() {
    const std::size_t outside = done / insideCount();
    const std::size_t inside = done % insideCount();
    const std::size_t column = isXOutside() ? outside : inside;
    const std::size_t row = isXOutside() ? inside : outside;
    setX(column);
    setY(row);
    if (inside == 0) {
      second = first;
      go(second, std::min(x.stage, y.stage), std::max(x.stage, y.stage));
    }
    last = second;
    go(last, std::max(x.stage, y.stage), chain.size());
    cell(column, row) = measured(last.candidates);
    if (++done == cells.size()) compare();
  }

  /// H = ln Σw − Σ w (z − z_max) / Σw, with w = exp(z − z_max).
  SweepCell measured(const Candidates& left) {
    SweepCell found{.survivors = left.countInPlay()};
    if (found.survivors == 0) return found;
    const double largest = left.largestLogit();
    const auto logits = left.logits();
    weights.resize(logits.size());
    const double sum = kernels::expInto(logits, largest, weights);
    double moment = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
      if (weights[i] > 0) moment += weights[i] * (logits[i] - largest);
    }
    found.entropy = std::max(0.0, (std::log(sum) - moment / sum) / std::numbers::ln2);
    found.top1Probability = 1 / sum;
    return found;
  }

  void compare() {
    for (std::size_t column = 0; column < x.values.size(); ++column) {
      for (std::size_t row = 0; row < y.values.size(); ++row)
        cell(column, row).isIdle = isSame(cell(column, row), cell(column, y.values.size()));
    }
  }
};

Sweep::Sweep(std::unique_ptr<Insides> insides) : insides_(std::move(insides)) {}
Sweep::Sweep(Sweep&&) noexcept = default;
Sweep& Sweep::operator=(Sweep&&) noexcept = default;
Sweep::~Sweep() = default;

Result<Sweep> Sweep::make(const RunRequest& request, SweepAxis x, SweepAxis y) {
  if (auto error = checkAxis(request, x, "x")) return *error;
  if (auto error = checkAxis(request, y, "y")) return *error;
  if (x.stage == y.stage && x.name == y.name) return refuse("y.name", quoted(y.name), "another parameter than that of x");
  if (auto error = checkRequest(request)) return *error;
  auto insides = std::make_unique<Insides>();
  insides->request = request;
  insides->history.assign(request.history.begin(), request.history.end());
  insides->x = std::move(x);
  insides->y = std::move(y);
  insides->begin(request.logits);
  return Sweep(std::move(insides));
}

void Sweep::advance(std::size_t pairs) {
  for (std::size_t i = 0; i < pairs && !isDone(); ++i)
    insides_->step();
}

bool Sweep::isDone() const {
  return insides_->done == insides_->cells.size();
}

const SweepAxis& Sweep::x() const {
  return insides_->x;
}

const SweepAxis& Sweep::y() const {
  return insides_->y;
}

const SweepCell& Sweep::at(std::size_t x, std::size_t y) const {
  return insides_->cell(x, y);
}

std::vector<double> sweepValues(const StageInfo& stage, const ParamInfo& param, Dialect dialect, std::size_t tokens,
                                std::size_t most) {
  constexpr std::array kRound = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
  const Slider& slider = param.slider;
  const bool countsTokens = stage.kind == StageKind::TopK && &param == &stage.params.front();
  const double to = countsTokens ? std::clamp(static_cast<double>(tokens), 1.0, slider.to) : slider.to;
  const double stepsInOne = std::round(1 / slider.step);
  const double least = (to - slider.from) * stepsInOne / static_cast<double>(most);
  const auto chosen = std::ranges::find_if(kRound, [&](int one) { return one >= least; });
  const double stride = chosen == kRound.end() ? kRound.back() : *chosen;

  std::vector<double> values;
  const auto add = [&](double value) {
    if (!checkParam(stage, param, value, stage.id, dialect)) values.push_back(value);
  };
  // Counted in whole steps: a sum of steps would drift.
  const auto begin = static_cast<long long>(std::ceil(slider.from * stepsInOne / stride));
  const auto end = static_cast<long long>(std::floor(to * stepsInOne / stride + kSame));
  // Of counts both ends are worth seeing, as they often mean something.
  const auto valueOf = [&](long long i) { return static_cast<double>(i) * stride / stepsInOne; };
  if (param.isWhole() && valueOf(begin) > slider.from) add(slider.from);
  for (long long i = begin; i <= end; ++i)
    add(valueOf(i));
  if (param.isWhole() && !values.empty() && values.back() < to) add(to);
  return values;
}

} // namespace logitscope
