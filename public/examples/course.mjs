// A course page: Logitscope computes, this draws with SVG of its own and marks an answer.

import { load } from '../logitscope.mjs';

const tokens = ['sleeping', 'eating', 'playing', 'sitting', 'jumping'];
const logits = [2.8, 2.3, 1.9, 1.5, 1.2];
const rowHeight = 30;

const ls = await load();
const find = (id) => document.getElementById(id);

/** The probability of each token, by its position, and the entropy in bits. */
function at(temperature) {
  const { candidates, metrics } = ls.run({ tokens, logits, chain: [{ kind: 'temperature', temperature }] });
  const probabilities = [];
  candidates.ids.forEach((id, i) => { probabilities[id] = candidates.probabilities[i]; });
  return { probabilities, entropy: metrics.after.entropy };
}

function element(name, attributes, text = '') {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.textContent = text;
  return made;
}

function show() {
  const temperature = Number(find('temperature').value);
  const { probabilities, entropy } = at(temperature);
  find('shown').textContent = ls.format(temperature, 1);
  find('said').textContent = `${tokens[0]} has ${ls.format(probabilities[0], 'percent')}; the entropy is ${ls.format(entropy, 2)} bits.`;
  find('bars').replaceChildren(...probabilities.flatMap((probability, i) => {
    const y = i * rowHeight;
    return [
      element('text', { x: 76, y: y + 20, 'text-anchor': 'end' }, tokens[i]),
      element('rect', { x: 84, y: y + 5, width: 240 * probability, height: 20 }),
      element('text', { x: 90 + 240 * probability, y: y + 20 }, ls.format(probability, 'percent')),
    ];
  }));
}

function check(event) {
  event.preventDefault();
  const [first, second] = at(Number(find('guess').value)).probabilities;
  const ratio = first / second;
  const isRight = Math.abs(ratio - 4) < 0.1;
  find('answer').textContent = `${isRight ? 'Right' : 'Not yet'}: there the first is ${ls.format(ratio, 'figure')} times as likely.`;
}

find('temperature').addEventListener('input', show);
find('question').addEventListener('submit', check);
show();
