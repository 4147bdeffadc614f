// What SDL can do and the page never asks for: copy pixels between surfaces of any two formats, by several hundred
// functions; play sound; read joysticks and game controllers, with a table of all that were ever sold; read sensors. SDL
// starts these by name, so the linker keeps them. Defined here, the ways into them leave them out of what readers download
// (972 kB of wasm became 779 without the copying, 46 less without the rest).
//
// Nor does anybody ask SDL for an event: pointers, keys and sizes reach us from canvas.mjs. And the page calls OpenGL's
// functions by what they are, never by name (52 kB of wasm less, and 59 of JavaScript).

#include <SDL.h>

namespace {

int refuse() {
  return SDL_SetError("Left out.");
}

} // namespace

extern "C" {

// ---- surfaces; as SDL's own headers declare them, which are not installed (SDL_blit.h, SDL_RLEaccel_c.h of SDL 2)

int SDL_CalculateBlit(SDL_Surface* surface);
int SDL_RLESurface(SDL_Surface* surface);
void SDL_UnRLESurface(SDL_Surface* surface, int recode);

int SDL_CalculateBlit(SDL_Surface* /*surface*/) {
  return refuse();
}

int SDL_RLESurface(SDL_Surface* /*surface*/) {
  return refuse();
}

void SDL_UnRLESurface(SDL_Surface* /*surface*/, int /*recode*/) {}

// ---- events, and a window without WebGL; SDL_emscriptenevents.h, SDL_emscriptenframebuffer.h

void Emscripten_RegisterEventHandlers(void* window);
void Emscripten_UnregisterEventHandlers(void* window);
int Emscripten_HandleCanvasResize(int type, const void* reserved, void* window);
int Emscripten_CreateWindowFramebuffer(void* device, SDL_Window* window, Uint32* format, void** pixels, int* pitch);
int Emscripten_UpdateWindowFramebuffer(void* device, SDL_Window* window, const SDL_Rect* areas, int count);
void Emscripten_DestroyWindowFramebuffer(void* device, SDL_Window* window);

void Emscripten_RegisterEventHandlers(void* /*window*/) {}

void Emscripten_UnregisterEventHandlers(void* /*window*/) {}

int Emscripten_HandleCanvasResize(int /*type*/, const void* /*reserved*/, void* /*window*/) {
  return 0;
}

int Emscripten_CreateWindowFramebuffer(void* /*device*/, SDL_Window* /*window*/, Uint32* /*format*/, void** /*pixels*/,
                                       int* /*pitch*/) {
  return refuse();
}

int Emscripten_UpdateWindowFramebuffer(void* /*device*/, SDL_Window* /*window*/, const SDL_Rect* /*areas*/,
                                       int /*count*/) {
  return refuse();
}

void Emscripten_DestroyWindowFramebuffer(void* /*device*/, SDL_Window* /*window*/) {}

// ---- the pointer's shapes, drawn by SDL from pictures; canvas.mjs sets the one that the page has. SDL_emscriptenmouse.h

void Emscripten_InitMouse();
void Emscripten_FiniMouse();

void Emscripten_InitMouse() {}

void Emscripten_FiniMouse() {}

// ---- OpenGL's functions by name, which would bring in all of them, in C and in JavaScript; ours are linked directly

void* eglGetProcAddress(const char* name);

void* eglGetProcAddress(const char* /*name*/) {
  return nullptr;
}

// ---- what the browser's screen and pointer can do; the page is neither full-screen nor does it hold the pointer, and
// draws when something has changed. In the page these are JavaScript, which would be downloaded too (html5.h, EGL/egl.h)

int emscripten_request_fullscreen_strategy(const char* target, int isDeferred, const void* strategy);
int emscripten_exit_fullscreen();
int emscripten_request_pointerlock(const char* target, int isDeferred);
int emscripten_exit_pointerlock();
void emscripten_sleep(unsigned int milliseconds);
unsigned int eglSwapInterval(void* display, int interval);

int emscripten_request_fullscreen_strategy(const char* /*target*/, int /*isDeferred*/, const void* /*strategy*/) {
  return refuse();
}

int emscripten_exit_fullscreen() {
  return refuse();
}

int emscripten_request_pointerlock(const char* /*target*/, int /*isDeferred*/) {
  return refuse();
}

int emscripten_exit_pointerlock() {
  return refuse();
}

void emscripten_sleep(unsigned int /*milliseconds*/) {}

unsigned int eglSwapInterval(void* /*display*/, int /*interval*/) {
  return 1;
}

// ---- sound

int SDL_AudioInit(const char* /*driver*/) {
  return refuse();
}

void SDL_AudioQuit() {}

// ---- joysticks, game controllers and sensors; the first six of SDL_joystick_c.h, SDL_gamecontroller_c.h, SDL_sensor_c.h

int SDL_JoystickInit();
void SDL_JoystickQuit();
int SDL_GameControllerInit();
void SDL_GameControllerQuit();
int SDL_SensorInit();
void SDL_SensorQuit();

int SDL_JoystickInit() {
  return refuse();
}

void SDL_JoystickQuit() {}

int SDL_GameControllerInit() {
  return refuse();
}

void SDL_GameControllerQuit() {}

int SDL_SensorInit() {
  return refuse();
}

void SDL_SensorQuit() {}

int SDL_NumJoysticks() {
  return 0;
}

void SDL_JoystickUpdate() {}

int SDL_JoystickEventState(int /*state*/) {
  return SDL_IGNORE;
}

int SDL_NumSensors() {
  return 0;
}

void SDL_SensorUpdate() {}

SDL_bool SDL_IsGameController(int /*device*/) {
  return SDL_FALSE;
}

SDL_GameController* SDL_GameControllerOpen(int /*device*/) {
  refuse();
  return nullptr;
}

void SDL_GameControllerClose(SDL_GameController* /*controller*/) {}

Uint8 SDL_GameControllerGetButton(SDL_GameController* /*controller*/, SDL_GameControllerButton /*button*/) {
  return 0;
}

Sint16 SDL_GameControllerGetAxis(SDL_GameController* /*controller*/, SDL_GameControllerAxis /*axis*/) {
  return 0;
}

// ---- text as a number: SDL reads hints about the mouse so, which nobody gives, and by a long double in software

float strtof(const char* text, char** end);
double strtod(const char* text, char** end);
long double strtold(const char* text, char** end);

double strtod(const char* text, char** end) {
  if (end != nullptr) *end = const_cast<char*>(text);
  return 0;
}

float strtof(const char* text, char** end) {
  return static_cast<float>(strtod(text, end));
}

long double strtold(const char* text, char** end) {
  return strtod(text, end);
}

// ---- sines of angles beyond a million turns; Dear ImGui's go once round

int __rem_pio2_large(double* parts, double* remainder, int exponent, int count, int precision);

int __rem_pio2_large(double* /*parts*/, double* remainder, int /*exponent*/, int /*count*/, int /*precision*/) {
  remainder[0] = 0;
  remainder[1] = 0;
  return 0;
}

} // extern "C"
