#include "platform/window.h"

#include <SDL.h>

namespace logitscope::shell {

namespace {

/// Any size: canvas.mjs sets the real one before the first frame, to the device pixel. A window
/// that SDL thinks resizable or high-dpi would be measured again by SDL, which rounds.
constexpr int kFirstSize = 64;

} // namespace

bool Window::open() {
  // It listens to nothing: sdl_left_out.cpp. Its "#canvas" is ours, which canvas.mjs registers under that name, wherever it
  // stands in the document.
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;

  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  window_ = SDL_CreateWindow("Logitscope", 0, 0, kFirstSize, kFirstSize, SDL_WINDOW_OPENGL);
  if (window_ != nullptr) context_ = SDL_GL_CreateContext(window_);
  if (context_ != nullptr) return true;
  if (window_ != nullptr) SDL_DestroyWindow(window_);
  window_ = nullptr;
  SDL_Quit();
  return false;
}

void Window::present() {
  SDL_GL_SwapWindow(window_);
}

Window::~Window() {
  if (window_ == nullptr) return;
  SDL_GL_DeleteContext(context_);
  SDL_DestroyWindow(window_);
  SDL_Quit();
}

} // namespace logitscope::shell
