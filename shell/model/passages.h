#pragma once

#include <array>
#include <string_view>

namespace logitscope::shell {

/// A text whose entropy the page offers to show. None shares six tokens in a row with what the page's
/// model learnt, so that it cannot recite them; all use enough of its turns of phrase that between them
/// every band occurs. tests/shell/passages_test.cpp holds both against the texts.
struct Passage {
  /// In links: "fact".
  std::string_view name;
  std::string_view label;
  std::string_view text;
};

inline constexpr std::array<Passage, 3> kPassages = {{
    {"fact", "Fact",
     "What is the capital of Switzerland? Not Zurich: Bern is the capital of that country. "
     "Brazil's capital is young, and the capital of Myanmar is younger still. Peru's capital "
     "is close to the sea; Nepal's capital is among mountains; Mongolia's capital is cold. La "
     "Paz, the capital of clouds, lies so high that water boils early. Bonn was founded by "
     "Romans and is the capital of nothing now. The capital of music is Vienna."},
    {"fiction", "Fiction",
     "The cat sat on the piano. \"Does it hurt?\" asked the moth.\n"
     "\"Only today,\" said the piano. \"She opened the door and sang. That hurt.\"\n"
     "\"Nobody asked you,\" said the cat and yawned. At last the cat sat on the low keys, where "
     "middle C lives, until a small sound came out. \"Who called?\" asked the sound.\n"
     "The piano, who had been silent for years, said, \"Again.\""},
    {"code", "Code",
     R"text(ropes = [12, 7, 30]
for i in ropes:
    print(3 // i)

def tie(rope):
    if rope == 0:
        rope = 4
    for i in rope:
        if i % 4 == 0:
            print(i, rope)

def cut(rope):
    return rope // 2

while ropes:
    print(cut(ropes.pop()))

print(len("rope"))  # four
print(tie(ropes)))text"},
}};

/// Offered first, and opened, where an answer was recorded: its own text.
inline constexpr Passage kAnswerPassage = {"answer", "Answer", ""};

} // namespace logitscope::shell
