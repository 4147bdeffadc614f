// @ts-check
// Which tags of a page are alive. A live one holds a frame with a WebGL context, of which browsers grant a page sixteen at
// most, so only what the reader can see is: a tag wakes as it comes near the screen, and the one that has been out of
// sight for longest goes to sleep for it.

/** @typedef {{ wake(): void, sleep(): void, isBusy: boolean }} Sleeper */

export const mostAlive = 6;

const nearby = '200px';

/** Of one tag. @typedef {{ isNear: boolean, isAlive: boolean, leftAt: number }} Life */

/** @type {Map<Sleeper & Element, Life>} */
const lives = new Map();

/** @type {IntersectionObserver | undefined} */
let observer;

/** @param {Sleeper & Element} tag */
export function join(tag) {
  lives.set(tag, { isNear: false, isAlive: false, leftAt: -Infinity });
  observer ??= new IntersectionObserver(notice, { rootMargin: nearby });
  observer.observe(tag);
}

/** @param {Sleeper & Element} tag */
export function leave(tag) {
  lives.delete(tag);
  observer?.unobserve(tag);
  if (lives.size > 0) return wakeWhoWaits();
  observer?.disconnect();
  observer = undefined;
}

/** Somebody asks for this one, whether it is seen or not. @param {Sleeper & Element} tag */
export function need(tag) {
  const life = lives.get(tag);
  if (!life || life.isAlive) return;
  makeRoom();
  if (countAlive() < mostAlive) wake(tag, life);
}

/** One that was busy may go now. */
export function calm() {
  wakeWhoWaits();
}

const countAlive = () => [...lives.values()].filter(({ isAlive }) => isAlive).length;

/** @param {IntersectionObserverEntry[]} entries */
function notice(entries) {
  for (const { target, isIntersecting, time } of entries) {
    const life = lives.get(/** @type {Sleeper & Element} */ (target));
    if (!life) continue;
    if (life.isNear && !isIntersecting) life.leftAt = time;
    life.isNear = isIntersecting;
  }
  wakeWhoWaits();
}

function wakeWhoWaits() {
  for (const [tag, life] of lives) {
    if (!life.isAlive && (life.isNear || tag.isBusy)) need(tag);
  }
}

function makeRoom() {
  if (countAlive() < mostAlive) return;
  const idle = [...lives].filter(([tag, life]) => life.isAlive && !life.isNear && !tag.isBusy);
  const longest = idle.sort(([, a], [, b]) => a.leftAt - b.leftAt)[0];
  if (!longest) return;
  longest[1].isAlive = false;
  longest[0].sleep();
}

/** @param {Sleeper & Element} tag @param {Life} life */
function wake(tag, life) {
  life.isAlive = true;
  tag.wake();
}
