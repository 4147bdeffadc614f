#include "platform/app.h"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl2.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <utility>

namespace logitscope::shell {

namespace {

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

} // namespace

App::~App() {
  if (!isOpen_) return;
  ImGui_ImplOpenGL3_Shutdown();
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
  ImGui_ImplOpenGL3_Init("#version 300 es");
  applyBareStyle();
  look_.fonts = {addFont(fontBytes_[0]), addFont(fontBytes_[1]), addFont(fontBytes_[2])};
  // The mono face has no sign for a space, and tokens are full of them: the text face fills the
  // gap.
  addFont(fontBytes_[0], true);
  isOpen_ = true;
  return true;
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
  if (!isOpen_ || size_.width <= 0 || size_.height <= 0) return false;
  startFrame();
  drawPanels(freshSeed);
  finishFrame();
  const bool isSettling = settlingFrames_ > 0;
  settlingFrames_ = std::max(0, settlingFrames_ - 1);
  return isMoving_ || isSettling;
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
}

std::string App::svg() {
  if (!isOpen_ || size_.width <= 0 || height_ <= 0) return {};
  const PipelineView& view = store_.pipeline();
  Svg svg({size_.width, height_}, {view.sentence, view.drawNote});
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
  Painter painter({*ImGui::GetWindowDrawList(), look_.fonts, look_.hairline, svg, nullptr, origin});
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
    // A slider offers only what is allowed, so there is nothing to say here when one is refused.
    store_.dispatch(action);
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
  case View::Entropy:
    return drawEntropyPanel(store_.entropy(), entropy_, context, actions);
  case View::Tail:
    return drawTailPanel(store_.tail(), controls, tail_, context, actions);
  case View::Strategies:
    break;
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
