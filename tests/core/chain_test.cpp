// The stage table, and chains made from names and numbers.

#include "support.h"

#include <set>

namespace logitscope {

using test::kInf;
using test::kNan;
using test::mustFail;
using test::mustSucceed;

using Given = std::vector<NamedValue>;

TEST_CASE("the table lists every kind once, in the order of the enum") {
  REQUIRE(stages().size() == kStageCount);
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < stages().size(); ++i) {
    const StageInfo& info = stages()[i];
    CAPTURE(info.id);
    CHECK(static_cast<std::size_t>(info.kind) == i);
    CHECK(&stageInfo(info.kind) == &info);
    CHECK(findStage(info.id) == &info);
    CHECK(kindOf(info.defaults()) == info.kind);
    CHECK(ids.insert(info.id).second);
    CHECK_FALSE(info.label.empty());
    CHECK(info.summary.ends_with('.'));
    CHECK_FALSE(info.source.empty());
  }
  CHECK(findStage("topK")->kind == StageKind::TopK);
  CHECK(findStage("TopK") == nullptr);
  CHECK(findStage("") == nullptr);
}

TEST_CASE("every parameter has a default, a slider and an off value inside its range") {
  for (const StageInfo& info : stages()) {
    std::set<std::string_view> names;
    for (const ParamInfo& param : info.params) {
      CAPTURE(info.id);
      CAPTURE(param.name);
      CHECK(names.insert(param.name).second);
      CHECK(info.findParam(param.name) == &param);
      CHECK_FALSE(param.label.empty());
      CHECK(param.help.ends_with('.'));
      if (!param.isNumber()) continue;
      CHECK(param.range.contains(param.defaultValue));
      CHECK(param.range.contains(param.slider.from));
      CHECK(param.range.contains(param.slider.to));
      CHECK(param.slider.from < param.slider.to);
      CHECK(param.slider.step > 0);
      if (param.off) CHECK(param.range.contains(*param.off));
      CHECK_FALSE(param.range.contains(kNan));
      CHECK_FALSE(param.range.contains(kInf));
      CHECK_FALSE(param.range.contains(-kInf));
      if (param.isWhole()) CHECK(param.slider.step == std::floor(param.slider.step));
    }
  }
}

TEST_CASE("a parameter is read and written in the struct of its stage") {
  for (const StageInfo& info : stages()) {
    StageParams params = info.defaults();
    for (const ParamInfo& param : info.params) {
      CAPTURE(info.id);
      CAPTURE(param.name);
      if (!param.isNumber()) continue;
      CHECK(param.get(params) == param.defaultValue);
      param.set(params, param.slider.to);
      CHECK(param.get(params) == param.slider.to);
    }
    CHECK(kindOf(params) == info.kind);
  }
  StageParams params = TopPParams{};
  stageInfo(StageKind::TopP).findParam("p")->set(params, 0.25);
  CHECK(params == StageParams{TopPParams{0.25, 1}});
}

TEST_CASE("a stage is made from names, and keeps the table's defaults for what is not given") {
  CHECK(mustSucceed(makeStage("topK", Given{{"k", 3.0}})) == Stage{TopKParams{3, 1}});
  CHECK(mustSucceed(makeStage("topP", Given{{"minKeep", 2.0}, {"p", 0.5}})) ==
        Stage{TopPParams{0.5, 2}});
  CHECK(mustSucceed(makeStage("temperature", Given{{"temperature", 0.7}})) ==
        Stage{TemperatureParams{0.7}});
  CHECK(mustSucceed(makeStage("minP", {})) == Stage{MinPParams{0.05, 1}});
  CHECK(mustSucceed(makeStage("topK", {})) == Stage{TopKParams{40, 1}});
  CHECK(mustSucceed(makeStage("topP", {})) == Stage{TopPParams{0.9, 1}});
  CHECK(mustSucceed(makeStage("temperature", {})) == Stage{TemperatureParams{1}});
}

TEST_CASE("an unknown stage is refused with the names that there are") {
  const Error error = mustFail(makeStage("topQ", {}, "chain[2]"));
  CHECK(error.code == ErrorCode::UnknownStage);
  CHECK(error.field == "chain[2].kind");
  CHECK(error.value == "topQ");
  std::vector<std::string_view> ids;
  for (const StageInfo& info : stages())
    ids.push_back(info.id);
  CHECK(error.message ==
        "chain[2].kind is \"topQ\", which is no stage; allowed: " + listInWords(ids) + ".");
}

