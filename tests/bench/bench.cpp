// What each chain costs, over vocabularies of real models and the three shapes that their logits take.
// Prints one JSON object a line; cmake/bench.mjs makes the table of it. Times are only ever compared
// with others of the same run, taken by turns, so that what else the machine does hits all alike.

#include "kernels/kernels.h"
#include "logitscope/logitscope.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSizes[] = {4096, 32000, 50257, 128256, 262144};
constexpr int kRounds = 15;
constexpr double kSecondsPerRound = 0.004;

/// SplitMix64, for logits that are the same everywhere.
class Dice {
public:
  double unit() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) / 9007199254740992.0;
  }
  double normal() {
    return std::sqrt(-2 * std::log(1 - unit())) * std::cos(6.283185307179586 * unit());
  }

private:
  std::uint64_t state_ = 7;
};

struct Shape {
  std::string_view name;
  double (*logit)(Dice&, std::size_t place, std::size_t size);
};

/// Places are spread over the ids, so that no shape comes sorted.
constexpr Shape kShapes[] = {
    // One token holds nearly everything.
    {"peaked",
     [](Dice& dice, std::size_t place, std::size_t) { return place == 0 ? 30.0 : dice.normal(); }},
    // A head by Zipf's law over a broad bell, as language models have it.
    {"model",
     [](Dice& dice, std::size_t place, std::size_t) {
       return std::max(14 - 2.2 * std::log(1.0 + static_cast<double>(place)),
                       -2 + 2 * dice.normal());
     }},
    // All nearly alike: the worst for whoever has to find the largest.
    {"flat", [](Dice& dice, std::size_t, std::size_t) { return 0.01 * dice.unit(); }},
};

std::vector<float> makeLogits(const Shape& shape, std::size_t size) {
  Dice dice;
  std::vector<float> logits(size);
  for (std::size_t i = 0; i < size; ++i) {
    // A step that shares no divisor with the size visits every id once. In wasm's 32 bits the product
    // would overflow, and a third of the row would stay 0.
    const auto id = static_cast<std::size_t>((std::uint64_t{i} * 100003) % size);
    logits[id] = static_cast<float>(shape.logit(dice, i, size));
  }
  return logits;
}

struct Task {
  std::string name;
  std::function<void()> work;
  std::vector<double> seconds;
};

double timeOnce(const Task& task, int times) {
  const auto start = Clock::now();
  for (int i = 0; i < times; ++i)
    task.work();
  return std::chrono::duration<double>(Clock::now() - start).count() / times;
}

/// All tasks by turns, each round long enough for the clock.
void measure(std::vector<Task>& tasks) {
  std::vector<int> times;
  for (const Task& task : tasks) {
    const double once = std::max(timeOnce(task, 1), 1e-8);
    times.push_back(std::max(1, static_cast<int>(kSecondsPerRound / once)));
  }
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < tasks.size(); ++i)
      tasks[i].seconds.push_back(timeOnce(tasks[i], times[i]));
  }
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// What keeps the compiler from leaving the work out.
volatile double sink;

Task samplerTask(std::string name, const Chain& chain, const std::vector<float>& logits) {
  auto sampler = std::make_shared<Sampler>(Sampler::make({.chain = chain, .seed = 1}).value());
  return {std::move(name),
          [sampler, &logits] {
            sink = static_cast<double>(
                sampler->sample(std::span<const float>(logits)).value().value_or(0));
          },
          {}};
}

std::vector<Task> tasksFor(const std::vector<float>& logits, const std::vector<double>& doubles) {
  std::vector<Task> tasks;
  tasks.push_back({"max", [&] { sink = kernels::maxOf(std::span<const float>(logits)); }, {}});
  tasks.push_back({"exp", [&] { sink = kernels::sumOfExp(doubles, 0); }, {}});
  tasks.push_back(samplerTask("plain", {}, logits));
  tasks.push_back(samplerTask("nucleus", {Stage{TopPParams{0.9}}}, logits));
  tasks.push_back(samplerTask("top-k 40", {Stage{TopKParams{40}}}, logits));
  tasks.push_back(samplerTask("min-p", {Stage{MinPParams{0.05}}}, logits));
  tasks.push_back(samplerTask("temperature, top-p",
                              {Stage{TemperatureParams{0.8}}, Stage{TopPParams{0.95}}}, logits));
  tasks.push_back(samplerTask("top-k 40, top-p, min-p, temperature",
                              {Stage{TopKParams{40}}, Stage{TopPParams{0.95}},
                               Stage{MinPParams{0.05}}, Stage{TemperatureParams{0.8}}},
                              logits));
  tasks.push_back(samplerTask("typical-p", {Stage{TypicalPParams{0.9}}}, logits));
  tasks.push_back(
      {"traced, 6 stages",
       [&] {
         sink = run({.logits = doubles,
                     .chain = {Stage{RepetitionPenaltyParams{1.1}}, Stage{TemperatureParams{0.8}},
                               Stage{TopKParams{40}}, Stage{TypicalPParams{0.95}},
                               Stage{TopPParams{0.95}}, Stage{MinPParams{0.05}}},
                     .coins = {0.5}})
                    .value()
                    .picked->probability;
       },
       {}});
  return tasks;
}

} // namespace

int benchAll() {
  for (const std::size_t size : kSizes) {
    for (const Shape& shape : kShapes) {
      const std::vector<float> logits = makeLogits(shape, size);
      const std::vector<double> doubles(logits.begin(), logits.end());
      auto tasks = tasksFor(logits, doubles);
      measure(tasks);
      std::printf("{\"size\":%zu,\"shape\":\"%s\"", size, std::string(shape.name).c_str());
      for (const Task& task : tasks)
        std::printf(",\"%s\":%.3f", task.name.c_str(), median(task.seconds) * 1e6);
      std::printf("}\n");
      std::fflush(stdout);
    }
  }
  return 0;
}

} // namespace logitscope

int main() {
  return logitscope::benchAll();
}
