// SDL, and Dear ImGui's backend for it, listen to gamepads and know a hundred of them by name. Nothing here is done
// with one: defined here, the ways into that part leave it out of what readers download
// (848 kB of wasm became 804, 13 kB less after brotli).

#include <SDL.h>

extern "C" {

// As SDL's own headers declare them, which are not installed (SDL_joystick_c.h, SDL_gamecontroller_c.h of SDL 2).
int SDL_JoystickInit(void);
void SDL_JoystickQuit(void);
int SDL_GameControllerInit(void);
void SDL_GameControllerQuit(void);

int SDL_JoystickInit(void) {
  return 0;
}
void SDL_JoystickQuit(void) {}
int SDL_GameControllerInit(void) {
  return 0;
}
void SDL_GameControllerQuit(void) {}

void SDL_JoystickUpdate(void) {}
int SDL_JoystickEventState(int /*state*/) {
  return SDL_IGNORE;
}
int SDL_NumJoysticks(void) {
  return 0;
}
SDL_bool SDL_IsGameController(int /*index*/) {
  return SDL_FALSE;
}

SDL_GameController* SDL_GameControllerOpen(int /*index*/) {
  return nullptr;
}
void SDL_GameControllerClose(SDL_GameController* /*gamepad*/) {}
Sint16 SDL_GameControllerGetAxis(SDL_GameController* /*gamepad*/, SDL_GameControllerAxis /*axis*/) {
  return 0;
}
Uint8 SDL_GameControllerGetButton(SDL_GameController* /*gamepad*/, SDL_GameControllerButton /*button*/) {
  return 0;
}

} // extern "C"
