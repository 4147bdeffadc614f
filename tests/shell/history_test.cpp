// Undo and redo cover everything.

#include "shell_support.h"

#ifdef __EMSCRIPTEN__
#include <malloc.h>
#endif

namespace logitscope::shell {

using namespace test;

TEST_CASE("undo brings the document back as it was, redo does it again") {
  Store store = asked("The cat");
  mustDo(store, Sample{1});
  mustDo(store, SetView{View::Builder});
  const std::string sentence = store.step().sentence;
  mustDo(store, Undo{});
  CHECK(store.document().view == View::Pipeline);
  mustDo(store, Undo{});
  CHECK(store.document().decoder.tokens().empty());
  mustDo(store, Redo{});
  mustDo(store, Redo{});
  CHECK(store.step().sentence == sentence);
  CHECK(store.document().view == View::Builder);
  CHECK_FALSE(store.canRedo());
}

TEST_CASE("what a link made of the first document is where the reader starts: there is nothing to take back") {
  Store store = asked("The cat");
  mustDo(store, SetView{View::Tail});
  REQUIRE(store.canUndo());
  store.startHere();
  CHECK_FALSE(store.canUndo());
  CHECK(store.document().view == View::Tail);
}

TEST_CASE("where there is nothing to take back, a sentence says so") {
  Store store;
  const auto error = store.dispatch(Undo{});
  REQUIRE(error);
  CHECK(error->message == "There is nothing to take back.");
}

TEST_CASE("a slider on its way is one step, a second slider another") {
  Store store;
  for (const double value : {0.9, 0.8, 0.7})
    mustDo(store, SetParam{kTemperature, "temperature", value});
  mustDo(store, SetParam{kTopK, "k", 3});
  mustDo(store, Undo{});
  CHECK(mainControl(store, kTopK).value == 0);
  CHECK(mainControl(store, kTemperature).value == 0.7);
  mustDo(store, Undo{});
  CHECK(mainControl(store, kTemperature).value == 1);
  CHECK_FALSE(store.canUndo());
}

TEST_CASE("what is done after an undo leaves nothing to redo") {
  Store store;
  mustDo(store, SetSeed{1});
  mustDo(store, Undo{});
  mustDo(store, SetSeed{2});
  CHECK_FALSE(store.canRedo());
}

TEST_CASE("the past has an end: after a thousand actions a hundred can be taken back") {
  Store store;
  for (int seed = 0; seed < 1000; ++seed)
    mustDo(store, SetSeed{static_cast<double>(seed)});
  std::size_t steps = 0;
  while (!store.dispatch(Undo{}))
    ++steps;
  CHECK(steps == 100);
  CHECK(store.document().seed == 899.0);
}

#ifdef __EMSCRIPTEN__
// An afternoon of picking, rewinding and undoing. Counted in the bytes that the allocator has handed out, where
// readers have it run: the sanitizers natively put an allocator of their own in its place.
TEST_CASE("memory is flat over twenty thousand actions") {
  Store store = asked("The cat");
  mustDo(store, SetView{View::Strategies}); // the quickest to work out
  const auto play = [&](int rounds) {
    for (int round = 0; round < rounds; ++round) {
      // Another branch every time: one that was there before would only be gone along again.
      for (int i = 0, digits = round * 7919; i < 6; ++i, digits /= 8)
        store.dispatch(Pick{static_cast<TokenId>(digits % 8)});
      store.dispatch(Rewind{0});
      store.dispatch(SetSeed{static_cast<double>(round)});
      store.dispatch(Undo{});
      store.dispatch(SetParam{kTemperature, "temperature", 0.5 + round % 10 / 10.0});
    }
  };
  play(400);
  const std::size_t before = static_cast<std::size_t>(mallinfo().uordblks);
  play(1600);
  CHECK(static_cast<std::size_t>(mallinfo().uordblks) < before + (1U << 20U));
}
#endif

// The views that need a model have it learnt when they are opened: "Undo" was lit on a page that nobody had touched, and
// took the model away again.
TEST_CASE("that the model was learnt is nothing to take back, and stays whatever is") {
  Store store;
  mustDo(store, SetView{View::Strategies});
  mustDo(store, LoadModel{smallModel()});
  mustDo(store, Undo{});
  CHECK(store.document().view == View::Pipeline);
  CHECK(store.document().model != nullptr);
  CHECK_FALSE(store.canUndo());
  mustDo(store, Redo{});
  CHECK(store.document().view == View::Strategies);
  CHECK(store.document().model != nullptr);
}

} // namespace logitscope::shell
