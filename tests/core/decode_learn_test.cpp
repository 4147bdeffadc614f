// Vocabularies that grow while text is generated: a model behind an interface names its tokens as they come.

#include "decode_support.h"

namespace logitscope {

using test::Ids;
using test::kInf;
using test::mustDo;
using test::mustRefuse;
using test::mustSucceed;
using test::vocabularyOf;

TEST_CASE("a decoder learns tokens as they are named, with their texts and with what ends a text") {
  const auto before = vocabularyOf({"-"});
  DecodeOptions options;
  options.seed = 1;
  options.stopSequences = {"bc"};
  options.vocabulary = before;
  Decoder decoder = mustSucceed(Decoder::make(options, {}));
  decoder.learn(std::vector<std::string>{"a", "b"}, {});
  mustDo(decoder.advance(std::vector<double>{-kInf, -kInf, 0}));
  CHECK(mustRefuse(decoder.advance(std::vector<double>{0})).field == "logits");
  decoder.learn(std::vector<std::string>{"cd", ""}, Ids{4});
  SUBCASE("a stop sequence is found in texts that came one after the other") {
    mustDo(decoder.advance(std::vector<double>{-kInf, -kInf, -kInf, 0, -kInf}));
    CHECK(decoder.reason() == StopReason::StopSequence);
    CHECK(decoder.trimmedText().empty());
  }
  SUBCASE("an end that was learnt ends the text") {
    mustDo(decoder.advance(std::vector<double>{-kInf, -kInf, -kInf, -kInf, 0}));
    CHECK(decoder.reason() == StopReason::StopToken);
    CHECK(decoder.trimmedText() == "b");
    CHECK(decoder.tokens() == Ids{2, 4});
  }
  CHECK(before->size() == 1);
}

} // namespace logitscope
