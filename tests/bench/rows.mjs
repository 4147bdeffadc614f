// Rows of logits in the three shapes that bench.cpp has too, and what a call over one costs.

/** A normal number. */
const bell = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
export const shapes = {
  peaked: (place) => (place === 0 ? 30 : bell()),
  model: (place) => Math.max(14 - 2.2 * Math.log(1 + place), -2 + 2 * bell()),
  flat: () => 0.01 * Math.random(),
};

export function makeLogits(shape, size) {
  const logits = new Float32Array(size);
  for (let i = 0; i < size; ++i) logits[(i * 100003) % size] = shapes[shape](i);
  return logits;
}

/** In milliseconds. What answers later is waited for. */
export async function medianTime(work, rounds) {
  const times = [];
  for (let i = 0; i < rounds; ++i) {
    const start = performance.now();
    const answer = work();
    if (answer instanceof Promise) await answer;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}

/** How many times as long theirs takes as ours, at the size; the least of the three shapes. */
export async function leastRatio(size, ours, theirs) {
  let least = Infinity;
  for (const shape of Object.keys(shapes)) {
    const logits = makeLogits(shape, size);
    for (let i = 0; i < 3; ++i) { ours(logits); await theirs(logits); }
    least = Math.min(least, await medianTime(() => theirs(logits), 7) / await medianTime(() => ours(logits), 41));
  }
  return least;
}
