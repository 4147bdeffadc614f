// @ts-check
// Buttons that copy what another part of the page says: <button data-copy="id">.

import { find } from './dom.mjs';

export function listenForCopies() {
  document.addEventListener('click', async (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.('[data-copy]'));
    if (!button) return;
    const source = find(button.dataset.copy ?? '');
    const words = button.textContent ?? '';
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      button.textContent = 'Copied';
    } catch {
      // A frame, or an address without https, has no clipboard: the reader copies what is marked.
      getSelection()?.selectAllChildren(source);
      button.textContent = 'Marked: copy it now';
    }
    setTimeout(() => {
      button.textContent = words;
    }, 2000);
  });
}
