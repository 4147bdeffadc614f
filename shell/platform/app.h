#pragma once

#include "model/store.h"
#include "panels/beam_panel.h"
#include "panels/builder_panel.h"
#include "panels/chain_panel.h"
#include "panels/draws_panel.h"
#include "panels/edge_panel.h"
#include "panels/entropy_panel.h"
#include "panels/pipeline_panel.h"
#include "panels/strategies_panel.h"
#include "panels/sweep_panel.h"
#include "platform/browser_text.h"
#include "panels/tail_panel.h"
#include "platform/window.h"
#include "theme.h"
#include "widgets/panel_context.h"
#include "widgets/svg.h"

#include <array>
#include <span>
#include <string>

namespace logitscope::shell {

/// The canvas's size: in CSS pixels, which is what panels think in, and in device pixels.
struct CanvasSize {
  float width = 0;
  float height = 0;
  float pixelWidth = 0;
  float pixelHeight = 0;
};

enum class PointerPhase { Move, Down, Up, Leave };

/// A mouse, pen or finger, in CSS pixels from the canvas's corner.
struct Pointer {
  PointerPhase phase = PointerPhase::Move;
  float x = 0;
  float y = 0;
  bool isTouch = false;
};

/// Store, window and Dear ImGui together. Draws when told to and never by itself: who owns the
/// page's time is canvas.mjs.
class App {
public:
  App() = default;
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  ~App();

  Store& store() { return store_; }
  const Store& store() const { return store_; }

  /// The bytes of a face, before [open]: "text", "strong" or "mono".
  void setFont(const std::string& role, std::string bytes);
  /// Takes the canvas. False where there is no WebGL 2; everything but drawing works all the same.
  bool open();

  void resize(const CanvasSize& size) { size_ = size; }
  void setTheme(ThemeName name) { look_.palette = paletteOf(name); }
  void setMotionReduced(bool isReduced) { look_.isMotionReduced = isReduced; }
  void setTouched(bool isTouched) { look_.isTouched = isTouched; }
  void point(const Pointer& pointer);

  /// The browser took the WebGL context away: nothing may be drawn until it is back.
  void contextLost();
  /// It is back, and empty: everything that lived in it is made anew. The document never knew.
  void contextRestored();

  /// Draws one frame and carries out what was done to it. True when the picture is still moving and
  /// wants another. [freshSeed] is used up where the reader asks for chance.
  bool frame(double freshSeed);
  /// Whether the pointer was over something to press in the last frame.
  bool isOverButton() const;
  /// Height that the content needs, in CSS pixels; known after the first frame.
  float contentHeight() const { return height_; }
  /// Where the sliders and buttons of the last frame lie.
  std::span<const HitBox> boxes() const { return hits_.boxes(); }

  /// The picture as it stands, nothing hovered, as an SVG document; empty before [open].
  std::string svg();

private:
  void startFrame();
  void drawPanels(double freshSeed, Svg* svg = nullptr);
  /// The panel of the view that is open. Gives its height.
  float drawView(PanelContext& context, double freshSeed, Actions& actions);
  void finishFrame();

  Store store_;
  Window window_;
  Look look_{.palette = paletteOf(ThemeName::Light)};
  CanvasSize size_;
  PipelinePanelState pipeline_;
  BuilderPanelState builder_;
  EntropyPanelState entropy_;
  TailPanelState tail_;
  ChainPanelState chain_;
  BeamPanelState beam_;
  DrawsPanelState draws_;
  Hits hits_;
  BrowserText browserText_;
  float height_ = 0;
  bool isMoving_ = false;
  std::array<std::string, 3> fontBytes_;
  int settlingFrames_ = 0;
  bool isOpen_ = false;
  bool hasContext_ = false;
};

} // namespace logitscope::shell
