// @ts-check
// A sentence of the reader's own: answered by a small model that learns the page's texts the first time it is asked.

const voices = ['stories', 'facts', 'everyday', 'programs'];

/** @param {string} id @returns {any} */
const find = (id) => document.getElementById(id);

/** @param {any} app @param {() => void} onChange */
export function listenForPrompts(app, onChange) {
  const form = find('ask');
  // The frame for other people's pages has none.
  if (!form) return;
  const field = find('own-prompt');
  const say = (/** @type {string} */ sentence) => { find('ask-note').textContent = sentence; };
  /** @type {Promise<string> | undefined} */
  let learning;

  const ask = async () => {
    learning ??= learn(app, say);
    const problem = await learning;
    // A download that failed may succeed the next time.
    if (problem) learning = undefined;
    const error = problem || app.askModel(field.value)?.message;
    if (error) return say(error);
    document.dispatchEvent(new Event('logitscope:own'));
    find('take').disabled = false;
    onChange();
  };
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    ask();
  });
  // A text of the reader's own takes the place of the page's.
  document.addEventListener('logitscope:text', async (event) => {
    const file = /** @type {CustomEvent<File>} */ (event).detail;
    // What is larger than core learns from need not be brought into memory to be refused.
    const bytes = new Uint8Array(await file.slice(0, 17 * 2 ** 20).arrayBuffer());
    const problem = app.learnText(bytes, `measured, trained on ${file.name}`);
    say(problem ? `${file.name}: ${problem.message} Nothing was changed.` : `A small model has learnt ${file.name}.`);
    if (problem) return;
    learning = Promise.resolve('');
    await ask();
  });
  // One turn of the loop: the token that was drawn joins the prompt, and the model is asked again.
  find('take').addEventListener('click', () => {
    const { sentence } = app.view();
    field.value = sentence;
    app.tossCoin(crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32);
    ask();
  });
  // Another scenario is not the model's, and has nothing to go on with.
  find('prompts').addEventListener('click', () => { find('take').disabled = true; });
}

/**
 * Answers with a sentence when it cannot.
 * @param {any} app
 * @param {(sentence: string) => void} say
 */
async function learn(app, say) {
  say("Learning the page's texts …");
  const texts = await Promise.all(voices.map(async (voice) => {
    const response = await fetch(new URL(`texts/${voice}.txt`, import.meta.url)).catch(() => null);
    return response?.ok ? response.text() : null;
  }));
  if (texts.includes(null)) return 'The text to learn from could not be loaded. What was shown stays.';
  const start = performance.now();
  const problem = app.learnText(texts.join('\n---\n'), "measured, trained on this page's text");
  if (problem) return problem.message;
  const milliseconds = Math.max(1, Math.round(performance.now() - start));
  say(`A small model has learnt this page's four texts, in ${milliseconds} ms. It knows words that follow words, nothing else.`);
  return '';
}
