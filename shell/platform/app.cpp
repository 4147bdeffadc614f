#include "platform/app.h"

#include "model/visible_token.h"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl2.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cstdint>
#include <string_view>
#include <utility>

namespace logitscope::shell {

namespace {

constexpr const char* kShaderVersion = "#version 300 es";
constexpr std::array<const char*, 3> kFontRoles = {"text", "strong", "mono"};

/// After an input Dear ImGui needs a frame to notice it and one to show what it did.
constexpr int kSettlingFrames = 2;

/// Merged, a face adds to the one before it what that one lacks.
ImFont* addFont(std::string& bytes, bool isMerged = false) {
  ImFontConfig config;
  config.MergeMode = isMerged;
  // The bytes live as long as the app.
  config.FontDataOwnedByAtlas = false;
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()), 0,
                                                    &config);
}

/// Two bytes of a font file, most significant first.
int wordAt(const std::string& bytes, std::size_t at) {
  if (at + 1 >= bytes.size()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  return static_cast<std::int16_t>((byte(at) << 8U) | byte(at + 1));
}

/// Where a table of a TrueType file begins; 0 where there is none.
std::size_t tableAt(const std::string& bytes, std::string_view tag) {
  constexpr std::size_t kHeader = 12;
  constexpr std::size_t kRecord = 16;
  const auto count = static_cast<std::size_t>(wordAt(bytes, 4));
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t record = kHeader + i * kRecord;
    if (bytes.compare(record, tag.size(), tag) != 0) continue;
    const auto high =
        static_cast<std::size_t>(static_cast<std::uint16_t>(wordAt(bytes, record + 8)));
    const auto low =
        static_cast<std::size_t>(static_cast<std::uint16_t>(wordAt(bytes, record + 10)));
    return high << 16U | low;
  }
  return 0;
}

/// From the highest to the lowest of a face, in ems: its ascent and descent, by its own account.
float lineOf(const std::string& bytes) {
  const std::size_t head = tableAt(bytes, "head");
  const std::size_t hhea = tableAt(bytes, "hhea");
  const int em = wordAt(bytes, head + 18);
  const int line = wordAt(bytes, hhea + 4) - wordAt(bytes, hhea + 6);
  if (head == 0 || hhea == 0 || em <= 0 || line <= 0) return 1;
  return static_cast<float>(line) / static_cast<float>(em);
}

/// A face is rasterised for the device's pixels only once it has been pushed in a window that knows them; text that
/// is drawn by face and size, as ours is, never pushes one.
void rasteriseForDevice(const Fonts& fonts) {
  for (ImFont* font : {fonts.text, fonts.strong, fonts.mono}) {
    ImGui::PushFont(font, kSizeBody);
    ImGui::PopFont();
  }
}

void clear(ImU32 colour, const CanvasSize& size) {
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(colour);
  glViewport(0, 0, static_cast<int>(size.pixelWidth), static_cast<int>(size.pixelHeight));
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

/// What the picture is, for whoever gets it as a file.
Svg::About aboutPicture(const Store& store) {
  const ViewInfo& info = viewInfo(store.document().view);
  if (info.view == View::Pipeline) return {store.pipeline().sentence, store.pipeline().drawNote};
  return {sentence("{}: {}", {info.label, visibleText(store.document().prompt)}), std::string(info.summary)};
}

} // namespace

App::~App() {
  if (!isOpen_) return;
  contextLost();
  ImGui_ImplSDL2_Shutdown();
  ImGui::DestroyContext();
}

void App::setFont(const std::string& role, std::string bytes) {
  const auto found = std::ranges::find(kFontRoles, role);
  if (found == kFontRoles.end()) return;
  fontBytes_[static_cast<std::size_t>(found - kFontRoles.begin())] = std::move(bytes);
}

bool App::open() {
  if (std::ranges::any_of(fontBytes_, [](const auto& bytes) { return bytes.empty(); }))
    return false;
  if (!window_.open()) return false;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  // Nothing is kept in a file, and there is none.
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  ImGui_ImplSDL2_InitForOpenGL(window_.handle(), window_.context());
  ImGui_ImplOpenGL3_Init(kShaderVersion);
  hasContext_ = true;
  applyBareStyle();
  look_.fonts = {.text = addFont(fontBytes_[0]),
                 .strong = addFont(fontBytes_[1]),
                 .mono = addFont(fontBytes_[2]),
                 .lines = {lineOf(fontBytes_[0]), lineOf(fontBytes_[1]), lineOf(fontBytes_[2])}};
  // The mono face has no sign for a space, and tokens are full of them: the text face fills the
  // gap.
  addFont(fontBytes_[0], true);
  isOpen_ = true;
  return true;
}

void App::contextLost() {
  if (!hasContext_) return;
  hasContext_ = false;
  ImGui_ImplOpenGL3_Shutdown();
}

