// @ts-check
// The prompts that the page offers: one CSV file each.

/** File name and what to notice. */
const scenarios = [
  { name: 'cat', prompt: 'The cat is', note: 'Five plausible words: nothing is certain.' },
  { name: 'weather', prompt: 'Tomorrow will be', note: 'One favourite, and a long slope behind it.' },
  { name: 'emotions', prompt: 'I feel', note: 'Two words nearly tie.' },
  { name: 'actions', prompt: 'He is', note: 'Only four to choose from.' },
  { name: 'genres', prompt: 'This movie is an', note: 'Even steps: each word half as likely as the one before.' },
];

/**
 * Makes the buttons. Gives a function that loads a scenario by name and answers with a sentence when it cannot.
 * @param {any} app
 * @param {() => void} onChange
 * @returns {(name: string) => Promise<string>}
 */
export function makePrompts(app, onChange) {
  const group = document.getElementById('prompts');
  const buttons = new Map(scenarios.map((scenario) => [scenario.name, makeButton(scenario)]));
  group?.append(...buttons.values());

  const select = async (/** @type {string} */ name) => {
    if (!buttons.has(name)) return `There is no scenario "${name}"; there are ${[...buttons.keys()].join(', ')}.`;
    const response = await fetch(new URL(`scenarios/${name}.csv`, import.meta.url)).catch(() => null);
    if (!response?.ok) return `The scenario "${name}" could not be loaded. What was shown stays.`;
    const problem = app.loadCsv(new Uint8Array(await response.arrayBuffer()), 'illustrative, written for this page');
    if (problem) return problem.message;
    mark(name);
    onChange();
    return '';
  };
  const mark = (/** @type {string} */ name) => {
    for (const [key, button] of buttons) button.setAttribute('aria-pressed', String(key === name));
  };
  for (const [name, button] of buttons) {
    button.addEventListener('click', async () => {
      const status = document.getElementById('status');
      const problem = await select(name);
      if (problem && status) status.textContent = problem;
    });
  }
  // A table of the reader's own is none of these.
  document.addEventListener('logitscope:own', () => mark(''));
  mark('cat');
  return select;
}

/** @param {{ prompt: string, note: string }} scenario */
function makeButton({ prompt, note }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `${prompt} …`;
  button.title = note;
  return button;
}
