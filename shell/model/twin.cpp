#include "model/twin.h"

#include "logitscope/csv.h"
#include "model/json.h"

#include <array>

namespace logitscope::shell {

namespace {

constexpr std::array<std::string_view, 5> kTextKinds = {"heading", "paragraph", "help", "sentence",
                                                        "formula"};

struct BlockWriter {
  JsonWriter& out;

  void operator()(const TwinText& block) const {
    out.field("kind", kTextKinds[static_cast<std::size_t>(block.kind)]).field("id", block.id);
    const std::size_t mark = std::min(block.markedFrom, block.text.size());
    out.field("text", std::string_view(block.text).substr(0, mark));
    out.field("marked", std::string_view(block.text).substr(mark));
  }

  void operator()(const TwinTable& block) const {
    out.field("kind", "table").field("id", block.id).field("caption", block.caption);
    out.key("columns").beginArray();
    for (const TwinColumn& column : block.columns)
      out.beginObject().field("head", column.head).field("words", column.isWords).endObject();
    out.endArray().key("rows").beginArray();
    for (const TwinRow& row : block.rows) {
      out.beginObject().field("id", row.id).field("state", row.state).field("action", row.action);
      out.key("cells").beginArray();
      for (const std::string& cell : row.cells)
        out.value(cell);
      out.endArray().endObject();
    }
    out.endArray().field("rest", block.rest);
  }

  void operator()(const TwinButtons& block) const {
    out.field("kind", "buttons").field("id", block.id).field("label", block.label);
    out.key("buttons").beginArray();
    for (const TwinButton& button : block.buttons) {
      out.beginObject().field("label", button.label).field("action", button.action);
      out.field("enabled", button.isEnabled).field("hint", button.hint);
      out.field("switch", button.isSwitch).field("pressed", button.isPressed).endObject();
    }
    out.endArray();
  }

  void operator()(const TwinChips& block) const {
    out.field("kind", "chips").field("id", block.id).field("label", block.label);
    out.key("chips").beginArray();
    for (const TwinChip& chip : block.chips) {
      out.beginObject().field("text", chip.text).field("action", chip.action);
      out.field("band", chip.band).field("marked", chip.isMarked);
      out.field("current", chip.isCurrent).field("hint", chip.hint).endObject();
    }
    out.endArray();
  }

  void operator()(const TwinFigures& block) const {
    out.field("kind", "figures").field("id", block.id).key("figures").beginArray();
    for (const TwinFigure& figure : block.figures) {
      out.beginObject().field("name", figure.name).field("value", figure.value);
      out.field("help", figure.help).endObject();
    }
    out.endArray();
  }

  void operator()(const TwinField& block) const {
    out.field("kind", "field").field("id", block.id).field("label", block.label);
    out.field("value", block.value).field("action", block.action).field("help", block.help);
    if (block.step > 0) out.field("from", block.from).field("to", block.to).field("step", block.step);
  }

  void operator()(const TwinChoice& block) const {
    out.field("kind", "choice").field("id", block.id).field("label", block.label);
    out.field("value", block.value).field("action", block.action).field("help", block.help);
    out.key("options").beginArray();
    for (const TwinOption& option : block.options)
      out.beginObject().field("value", option.value).field("label", option.label).endObject();
    out.endArray();
  }
};

} // namespace

void writeJson(JsonWriter& out, const Twin& twin) {
  out.beginArray();
  for (const TwinBlock& block : twin) {
    out.beginObject();
    std::visit(BlockWriter{out}, block);
    out.endObject();
  }
  out.endArray();
}

std::string tableCsv(const Twin& twin, std::string_view id) {
  std::string text;
  const auto field = [&](std::string_view content, bool isFirst) {
    if (!isFirst) text += ',';
    text += csvField(content);
  };
  for (const TwinBlock& block : twin) {
    const auto* table = std::get_if<TwinTable>(&block);
    if (table == nullptr || table->id != id) continue;
    for (const TwinColumn& column : table->columns)
      field(column.head, &column == table->columns.data());
    text += "\r\n";
    for (const TwinRow& row : table->rows) {
      for (const std::string& cell : row.cells)
        field(cell, &cell == row.cells.data());
      text += "\r\n";
    }
  }
  return text;
}

} // namespace logitscope::shell
