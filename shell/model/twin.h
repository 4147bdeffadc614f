#pragma once

// What the HTML says beside the canvas, as data: every view hands out a list of blocks, and the page
// turns each kind of block into HTML, knowing nothing of views. What can be pressed carries an action
// in words (action_text.h), so whatever the canvas lets a reader do the HTML lets them do too.

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace logitscope::shell {

class JsonWriter;

struct TwinText {
  enum class Kind { Heading, Paragraph, Help, Sentence, Formula };
  std::string id;
  Kind kind = Kind::Paragraph;
  std::string text;
  /// Where a part of the text stands out, from this byte on; npos for nowhere.
  std::size_t markedFrom = std::string::npos;
};

struct TwinColumn {
  std::string head;
  /// Aligned left; figures are aligned right.
  bool isWords = false;
};

struct TwinRow {
  std::vector<std::string> cells;
  /// "kept", "removed", "picked".
  std::string state;
  /// What pressing the row's token does; empty for nothing.
  std::string action;
  /// The token's id, where the row is a token's.
  std::size_t id = 0;
};

struct TwinTable {
  std::string id;
  std::string caption;
  std::vector<TwinColumn> columns;
  std::vector<TwinRow> rows;
  /// What is not in it: "and 50,227 more, 0.31 % together".
  std::string rest;
};

struct TwinButton {
  std::string label;
  std::string action;
  bool isEnabled = true;
  /// A switch that is on.
  bool isPressed = false;
  bool isSwitch = false;
  /// What a screen reader says in place of the label, where that says too little.
  std::string hint;
};

struct TwinButtons {
  std::string id;
  std::string label;
  std::vector<TwinButton> buttons;
};

struct TwinChip {
  std::string text;
  std::string action;
  /// 0 for none, else 1 to 5 with the letters A to E.
  int band = 0;
  bool isMarked = false;
  bool isCurrent = false;
  /// Everything about it, in a sentence.
  std::string hint;
};

/// Tokens one after the other, as running text.
struct TwinChips {
  std::string id;
  std::string label;
  std::vector<TwinChip> chips;
};

struct TwinFigure {
  std::string name;
  std::string value;
  std::string help;
};

struct TwinFigures {
  std::string id;
  std::vector<TwinFigure> figures;
};

/// A field whose content is the argument of an action.
struct TwinField {
  std::string id;
  std::string label;
  std::string value;
  /// "search": what is typed follows it.
  std::string action;
  std::string help;
  /// A slider from here to there, where it has a step; else a text.
  double from = 0;
  double to = 0;
  double step = 0;
};

struct TwinOption {
  std::string value;
  std::string label;
};

/// One of several, the argument of an action.
struct TwinChoice {
  std::string id;
  std::string label;
  std::string value;
  std::string action;
  std::vector<TwinOption> options;
  std::string help;
};

using TwinBlock = std::variant<TwinText, TwinTable, TwinButtons, TwinChips, TwinFigures, TwinField,
                               TwinChoice>;
using Twin = std::vector<TwinBlock>;

/// The table of that id as CSV, its texts as they are shown; empty where there is none.
std::string tableCsv(const Twin& twin, std::string_view id);

/// An array of objects, each with its "kind".
void writeJson(JsonWriter& out, const Twin& twin);

} // namespace logitscope::shell
