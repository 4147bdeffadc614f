// @ts-check
// The lesson's pictures, as SVG drawn from core's figures when the page is built: in the page's own colours, by class, so
// that they follow the theme and can be printed. Each says in words what it shows.

import { cumulative, fixed, logitsOf, percent, probabilities, topK, topP } from './compute.mjs';
import { cat, sixWords } from './data.mjs';
import { roads, words } from './forks.mjs';
import { text as escaped } from './render.mjs';

/** @typedef {import('../../web/logitscope.d.ts').Logitscope} Logitscope */

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [inside] */
const tag = (name, attributes, inside = '') => `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`).join('')}>${inside}</${name}>`;
const words_ = (/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ text, more = {}) => tag('text', { x, y, ...more }, escaped(text));
const middle = { 'text-anchor': 'middle' };

/** @param {string} id @param {number} height @param {string} title @param {string} description @param {string[]} parts */
const svg = (id, height, title, description, parts, width = 360) => tag('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': `${id}-title ${id}-words` },
  tag('title', { id: `${id}-title` }, escaped(title)) + tag('desc', { id: `${id}-words` }, escaped(description)) + parts.join(''));

/** Five boxes in a ring: what happens once per token. */
function loop() {
  const boxes = [['the text so far', 8, 8], ['the network', 192, 8], ['a logit for every token', 192, 68], ['probabilities, cut', 192, 128], ['one token drawn', 8, 128]];
  const box = ([text, x, y] = /** @type {any} */ ([])) => tag('rect', { x, y, width: 160, height: 36, rx: 6, class: text === 'one token drawn' ? 'chosen' : 'box' })
    + words_(x + 80, y + 23, text, middle);
  const arrows = ['M168 26H188m-5 -4l5 4l-5 4', 'M272 44V64m-4 -5l4 5l4 -5', 'M272 104V124m-4 -5l4 5l4 -5', 'M192 146H172m5 -4l-5 4l5 4', 'M88 128V48m-4 5l4 -5l4 5'].map((d) => tag('path', { d, class: 'arrow' }));
  return svg('drawing-loop', 172, 'The loop', 'The text so far goes into the network, which gives a logit for every token; they become probabilities and are cut; one token is drawn and appended to the text; then it begins again.',
    [...boxes.map(box), ...arrows, words_(96, 92, 'appended', { class: 'quiet' })]);
}

/** Bars, and their sum from the left against the threshold. @param {Logitscope} ls */
function nucleus(ls) {
  const p = 0.9;
  const logits = logitsOf(sixWords.probabilities);
  const stays = ls.run({ logits, chain: [topP(p)] }).candidates.ids.length;
  const sums = cumulative(ls, logits);
  const [left, bottom, height, wide, narrow] = [4, 118, 100, 31, 24];
  const x = (/** @type {number} */ i) => left + i * wide;
  const y = (/** @type {number} */ share) => Math.round((bottom - share * height) * 10) / 10;
  const bars = sixWords.tokens.map((token, i) => {
    const share = sixWords.probabilities[i];
    return tag('rect', { x: x(i), y: y(share), width: narrow, height: Math.round(share * height * 10) / 10, class: i < stays ? 'kept' : 'removed' })
      + words_(x(i) + narrow / 2, y(share) - 4, fixed(ls, share, 2), { ...middle, class: 'small' }) + words_(x(i) + narrow / 2, bottom + 14, token, { ...middle, class: 'word' });
  });
  const right = 212;
  const points = sums.map((sum, i) => `${right + 14 + i * wide},${y(sum)}`);
  const dots = sums.map((sum, i) => tag('circle', { cx: right + 14 + i * wide, cy: y(sum), r: i === stays - 1 ? 5 : 3, class: i < stays ? 'kept' : 'removed' })
    + words_(right + 14 + i * wide, bottom + 14, sixWords.tokens[i], { ...middle, class: 'word' }));
  return svg('drawing-nucleus', 140, `Six tokens and p = ${p}`,
    `Six bars beside their running sum: ${sums.map((sum, i) => `${sixWords.tokens[i]} ${fixed(ls, sum, 2)}`).join(', ')}. The sum reaches ${p} at token ${stays}; the ${sums.length - stays} after it are removed.`,
    [...bars, tag('polyline', { points: points.join(' '), class: 'line' }), tag('path', { d: `M${right} ${y(p)}H396`, class: 'threshold' }),
      words_(right, y(p) - 5, `p = ${p}`, { class: 'small chosen-text' }), ...dots, tag('path', { d: `M${left} ${bottom}H186M${right} ${bottom}H396`, class: 'axis' })], 400);
}

/** The line from 0 to 1 with the coin on it. @param {Logitscope} ls */
function line(ls) {
  const { candidates, coin, picked } = ls.run({ logits: cat.logits, chain: [topK(3)], seed: 42 });
  const [left, width] = [4, 352];
  const x = (/** @type {number} */ share) => Math.round((left + share * width) * 10) / 10;
  const parts = [...candidates.ids].map((id, i) => {
    const [from, to] = [candidates.intervals[i], candidates.intervalEnds[i]];
    return tag('rect', { x: x(from), y: 28, width: x(to) - x(from), height: 30, class: id === picked?.id ? 'chosen' : 'box' })
      + words_((x(from) + x(to)) / 2, 47, cat.tokens[id], middle) + words_(x(from), 74, fixed(ls, from, 3), { class: 'small', ...(i > 0 && middle) });
  });
  const at = x(Number(coin));
  return svg('drawing-line', 80, 'The line and the coin', `${[...candidates.ids].map((id, i) => `${cat.tokens[id]} from ${fixed(ls, candidates.intervals[i], 3)} to ${fixed(ls, candidates.intervalEnds[i], 3)}`).join(', ')}. The coin of seed 42 is ${fixed(ls, Number(coin), 3)} and falls on ${cat.tokens[picked?.id ?? 0]}.`,
    [...parts, tag('path', { d: `M${at - 6} 12H${at + 6}L${at} 26Z`, class: 'coin' }), words_(at, 9, `coin ${fixed(ls, Number(coin), 3)}`, { ...middle, class: 'small' }), words_(356, 74, '1', { class: 'small', 'text-anchor': 'end' })]);
}

/** All roads of two words; the two that a beam of two keeps are strong. @param {Logitscope} ls */
async function beam(ls) {
  const { forks } = await import('./forks.mjs');
  const { sequences } = await ls.beamSearch(forks, { numBeams: 2, lengthPenalty: 0, maxNewTokens: 2, numReturn: 2 });
  const found = sequences.map(({ tokens }) => tokens.join());
  const shares = (/** @type {string} */ word) => probabilities(ls, logitsOf(roads[word]));
  const first = shares('');
  const parts = [words_(4, 96, 'The')];
  let y = 22;
  const said = [];
  for (const id of [0, 1]) {
    const second = shares(words[id]);
    const ends = [...second.keys()].filter((end) => second[end] > 0).sort((a, b) => second[b] - second[a]);
    const from = y + (ends.length - 1) * 17;
    parts.push(tag('path', { d: `M34 92C70 92 70 ${from} 100 ${from}`, class: 'kept' }), words_(104, from + 4, words[id]), words_(140, from + 4, fixed(ls, first[id], 2), { class: 'small' }));
    for (const end of ends) {
      const rank = found.indexOf([id, end].join());
      parts.push(tag('path', { d: `M170 ${from}C196 ${from} 196 ${y} 220 ${y}`, class: rank < 0 ? 'pruned' : rank === 0 ? 'chosen' : 'kept' }),
        words_(224, y + 4, words[end]), words_(276, y + 4, fixed(ls, second[end], 2), { class: 'small' }), words_(356, y + 4, percent(ls, first[id] * second[end]), { 'text-anchor': 'end', class: rank === 0 ? 'chosen-text' : '' }));
      said.push(`The ${words[id]} ${words[end]} ${percent(ls, first[id] * second[end])}`);
      y += 34;
    }
  }
  return svg('drawing-beam', 184, 'Every road of two words', `${said.join(', ')}. A beam of two ends with the best two: ${found.map((ids) => ids.split(',').map((id) => words[Number(id)]).join(' ')).join(' and ')}.`, parts);
}

/** @type {Record<string, { caption: string, draw: (ls: Logitscope) => string | Promise<string> }>} */
export const drawings = {
  loop: { caption: 'One turn. The arrow at the left closes the loop: what was drawn is part of the next text.', draw: loop },
  nucleus: { caption: 'Left the probabilities, right their sum. It reaches the line at the third token; the outlined ones go.', draw: nucleus },
  line: { caption: 'Three cats on a line, and the coin of seed 42.', draw: line },
  beam: { caption: 'Five roads. The beam keeps two; the pale ones it gives up.', draw: beam },
};
