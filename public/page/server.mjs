// @ts-check
// model.html: asks a server at the reader's address, keeps the answer where the page finds it, and shows it there.

import { AdapterError, wholeAnswer } from '../../web/adapters/openai.mjs';
import { readAnswer } from '../../web/adapters/answers.mjs';
import { find, setText } from './dom.mjs';
import { isKept, keep } from './storage.mjs';

/** @type {AbortController | undefined} */
let asking;
/** What was answered last, for saving. */
let saved = '';

/** @param {string} id */
const valueOf = (id) => find(id).value;

find('server').addEventListener('submit', async (/** @type {Event} */ event) => {
  event.preventDefault();
  if (asking) return;
  asking = new AbortController();
  showAsking(true);
  setText('server-error', '');
  setText('server-status', 'Asking …');
  try {
    const vocabSize = find('vocabulary').valueAsNumber;
    await show({ ...await wholeAnswer(settings(asking.signal)), ...(vocabSize > 0 && { vocabSize }) });
    setText('server-status', 'Answered.');
  } catch (error) {
    setText('server-status', '');
    setText('server-error', sentenceOf(error));
  } finally {
    asking = undefined;
    showAsking(false);
  }
});

find('stop').addEventListener('click', () => asking?.abort());

find('save-answer').addEventListener('click', () => {
  const url = URL.createObjectURL(new Blob([saved], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'answer.json';
  link.click();
  // The download has taken its copy by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(url));
});

/** @param {AbortSignal} signal */
const settings = (signal) => ({
  url: valueOf('address').trim(), server: valueOf('kind'), model: valueOf('model').trim() || undefined, key: valueOf('key') || undefined,
  prompt: valueOf('prompt'), count: find('count').valueAsNumber, top: find('top').valueAsNumber, signal,
});

/** @param {boolean} isAsking */
function showAsking(isAsking) {
  find('ask-server').disabled = isAsking;
  find('stop').disabled = !isAsking;
}

/** @param {unknown} error */
function sentenceOf(error) {
  if (error instanceof AdapterError) return error.message;
  if (error instanceof DOMException && error.name === 'AbortError') return 'Stopped before the answer came; nothing was kept.';
  throw error;
}

/** @param {Record<string, unknown>} answer */
async function show(answer) {
  const prompt = String(answer.prompt);
  const steps = readAnswer(answer, { prompt });
  saved = JSON.stringify(answer);
  const name = await keep('answer', new TextEncoder().encode(saved), `of ${new URL(valueOf('address').trim()).host}`);
  const link = `#v1&view=pipeline&scenario=${name}`;
  setText('answer-prompt', prompt);
  setText('answer-text', textAfter(steps));
  find('answer-card').hidden = false;
  find('open-answer').href = `index.html${link}`;
  // Another page finds it in the browser's storage only; where that is closed, a file has to do.
  const canOpen = await isKept(name);
  find('open-answer').hidden = !canOpen;
  if (canOpen) showFrame(`embed.html${link}`);
  else setText('server-error', 'This browser keeps nothing for this page; save the answer as JSON, and drop the file into the page.');
}

/** @param {import('../../web/adapters/types.d.ts').Step[]} steps */
function textAfter(steps) {
  const decoder = new TextDecoder();
  const parts = steps.map(({ picked }) => (picked.bytes ? Uint8Array.from(picked.bytes) : new TextEncoder().encode(picked.text)));
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}

/** The widget, as any page would have it. @param {string} address */
function showFrame(address) {
  const frame = find('answer-frame');
  frame.hidden = false;
  frame.src = address;
}

addEventListener('message', (event) => {
  const frame = find('answer-frame');
  if (event.source !== frame.contentWindow || event.data?.logitscope !== 1 || event.data.type !== 'resize') return;
  frame.style.height = `${Math.min(4000, Math.max(200, Number(event.data.height) || 0))}px`;
});