void App::contextRestored() {
  if (!isOpen_ || hasContext_) return;
  // The textures' pixels are kept on our side; with the next frame Dear ImGui uploads them again.
  ImGui_ImplOpenGL3_Init(kShaderVersion);
  hasContext_ = true;
  settlingFrames_ = kSettlingFrames;
}

void App::point(const Pointer& pointer) {
  if (!isOpen_) return;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(pointer.isTouch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  if (pointer.phase == PointerPhase::Leave) {
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  } else {
    io.AddMousePosEvent(pointer.x, pointer.y);
  }
  if (pointer.phase == PointerPhase::Down) io.AddMouseButtonEvent(0, true);
  if (pointer.phase == PointerPhase::Up) io.AddMouseButtonEvent(0, false);
  settlingFrames_ = kSettlingFrames;
}

bool App::frame(double freshSeed) {
  if (!hasContext_ || size_.width <= 0 || size_.height <= 0) return false;
  const bool isWorking = store_.goOn();
  startFrame();
  drawPanels(freshSeed);
  finishFrame();
  const bool isSettling = settlingFrames_ > 0;
  settlingFrames_ = std::max(0, settlingFrames_ - 1);
  return isMoving_ || isSettling || isWorking;
}

bool App::isOverButton() const {
  return hasContext_ && ImGui::GetMouseCursor() == ImGuiMouseCursor_Hand;
}

void App::startFrame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  // SDL knows the canvas in whole CSS pixels and one ratio; at a ratio of 1.25 neither is exact.
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {size_.width, size_.height};
  io.DisplayFramebufferScale = {size_.pixelWidth / size_.width, size_.pixelHeight / size_.height};
  look_.hairline = size_.width / size_.pixelWidth;
  ImGui::NewFrame();
  browserText_.begin(look_.hairline);
}

std::string App::svg() {
  if (!hasContext_ || size_.width <= 0 || height_ <= 0) return {};
  Svg svg({size_.width, height_}, aboutPicture(store_));
  startFrame();
  drawPanels(0, &svg);
  // Nothing of it is shown: the next frame puts the pointer back in.
  ImGui::Render();
  settlingFrames_ = kSettlingFrames;
  return std::move(svg).finished();
}

void App::drawPanels(double freshSeed, Svg* svg) {
  constexpr ImGuiWindowFlags kBare = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                                     ImGuiWindowFlags_NoSavedSettings;
  Actions actions;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("view", nullptr, kBare);
  rasteriseForDevice(look_.fonts);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  hits_.begin(origin);
  Painter painter(
      {*ImGui::GetWindowDrawList(), look_.fonts, look_.hairline, svg, &browserText_, origin});
  PanelContext context{.painter = painter,
                       .look = look_,
                       .hits = hits_,
                       .origin = origin,
                       .width = size_.width,
                       .now = ImGui::GetTime(),
                       .isStill = svg != nullptr};
  if (svg != nullptr) painter.fill(boxAt(origin, {size_.width, height_}), look_.palette.panel);
  height_ = drawView(context, freshSeed, actions);
  isMoving_ = context.wantsMotion;
  ImGui::End();
  for (const Action& action : actions) {
    // A slider offers what a stage allows, and a row what the chain left; a recorded answer allows less.
    if (const auto error = store_.dispatch(action)) store_.say(error->message);
    settlingFrames_ = kSettlingFrames;
  }
}

float App::drawView(PanelContext& context, double freshSeed, Actions& actions) {
  const Document& document = store_.document();
  const auto controls = controlsInPicture(store_.controls(), document.view);
  switch (document.view) {
  case View::Pipeline:
    return drawPipelinePanel({document, store_.pipeline(), controls, freshSeed}, pipeline_, context,
                             actions);
  case View::Builder:
    return drawBuilderPanel({store_.builder(), controls, store_.canUndo(), store_.canRedo(), freshSeed},
                            builder_, context, actions);
  case View::Strategies:
    return drawStrategiesPanel(store_.strategies(), context, actions);
  case View::Entropy:
    return drawEntropyPanel(store_.entropy(), entropy_, context, actions);
  case View::Tail:
    return drawTailPanel(store_.tail(), controls, tail_, context, actions);
  case View::Chain:
    return drawChainPanel(store_.chain(), controls, chain_, context, actions);
  case View::Beam:
    return drawBeamPanel(store_.beam(), beam_, context, actions);
  case View::Draws:
    return drawDrawsPanel(store_.draws(), controls, draws_, context, actions);
  case View::Sweep:
    return drawSweepPanel(store_.sweep(), controls, context, actions);
  case View::Edge:
    return drawEdgePanel(store_.edge(), context, actions);
  }
  return 0;
}

void App::finishFrame() {
  ImGui::Render();
  clear(look_.palette.panel, size_);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  window_.present();
}

} // namespace logitscope::shell
