// The picture as pixels: what colours it has, where its bars are and how sharp their edges.

/// The theme's colours that carry a meaning, as look.md gives them.
export const kColours = {
  light: { panel: 0xffffff, text: 0x1b1d22, muted: 0x5b606b, kept: 0x2f5fd0, removed: 0x6e737d, picked: 0xb4470b },
  dark: { panel: 0x171a20, text: 0xeceef2, muted: 0xa3a9b5, kept: 0x86a8ff, removed: 0x8a909c, picked: 0xff9a4d },
};

// One step of rounding in each of the two conversions between bytes and fractions.
const kTolerance = 2;
const kBarHeight = 16;

/// The canvas, as far as it is in the viewport once scrolled into it.
export async function photograph(page) {
  const clip = await page.evaluate(async () => {
    const canvas = document.querySelector('#canvas');
    canvas.scrollIntoView({ block: 'start' });
    // What was scrolled or drawn is on the screen a frame or two later, and a picture of the screen is what is taken.
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    const box = canvas.getBoundingClientRect();
    // Even numbers are whole device pixels at 1.5 too; between two pixels the browser would blur the picture.
    const even = (edge) => 2 * Math.round(edge / 2);
    // The round corners of the card are the page's.
    const corner = 6;
    const [left, top] = [Math.max(0, box.left), Math.max(0, box.top)].map((edge) => even(edge + corner));
    const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)].map((edge) => even(edge - corner));
    return { x: left, y: top, width: right - left, height: bottom - top };
  });
  return page.screenshot({ clip });
}

export function isNear(picture, x, y, hex) {
  const at = (y * picture.width + x) * 4;
  const { data } = picture;
  return Math.abs(data[at] - (hex >> 16)) <= kTolerance && Math.abs(data[at + 1] - ((hex >> 8) & 0xff)) <= kTolerance &&
    Math.abs(data[at + 2] - (hex & 0xff)) <= kTolerance;
}

export function countNear(picture, hex) {
  let count = 0;
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) count += isNear(picture, x, y, hex);
  }
  return count;
}

/// Bars of the colour [hex], from the top: { left, right, top, bottom }, the ends not included, measured along their
/// middles, which rounded corners do not reach. As tall as a bar is: a thumb is smaller, a tab taller.
export function barsOf(picture, hex, scale) {
  const bars = [];
  const is = (x, y) => x >= 0 && y >= 0 && x < picture.width && y < picture.height && isNear(picture, x, y, hex);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (!is(x, y)) continue;
      const bar = barAround(x, y, is);
      const isNew = !bars.some((other) => other.right > bar.left && other.left < bar.right && other.bottom > y && other.top <= y);
      const height = bar.bottom - bar.top;
      // The softened edge takes up to two pixels of it.
      const isBar = height <= kBarHeight * scale && height >= kBarHeight * scale - 2;
      if (isNew && isBar && bar.right - bar.left >= kBarHeight * scale) bars.push(bar);
      x = Math.max(x, bar.right - 1);
    }
  }
  return bars;
}

// [x], [y] is the upper left of something; a bar's left edge is straight within its first quarter.
function barAround(x, y, is) {
  let end = x;
  while (is(end, y)) end++;
  const middle = (x + end) >> 1;
  let [top, bottom] = [y, y];
  while (is(middle, top - 1)) top--;
  while (is(middle, bottom)) bottom++;
  const row = (top + bottom) >> 1;
  let [left, right] = [middle, middle];
  while (is(left - 1, row)) left--;
  while (is(right, row)) right++;
  return { left, right, top, bottom };
}

/// How many device pixels lie between the bar and the ground (or a mark on it), at its right and its lower edge.
export function edgesOf(picture, bar, { panel, text }) {
  const isGround = (x, y) => isNear(picture, x, y, panel) || isNear(picture, x, y, text);
  const [x, y] = [(bar.left + bar.right) >> 1, (bar.top + bar.bottom) >> 1];
  let right = 0;
  while (bar.right + right < picture.width && !isGround(bar.right + right, y)) right++;
  let bottom = 0;
  while (bar.bottom + bottom < picture.height && !isGround(x, bar.bottom + bottom)) bottom++;
  return { right, bottom };
}

/// Pixels of [ink] that have the ground within [reach] pixels to their left: many where letters are sharp, few where
/// they were enlarged.
export function sharpPixels(picture, ink, ground, reach = 2) {
  let count = 0;
  for (let y = 0; y < picture.height; y++) {
    for (let x = reach; x < picture.width; x++) {
      if (isNear(picture, x, y, ink) && !isNear(picture, x - 1, y, ink)) count += isNear(picture, x - reach, y, ground);
    }
  }
  return count;
}

/// Boxes of an outline one pixel thin, as tall as a bar, that are crossed by lines, at one device pixel a pixel:
/// { left, right, top, lines }, [lines] counted along the middle.
export function hatchedBoxesOf(picture, hex, ground) {
  const boxes = [];
  const runAt = (x, y) => {
    let end = x;
    while (end < picture.width && isNear(picture, end, y, hex)) end++;
    return end;
  };
  for (let y = 0; y + kBarHeight <= picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const right = runAt(x, y);
      const isTop = right - x > kBarHeight / 2 && runAt(x, y + kBarHeight - 1) === right && runAt(x, y + 1) <= x + 1;
      if (isTop) boxes.push({ left: x, right, top: y, lines: linesBetween(picture, x, right, y + kBarHeight / 2, hex, ground) });
      x = Math.max(x, right);
    }
  }
  return boxes;
}

// Each line begins where the ground ends.
function linesBetween(picture, left, right, y, hex, ground) {
  let count = 0;
  let hasGround = false;
  for (let x = left + 1; x < right - 1; x++) {
    if (isNear(picture, x, y, ground)) hasGround = true;
    else if (hasGround && isNear(picture, x, y, hex)) {
      count++;
      hasGround = false;
    }
  }
  return count;
}
