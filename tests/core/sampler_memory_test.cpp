// The sampler allocates nothing once it has seen a row. Counted where no sanitizer needs the allocator for
// itself: in the wasm build.

#include "support.h"

#ifdef __EMSCRIPTEN__

#include <new>

namespace {
std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  std::free(memory);
}

namespace logitscope {

TEST_CASE("a sampler allocates nothing after the first row of a length, whatever the chain") {
  std::vector<float> logits(20000);
  test::Dice dice(3);
  for (float& logit : logits)
    logit = static_cast<float>(dice.between(-8, 8));
  for (const StageInfo& info : stages()) {
    CAPTURE(info.id);
    const Chain chain = {Stage{info.defaults()}, Stage{TopPParams{0.9}}};
    Sampler sampler =
        test::mustSucceed(Sampler::make({.chain = chain, .seed = 1, .history = {1, 2, 3, 1, 2}}));
    const std::span<const float> row(logits);
    for (int i = 0; i < 20; ++i)
      (void)sampler.sample(row);
    const std::size_t before = allocations;
    for (int i = 0; i < 20; ++i)
      (void)sampler.sample(row);
    CHECK(allocations == before);
  }
}

} // namespace logitscope

#endif
