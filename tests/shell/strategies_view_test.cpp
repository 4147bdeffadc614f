// The same prompt, continued in different ways.

#include "model/strategies.h"
#include "model/visible_token.h"
#include "shell_support.h"

#include <cmath>
#include <memory>
#include <numeric>

namespace logitscope::shell {

using namespace test;

namespace {

constexpr std::string_view kText = "The cat sat on the mat. The cat sat on the roof. The dog ran on the mat.\n"
                                   "---\n"
                                   "The dog sat on the cat. A cat ran and a dog ran and the cat sat.\n";

/// A model that counts how often it is asked.
class CountingSource final : public LogitSource {
public:
  explicit CountingSource(LogitSourcePtr source) : source_(std::move(source)) {}

  const std::string& name() const override { return source_->name(); }
  const std::string& description() const override { return source_->description(); }
  const std::shared_ptr<const std::vector<std::string>>& vocabulary() const override {
    return source_->vocabulary();
  }
  std::size_t maxSteps() const override { return source_->maxSteps(); }
  std::vector<TokenId> stopTokens() const override { return source_->stopTokens(); }
  std::vector<TokenId> encode(std::string_view text) const override { return source_->encode(text); }
  std::vector<double> logits(std::span<const TokenId> context) const override {
    ++asked;
    return source_->logits(context);
  }
  std::string append(const std::string& text, TokenId token) const override {
    return source_->append(text, token);
  }

