// @ts-check
// Tables, answers and texts of the reader's own: dropped, chosen or pasted. Core reads them and says what is wrong, with
// row and column; what was shown before stays until a table is good.

import { isAnswer, loadAnswer } from './answers.mjs';
import { find, setText } from './dom.mjs';
import { saveFile } from './save.mjs';
import { keep } from './storage.mjs';

/** @param {import('./app_handle.mjs').AppHandle} app @param {import('./model.mjs').PageModel} model */
export function listenForFiles(app, model) {
  const use = async (/** @type {Uint8Array} */ bytes, /** @type {string} */ source) => {
    const problem = isAnswer(bytes, source)
      ? await loadAnswer(app, bytes, source, await keep('answer', bytes, source))
      : app.loadCsv(bytes, source, await keep('table', bytes, source))?.message;
    const place = find('csv-error');
    if (place) place.textContent = problem ? `${problem} Nothing was changed.` : '';
    if (problem) place?.scrollIntoView({ block: 'nearest' });
  };
  const useFile = async (/** @type {File | undefined} */ file) => {
    if (!file) return;
    // A text is something to learn from.
    if (/\.(txt|md)$/i.test(file.name)) return model.learnFile(file, find('own-prompt').value);
    // What is larger than core reads need not be brought into memory to be refused: its first bytes will do.
    const bytes = new Uint8Array(await file.slice(0, 17 * 2 ** 20).arrayBuffer());
    use(bytes, `from ${file.name}`);
  };

  const input = find('file');
  input?.addEventListener('change', () => {
    useFile(input.files?.[0]);
    // The same file may be chosen again once it has been mended.
    input.value = '';
  });
  find('use-paste')?.addEventListener('click', () => {
    const { value } = /** @type {HTMLTextAreaElement} */ (find('paste'));
    use(new TextEncoder().encode(value), 'pasted');
  });
  find('save')?.addEventListener('click', () => {
    const text = app.csvOfScenario();
    if (text) saveFile('logits.csv', 'text/csv', text);
    else setText('status', 'A table needs every token, each with a text of its own; this step does not have that.');
  });
  listenForDrops(useFile);
}

/** @param {(file: File | undefined) => void} useFile */
function listenForDrops(useFile) {
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files');
  const mark = (/** @type {boolean} */ isDropping) => document.body.classList.toggle('dropping', isDropping);
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) mark(false);
  });
  document.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(false);
    useFile(event.dataTransfer?.files[0]);
  });
}
