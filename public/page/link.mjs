// @ts-check
// The settings in the address: #v1&scenario=weather&T=0.7&k=3&p=0.9&seed=42. What it names is set, in words of core
// where it cannot be; what it does not name stays.

const longestHash = 8192;

/** Names in the address and the label of the control that they set. */
const settings = { T: 'Temperature', k: 'Top-k', p: 'Top-p' };

/**
 * @param {any} app
 * @param {(name: string) => Promise<string>} selectScenario
 * @param {() => void} onChange
 */
export async function followLink(app, selectScenario, onChange) {
  const follow = async () => {
    const problems = await apply(app, selectScenario, location.hash);
    onChange();
    const status = document.getElementById('status');
    if (problems.length > 0 && status) status.textContent = `In the link: ${problems.join(' ')}`;
    if (problems.length > 0 && parent !== window) parent.postMessage({ logitscope: 1, type: 'error', message: problems.join(' ') }, '*');
  };
  addEventListener('hashchange', follow);
  await follow();
  reportHeight();
}

/** @param {any} app @param {(name: string) => Promise<string>} selectScenario @param {string} hash */
async function apply(app, selectScenario, hash) {
  if (hash.length > longestHash) return [`it is longer than ${longestHash} characters.`];
  const parts = new URLSearchParams(hash.replace(/^#(v1&?)?/, ''));
  const problems = [];
  const theme = parts.get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const scenario = parts.get('scenario');
  if (scenario !== null) problems.push(await selectScenario(scenario));
  for (const [name, label] of Object.entries(settings)) {
    const value = parts.get(name);
    if (value === null) continue;
    const control = app.view().controls.find((/** @type {any} */ one) => one.label === label);
    problems.push(app.setParam(control.stage, control.param, numberOf(value))?.message);
  }
  const seed = parts.get('seed');
  if (seed !== null) problems.push(app.setSeed(numberOf(seed))?.message);
  return problems.filter(Boolean);
}

/** Number('') is 0; an empty setting is none. @param {string} text */
const numberOf = (text) => (text.trim() === '' ? NaN : Number(text));

/** A frame cannot size itself; it tells whoever embeds it how tall its content is. */
function reportHeight() {
  if (parent === window) return;
  new ResizeObserver(() => {
    // The body's height: the document is never less tall than its frame, which could then only grow.
    parent.postMessage({ logitscope: 1, type: 'resize', height: document.body.offsetHeight }, '*');
  }).observe(document.body);
}
