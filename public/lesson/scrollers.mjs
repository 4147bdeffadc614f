// @ts-check
// A table that is wider than its column scrolls; then, and only then, it is a stop for the keyboard.

/** @param {HTMLElement} lesson */
export function reachScrollers(lesson) {
  const follow = (/** @type {Element} */ box) => {
    const isWider = box.scrollWidth > box.clientWidth + 1;
    for (const [name, value] of [['tabindex', '0'], ['role', 'region'], ['aria-label', box.querySelector('caption')?.textContent ?? '']]) {
      if (isWider) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  };
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => follow(target)));
  for (const box of lesson.querySelectorAll('.scroller[data-table]')) observer.observe(box);
}
