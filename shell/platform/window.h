#pragma once

struct SDL_Window;

namespace logitscope::shell {

/// The canvas as SDL sees it: a window with a WebGL 2 context. At most one in a module.
class Window {
public:
  Window() = default;
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  ~Window();

  /// False where the browser has no WebGL 2; then nothing was left behind.
  bool open();
  /// Shows what was drawn.
  void present();

  SDL_Window* handle() const { return window_; }
  void* context() const { return context_; }

private:
  SDL_Window* window_ = nullptr;
  void* context_ = nullptr;
};

} // namespace logitscope::shell
