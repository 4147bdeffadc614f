// @ts-check
// The lesson can be put away, and stays away until it is asked for.

const key = 'logitscope-lesson';

/** A sandbox may refuse the storage; then it is only as good as the visit. @param {string} [value] */
function remember(value) {
  try {
    if (value) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function makeToggle() {
  const button = document.getElementById('lesson-toggle');
  const lesson = document.getElementById('lesson');
  if (!button || !lesson) return;
  const show = (/** @type {boolean} */ isShown) => {
    lesson.hidden = !isShown;
    document.documentElement.toggleAttribute('data-alone', !isShown);
    button.textContent = isShown ? 'Hide the lesson' : 'Show the lesson';
    button.setAttribute('aria-expanded', String(isShown));
  };
  button.addEventListener('click', () => {
    const isShown = Boolean(lesson.hidden);
    show(isShown);
    remember(isShown ? 'shown' : 'hidden');
  });
  show(remember() !== 'hidden');
  button.hidden = false;
}
