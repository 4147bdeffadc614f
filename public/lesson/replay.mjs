// @ts-check
// The gravity sentence one turn at a time: every stage of the turn for the tokens that lead, from core.

import { make } from '../page/dom.mjs';
import { figure, fixed, percent } from './compute.mjs';
import { gravityTurns } from './gravity_turns.mjs';
import { vocabulary } from './gravity.mjs';
import { tableHtml } from './render.mjs';

/** Tokens shown of each turn. */
const leaders = 6;

/** @param {import('./compute.mjs').Logitscope} ls @param {HTMLElement} lesson */
export function replayGravity(ls, lesson) {
  const place = /** @type {HTMLElement | null} */ (lesson.querySelector('#replay'));
  if (!place) return;
  /** @type {import('./gravity_turns.mjs').Turn[] | undefined} */
  let turns;
  let at = 0;
  const text = make('p', { className: 'sofar', role: 'status' });
  const table = make('div', { className: 'scroller', role: 'region', 'aria-label': 'The turn', tabindex: 0 });
  const back = make('button', { type: 'button' }, 'Previous turn');
  const on = make('button', { type: 'button' }, 'Next turn');
  const show = () => {
    turns ??= gravityTurns(ls, (place.dataset.coins ?? '').split(' ').map(Number));
    const { coin, picked, interval, nucleus, rows } = turns[at];
    const words = turns.slice(0, at + 1).map((turn) => vocabulary[turn.picked]);
    text.textContent = `Turn ${at + 1} of ${turns.length}: ${words.join(' ')}. The coin ${fixed(ls, coin, 3)} lies in [${interval.map((end) => fixed(ls, end, 3)).join(', ')}); the nucleus holds ${nucleus}.`;
    table.innerHTML = tableHtml({
      caption: `Turn ${at + 1}: the ${leaders} likeliest of ${rows.length} tokens`, tokens: [0],
      columns: ['token', 'logit', 'penalised', 'divided by 0.7', 'probability', 'after top-p'],
      rows: rows.slice(0, leaders).map(({ id, token, logit, penalised, scaled, before, after }) => [
        id === picked ? `▸\u00a0${token}` : token, fixed(ls, logit, 1), fixed(ls, penalised, 1), figure(ls, scaled), percent(ls, before), after > 0 ? percent(ls, after) : 'removed',
      ]),
    });
    back.toggleAttribute('disabled', at === 0);
    on.toggleAttribute('disabled', at === turns.length - 1);
  };
  const step = (/** @type {number} */ by) => () => {
    at += by;
    show();
  };
  back.addEventListener('click', step(-1));
  on.addEventListener('click', step(1));
  place.append(make('h3', {}, 'Replay'), text, table, make('p', { className: 'row' }, back, on));
  show();
}
