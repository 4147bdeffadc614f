// SDL copies pixels between surfaces of any two formats by functions of its own, several hundred of them, and names
// them all in one table. Here it makes a window and a WebGL context, and never has a surface: defined here, the three
// ways into that table leave it out of what readers download (972 kB of wasm became 779, 24 kB less after brotli).

#include <SDL.h>

extern "C" {

// As SDL's own headers declare them, which are not installed (SDL_blit.h, SDL_RLEaccel_c.h of SDL 2).
int SDL_CalculateBlit(SDL_Surface* surface);
int SDL_RLESurface(SDL_Surface* surface);
void SDL_UnRLESurface(SDL_Surface* surface, int recode);

int SDL_CalculateBlit(SDL_Surface* /*surface*/) {
  return SDL_SetError("Surfaces are not used here.");
}

int SDL_RLESurface(SDL_Surface* /*surface*/) {
  return SDL_SetError("Surfaces are not used here.");
}

void SDL_UnRLESurface(SDL_Surface* /*surface*/, int /*recode*/) {}

} // extern "C"
