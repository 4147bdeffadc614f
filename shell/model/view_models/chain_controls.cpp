#include "model/view_models/chain_controls.h"

#include <string>

namespace logitscope::shell {

namespace {

TwinChoice presetChoice() {
  TwinChoice choice{.id = "preset", .label = "Preset", .action = "preset", .help = "Recipes, and what libraries do unless told otherwise."};
  choice.options.push_back({"", "Choose one …"});
  for (const Preset& preset : presets())
    choice.options.push_back({std::string(preset.id), std::string(preset.label)});
  return choice;
}

TwinChoice dialectChoice(Dialect current) {
  TwinChoice choice{.id = "dialect",
                    .label = "Whose rules",
                    .value = std::string(dialectName(current)),
                    .action = "dialect",
                    .help = std::string(dialectInfo(current).summary)};
  for (const DialectInfo& info : dialects()) {
    std::string label(info.label);
    if (!info.version.empty()) label += " " + std::string(info.version);
    choice.options.push_back({std::string(info.id), std::move(label)});
  }
  return choice;
}

TwinChoice stageChoice() {
  TwinChoice choice{.id = "add-stage", .label = "Add a stage", .action = "add", .help = "It acts after those that are there."};
  choice.options.push_back({"", "Choose one …"});
  for (const StageInfo& info : stages())
    choice.options.push_back({std::string(info.id), std::string(info.label)});
  return choice;
}

TwinTable chainTable(const Chain& chain) {
  TwinTable table{.id = "chain", .caption = "The chain, in the order in which it acts"};
  table.columns = {{"#"}, {"stage", true}, {"what it does", true}};
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const StageInfo& info = stageInfo(chain[i].kind());
    table.rows.push_back({.cells = {std::to_string(i + 1), std::string(info.label), std::string(info.summary)},
                          .state = chain[i].isEnabled ? "kept" : "removed",
                          .id = i});
  }
  return table;
}

/// Up, on or off, and out, for every stage.
TwinButtons stageButtons(const Chain& chain, std::size_t i) {
  const std::string place = std::to_string(i);
  const std::string label(stageInfo(chain[i].kind()).label);
  const bool isOn = chain[i].isEnabled;
  return {"stage-" + place,
          label,
          {{.label = "Earlier",
            .action = "move " + place + " " + std::to_string(i == 0 ? 0 : i - 1),
            .isEnabled = i > 0,
            .hint = label + " earlier"},
           {.label = "On",
            .action = "enable " + place + (isOn ? " 0" : " 1"),
            .isPressed = isOn,
            .isSwitch = true,
            .hint = label + " on"},
           {.label = "Remove", .action = "remove " + place, .hint = "Remove " + label}}};
}

} // namespace

Twin chainControls(const Document& document) {
  Twin twin;
  twin.emplace_back(presetChoice());
  twin.emplace_back(dialectChoice(document.dialect));
  twin.emplace_back(stageChoice());
  twin.emplace_back(chainTable(document.chain));
  for (std::size_t i = 0; i < document.chain.size(); ++i)
    twin.emplace_back(stageButtons(document.chain, i));
  twin.emplace_back(TwinButtons{
      "prompt-counts",
      "Penalties",
      {{.label = "Penalties count the prompt too",
        .action = document.promptCounts ? "promptCounts 0" : "promptCounts 1",
        .isPressed = document.promptCounts,
        .isSwitch = true}}});
  return twin;
}

} // namespace logitscope::shell