  mutable std::size_t asked = 0;

private:
  LogitSourcePtr source_;
};

LogitSourcePtr model() {
  return makeModelSource(trainNgram(kText).value(), "for a test", "small");
}

/// The columns named, after a prompt, with nothing asked of them yet.
Store columns(const std::vector<std::string>& names, const LogitSourcePtr& source = model(),
              const std::string& prompt = "The") {
  Store store;
  mustDo(store, LoadModel{source});
  mustDo(store, AskModel{prompt});
  while (!store.document().strategies.columns.empty())
    mustDo(store, RemoveStrategy{0});
  for (const std::string& name : names)
    mustDo(store, AddStrategy{name});
  mustDo(store, SetView{View::Strategies});
  return store;
}

const StrategyColumnView& column(const Store& store, std::size_t i) {
  REQUIRE(i < store.strategies().columns.size());
  return store.strategies().columns[i];
}

std::vector<std::string> textsOf(const StrategyColumnView& column) {
  std::vector<std::string> texts;
  for (const StrategyChip& chip : column.chips)
    texts.push_back(chip.text);
  return texts;
}

/// All columns token by token, for comparing them at once.
std::vector<std::vector<std::string>> allTexts(const Store& store) {
  std::vector<std::vector<std::string>> texts;
  for (const StrategyColumnView& column : store.strategies().columns)
    texts.push_back(textsOf(column));
  return texts;
}

const std::vector<std::string> kSix = {"greedy", "topK40", "topP90", "creative15", "minP10", "beam4"};

std::vector<bool> repeats(std::vector<TokenId> tokens) {
  return repeatedIn(tokens);
}

} // namespace

TEST_CASE("the greedy column walks from one likeliest token to the next, whatever the seed") {
  const auto source = model();
  Store store = columns({"greedy"}, source);
  mustDo(store, ContinueStrategies{6});
  std::vector<TokenId> context = source->encode("The");
  std::vector<std::string> walked;
  double sum = 0;
  for (int i = 0; i < 6; ++i) {
    const auto logits = source->logits(context);
    const auto largest = std::ranges::max_element(logits);
    context.push_back(static_cast<TokenId>(largest - logits.begin()));
    walked.push_back(visibleToken((*source->vocabulary())[context.back()]));
    // An n-gram's logits are logarithms of probabilities.
    sum += *largest;
  }
  CHECK(textsOf(column(store, 0)) == walked);
  CHECK(column(store, 0).logProbabilityText == fixedNumber(sum, 2));
  CHECK(column(store, 0).perplexityText == figure(std::exp(-sum / 6), 4));
  CHECK(column(store, 0).tokensText == "6");
  CHECK(column(store, 0).keptText == "1");
  mustDo(store, SetSeed{7});
  CHECK(textsOf(column(store, 0)) == walked);
}

TEST_CASE("a column is what core's decoder draws with Gumbel noise of the document's seed") {
  const auto source = model();
  Store store = columns({"topP90"}, source);
  mustDo(store, ContinueStrategies{6});
  Decoder decoder = Decoder::make({.chain = {{TopPParams{.p = 0.9}}},
                                   .vocabulary = source->vocabulary(),
                                   .stopTokens = source->stopTokens(),
                                   .seed = 42,
                                   .luck = Luck::Gumbel},
                                  source->encode("The"))
                        .value();
  for (int i = 0; i < 6 && !decoder.isDone(); ++i)
    REQUIRE_FALSE(decoder.advance(source->logits(*decoder.wanted())));
  std::vector<std::string> drawn;
  for (const TokenId id : decoder.tokens())
    drawn.push_back(visibleToken((*source->vocabulary())[id]));
  CHECK(textsOf(column(store, 0)) == drawn);
  CHECK(column(store, 0).logProbabilityText == fixedNumber(decoder.sumLogProbability(), 2));
  CHECK(column(store, 0).perplexityText == figure(decoder.perplexity().value(), 4));
}

TEST_CASE("two equal chains write the same with shared luck, and need not with luck of their own") {
  Store store = columns({"creative15", "creative15", "creative15"});
  mustDo(store, ContinueStrategies{20});
  CHECK(textsOf(column(store, 0)) == textsOf(column(store, 1)));
  CHECK(textsOf(column(store, 0)) == textsOf(column(store, 2)));
  const auto shared = textsOf(column(store, 0));
  mustDo(store, ShareLuck{false});
  // The first column keeps the document's seed.
  CHECK(textsOf(column(store, 0)) == shared);
  CHECK(textsOf(column(store, 1)) != shared);
  CHECK(textsOf(column(store, 2)) != textsOf(column(store, 1)));
  CHECK(column(store, 1).settings == "Temperature 1.5, Top-p 0.9. Seed 43.");
  mustDo(store, SetSeed{43});
  const auto next = textsOf(column(store, 0));
  mustDo(store, SetSeed{42});
  CHECK(textsOf(column(store, 1)) == next);
}

TEST_CASE("token by token comes to the same as all at once") {
  Store slow = columns(kSix);
  for (int i = 0; i < 14; ++i)
    mustDo(slow, ContinueStrategies{1});
  Store fast = columns(kSix);
  mustDo(fast, ContinueStrategies{14});
  CHECK(allTexts(slow) == allTexts(fast));
  for (std::size_t i = 0; i < kSix.size(); ++i) {
    CHECK(column(slow, i).logProbabilityText == column(fast, i).logProbabilityText);
    CHECK(column(slow, i).state == column(fast, i).state);
  }
}

TEST_CASE("one more token asks the model once for each column, and what is there is not asked again") {
  const auto source = std::make_shared<CountingSource>(model());
  Store store = columns({"greedy", "topP90"}, source);
  mustDo(store, ContinueStrategies{2});
  const std::size_t before = source->asked;
  mustDo(store, ContinueStrategies{1});
  CHECK(source->asked == before + 2);
  mustDo(store, Undo{});
  CHECK(column(store, 0).tokensText == "2");
  mustDo(store, Redo{});
  CHECK(column(store, 0).tokensText == "3");
  CHECK(source->asked == before + 2);
  // A column that joins is run from the start; those that are there are not.
  mustDo(store, AddStrategy{"minP10"});
  CHECK(source->asked <= before + 2 + 3);
}

TEST_CASE("beam search asks once for each of its beams, and shows the best of them") {
  const auto source = std::make_shared<CountingSource>(model());
  Store store = columns({"beam4", "greedy"}, source);
  mustDo(store, ContinueStrategies{3});
  const std::size_t before = source->asked;
  mustDo(store, ContinueStrategies{1});
  CHECK(source->asked <= before + 5);
  CHECK(column(store, 0).keptText == "–");
  CHECK(column(store, 0).settings == "4 sequences side by side; the likeliest wins.");
  // Four beams see the greedy way and others: per token, what they find is at least as likely.
  const auto perplexity = [&](std::size_t i) { return readNumber(column(store, i).perplexityText).value(); };
  CHECK(perplexity(0) <= perplexity(1) + 1e-3);
  mustDo(store, Undo{});
  CHECK(column(store, 0).tokensText != "0");
}

TEST_CASE("beam search ends with core's best sequence") {
  const auto source = model();
  Store store = columns({"beam4"}, source);
  mustDo(store, ContinueStrategies{kMaxStrategyTokens});
  auto search = BeamSearch::make({.numBeams = 4,
                                  .maxNewTokens = kMaxStrategyTokens,
                                  .endTokens = source->stopTokens()},
                                 source->encode("The"))
                    .value();
  while (!search.isDone()) {
    std::vector<std::vector<double>> rows;
    for (const auto& context : search.wanted())
      rows.push_back(source->logits(context));
    REQUIRE_FALSE(search.advance(rows));
  }
  const auto sequences = search.sequences();
  REQUIRE(sequences.size() == 1);
  std::vector<std::string> best;
  for (const TokenId id : sequences[0].tokens)
    best.push_back(visibleToken((*source->vocabulary())[id]));
  CHECK(textsOf(column(store, 0)) == best);
  CHECK(column(store, 0).isOver);
}

TEST_CASE("a run of three that was there before is marked, the first time it is not") {
  using Marks = std::vector<bool>;
  CHECK(repeats({}).empty());
  CHECK(repeats({1, 2, 3}) == Marks{false, false, false});
  // a b c x a b c: the second "a b c".
  CHECK(repeats({1, 2, 3, 9, 1, 2, 3}) == Marks{false, false, false, false, true, true, true});
  // a b c d a b c d: "a b c" and "b c d" come again.
  CHECK(repeats({1, 2, 3, 4, 1, 2, 3, 4}) ==
        Marks{false, false, false, false, true, true, true, true});
  // Two in common are no repetition.
  CHECK(repeats({1, 2, 9, 1, 2, 8}) == Marks{false, false, false, false, false, false});
  // "ha ha ha ha": the run from the second on overlaps the first.
  CHECK(repeats({5, 5, 5, 5}) == Marks{false, true, true, true});
}

TEST_CASE("a model that knows one sentence repeats it, and the column says how much of it") {
  const auto source = makeModelSource(trainNgram("a b c a b c a b c a b c a b c a b c.", {.order = 3}).value(), "", "");
  Store store = columns({"greedy"}, source, "a");
  mustDo(store, ContinueStrategies{7});
  // After "a": b c a, then b c a again, and one more.
  REQUIRE(textsOf(column(store, 0)) ==
          std::vector<std::string>{"␣b", "␣c", "␣a", "␣b", "␣c", "␣a", "␣b"});
  std::vector<bool> marks;
  for (const StrategyChip& chip : column(store, 0).chips)
    marks.push_back(chip.isRepeated);
  CHECK(marks == std::vector<bool>{false, false, false, true, true, true, true});
  CHECK(column(store, 0).repeatedText == "4");
  CHECK(column(store, 0).chips[3].hint.find("repeats a run of 3") != std::string::npos);
}

TEST_CASE("where a column leaves greedy is said, and marked at the token") {
  Store store = columns({"greedy", "creative15"});
  mustDo(store, ContinueStrategies{20});
  const auto& greedy = column(store, 0).chips;
  const auto& other = column(store, 1).chips;
  std::size_t at = 0;
  while (at < std::min(greedy.size(), other.size()) && greedy[at].text == other[at].text)
    ++at;
  REQUIRE(at < std::min(greedy.size(), other.size()));
  CHECK(other[at].isParting);
  CHECK(std::ranges::count(other, true, &StrategyChip::isParting) == 1);
  CHECK(std::ranges::count(greedy, true, &StrategyChip::isParting) == 0);
  CHECK(column(store, 1).parting == "Leaves Greedy at token " + std::to_string(at + 1) + ": \"" +
                                        other[at].text + "\" in place of \"" + greedy[at].text + "\".");
}

TEST_CASE("a stop token ends its column, and when all have ended there is nothing to go on with") {
  const auto source = makeModelSource(trainNgram("The end.").value(), "", "");
  Store store = columns({"greedy"}, source);
  mustDo(store, SetPlaying{true});
  CHECK(store.document().isPlaying);
  for (int i = 0; i < 6; ++i)
    mustDo(store, ContinueStrategies{1});
  CHECK(column(store, 0).isOver);
  CHECK(column(store, 0).state == "Ended: the model closed its text.");
  CHECK(textsOf(column(store, 0)) == std::vector<std::string>{"␣end", ".", "<|end|>"});
  CHECK(column(store, 0).text == " end.");
  CHECK_FALSE(store.strategies().canGoOn);
  CHECK_FALSE(store.document().isPlaying);
}

TEST_CASE("reset takes all columns back to the prompt") {
  Store store = columns(kSix);
  mustDo(store, ContinueStrategies{3});
  CHECK(store.strategies().canReset);
  mustDo(store, ResetStrategies{});
  for (const StrategyColumnView& one : store.strategies().columns) {
    CHECK(one.chips.empty());
    CHECK(one.perplexityText == "–");
  }
  CHECK_FALSE(store.strategies().canReset);
  CHECK(store.strategies().canGoOn);
}

TEST_CASE("a column joins as far as the others are, by a strategy's or a preset's name, and leaves") {
  Store store = columns({"greedy"});
  mustDo(store, ContinueStrategies{4});
  mustDo(store, AddStrategy{"balanced"});
  CHECK(column(store, 1).label == "Balanced");
  CHECK(column(store, 1).settings == "Temperature 0.7, Top-p 0.9.");
  CHECK(column(store, 1).tokensText == "4");
  mustDo(store, RemoveStrategy{0});
  CHECK(store.strategies().columns.size() == 1);
  CHECK(column(store, 0).label == "Balanced");
  // Without a greedy column there is nothing to hold the others against.
  CHECK(column(store, 0).parting.empty());
  for (std::size_t i = 1; i < kMaxStrategies; ++i)
    mustDo(store, AddStrategy{"topK40"});
  CHECK(store.dispatch(AddStrategy{"topK40"}));
  CHECK(store.strategies().choices.empty());
}

TEST_CASE("another prompt starts all columns anew, and the view says where its figures are from") {
  Store store = columns({"greedy"});
  mustDo(store, ContinueStrategies{2});
  mustDo(store, AskModel{"A dog"});
  CHECK(column(store, 0).chips.empty());
  mustDo(store, ContinueStrategies{1});
  CHECK(textsOf(column(store, 0)) == std::vector<std::string>{"␣ran"});
  CHECK(store.strategies().source == "for a test");
}

TEST_CASE("before a text was learnt the view says why it is empty; a table's prompt is the model's to go on") {
  Store store;
  mustDo(store, SetView{View::Strategies});
  CHECK(store.strategies().columns.empty());
  CHECK_FALSE(store.strategies().notice.empty());
  CHECK_FALSE(store.strategies().canGoOn);
  // A link may ask for tokens before the model is there.
  mustDo(store, ContinueStrategies{2});
  mustDo(store, LoadModel{model()});
  CHECK(store.strategies().notice.empty());
  CHECK(store.strategies().columns.size() == 6);
  CHECK(column(store, 0).tokensText == "2");
  CHECK(store.strategies().prompt == "The cat is");
}

TEST_CASE("the HTML has one row a column, chips for each, and a button for everything") {
  Store store = columns({"greedy", "topP90"});
  mustDo(store, ContinueStrategies{3});
  const Twin twin = store.twin();
  std::size_t chips = 0;
  std::vector<std::string> actions;
  for (const TwinBlock& block : twin) {
    if (const auto* table = std::get_if<TwinTable>(&block)) {
      REQUIRE(table->rows.size() == 2);
      CHECK(table->rows[0].cells.size() == table->columns.size());
      CHECK(table->rows[1].cells[0] == "Top-p 0.9");
      CHECK(table->rows[0].cells[2] == column(store, 0).text);
    }
    if (const auto* found = std::get_if<TwinChips>(&block)) chips += found->chips.size();
    if (const auto* found = std::get_if<TwinButtons>(&block)) {
      for (const TwinButton& button : found->buttons)
        actions.push_back(button.action);
    }
  }
  CHECK(chips == 6);
  CHECK(actions == std::vector<std::string>{"next 1", "play 1", "reset", "shareLuck 0",
                                            "withoutStrategy 0", "withoutStrategy 1"});
}

} // namespace logitscope::shell
