// @ts-check
// One click: the mistaken rule and the right one, both computed now, side by side, and the instrument where it can be tried.

import { assetUrl } from '../page/assets.mjs';
import { exhibits } from './exhibits.mjs';

/** A module of its own that makes the 50,257 logits, fetched only for the exhibit that needs them. @returns {Promise<number[]>} */
async function longTail() {
  return [...(await import(assetUrl('long_tail.mjs'))).longTail().logits];
}

/** @param {import('./compute.mjs').Logitscope} ls @param {import('./follow.mjs').Sections} sections @param {HTMLElement} lesson */
export function showExhibits(ls, sections, lesson) {
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (lesson.querySelectorAll('.exhibit'))) {
    const exhibit = exhibits.find(({ id }) => id === item.dataset.exhibit);
    const button = item.querySelector('button');
    if (!exhibit || !button) continue;
    button.setAttribute('aria-expanded', 'false');
    button.addEventListener('click', async () => {
      const [wrong, right] = await Promise.all([exhibit.wrong(ls, longTail), exhibit.right(ls, longTail)]);
      /** @type {HTMLElement} */ (item.querySelector('.wrong')).textContent = wrong;
      /** @type {HTMLElement} */ (item.querySelector('.right')).textContent = right;
      item.dataset.shown = 'true';
      button.setAttribute('aria-expanded', 'true');
      sections.show(exhibit.state);
    });
  }
}
