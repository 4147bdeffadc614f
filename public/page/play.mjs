// @ts-check
// Tokens that come by themselves, while somebody looks.

const pauseMilliseconds = 450;

/** @param {import('./app_handle.mjs').AppHandle} app */
export function playWhileSeen(app) {
  /** @type {any} */
  let timer;
  const tick = () => {
    timer = undefined;
    // Where nothing comes any more, playing is over.
    if (app.act('tick')) app.act('play 0');
  };
  const follow = () => {
    if (app.view().isPlaying && !document.hidden) {
      timer ??= setTimeout(tick, pauseMilliseconds);
    } else {
      clearTimeout(timer);
      timer = undefined;
    }
  };
  app.onChange(follow);
  document.addEventListener('visibilitychange', follow);
}