TEST_CASE("an unknown parameter is refused with the names that the stage has") {
  const Error error = mustFail(makeStage("topP", Given{{"p", 0.5}, {"k", 3.0}}, "chain[0]"));
  CHECK(error.code == ErrorCode::UnknownParameter);
  CHECK(error.field == "chain[0].k");
  CHECK(error.value == "k");
  CHECK(error.message == "chain[0].k: topP has no parameter \"k\"; allowed: p or minKeep.");
}

TEST_CASE("a bad number in a chain is refused with field, value and what is allowed") {
  const Error error = mustFail(makeStage("topP", Given{{"p", 1.5}}, "chain[1]"));
  CHECK(error.code == ErrorCode::OutOfRange);
  CHECK(error.field == "chain[1].p");
  CHECK(error.value == "1.5");
  CHECK(error.message ==
        "chain[1].p is 1.5; allowed: greater than 0 and up to 1 (1 changes nothing).");
  CHECK_FALSE(error.row);
  CHECK_FALSE(error.column);
}

TEST_CASE("a chain built in C++ is checked like one from names, switched off or not") {
  CHECK_FALSE(checkChain({}));
  CHECK_FALSE(checkChain({Stage{TopKParams{3}}, Stage{TopPParams{0.5}}}));
  for (const bool isEnabled : {true, false}) {
    const auto error = checkChain({Stage{TopKParams{3}}, Stage{TopPParams{0}, isEnabled}});
    REQUIRE(error);
    CHECK(error->field == "chain[1].p");
    CHECK(error->message ==
          "chain[1].p is 0; allowed: greater than 0 and up to 1 (1 changes nothing).");
  }
  const auto second = checkChain({Stage{TopKParams{3, 0}}});
  REQUIRE(second);
  CHECK(second->field == "chain[0].minKeep");
}

TEST_CASE("a range says in words what it accepts") {
  CHECK(ParamRange{.minimum = 0}.describe() == "from 0");
  CHECK(ParamRange{.minimum = 0, .minimumIsExcluded = true}.describe() == "greater than 0");
  CHECK(ParamRange{.minimum = 0, .maximum = 1}.describe() == "from 0 to 1");
  CHECK(ParamRange{.minimum = 0, .maximum = 1, .minimumIsExcluded = true}.describe() ==
        "greater than 0 and up to 1");
  CHECK(ParamRange{.maximum = 2}.describe() == "up to 2");
  CHECK(ParamRange{}.describe() == "any finite number");
  CHECK(ParamRange{.minimum = -2, .maximum = 0.25}.describe() == "from -2 to 0.25");
}

TEST_CASE("a range holds its ends, or not") {
  const ParamRange closed{.minimum = 0, .maximum = 1};
  CHECK(closed.contains(0));
  CHECK(closed.contains(1));
  CHECK_FALSE(closed.contains(std::nextafter(1.0, 2.0)));
  CHECK_FALSE(closed.contains(-5e-324));
  const ParamRange open{.minimum = 0, .maximum = 1, .minimumIsExcluded = true};
  CHECK_FALSE(open.contains(0));
  CHECK(open.contains(5e-324));
}

TEST_CASE("error codes go by the names that JavaScript sees") {
  CHECK(errorCodeName(ErrorCode::UnknownStage) == "unknownStage");
  CHECK(errorCodeName(ErrorCode::UnknownParameter) == "unknownParameter");
  CHECK(errorCodeName(ErrorCode::UnknownChoice) == "unknownChoice");
  CHECK(errorCodeName(ErrorCode::OutOfRange) == "outOfRange");
  CHECK(errorCodeName(ErrorCode::NotANumber) == "notANumber");
  CHECK(errorCodeName(ErrorCode::EmptyLogits) == "emptyLogits");
  CHECK(errorCodeName(ErrorCode::TooManyTokens) == "tooManyTokens");
  CHECK(errorCodeName(ErrorCode::WrongLength) == "wrongLength");
  CHECK(errorCodeName(ErrorCode::Csv) == "csv");
}

TEST_CASE("dialects go by their names") {
  for (const DialectInfo& info : dialects()) {
    CHECK(mustSucceed(parseDialect(info.id)) == info.dialect);
    CHECK(dialectName(info.dialect) == info.id);
    CHECK(dialectInfo(info.dialect).label == info.label);
  }
  CHECK(dialectName(Dialect::Textbook) == "textbook");
  CHECK(dialectInfo(Dialect::Transformers).version == "5.12.1");
  CHECK(dialectInfo(Dialect::LlamaCpp).version == "0.7.0");
  const Error error = mustFail(parseDialect("textbok"));
  CHECK(error.code == ErrorCode::UnknownChoice);
  CHECK(error.field == "dialect");
  CHECK(error.message.starts_with("dialect is \"textbok\"; allowed: textbook"));
}

} // namespace logitscope
