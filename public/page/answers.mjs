// @ts-check
// Saved answers of servers, with their log-probabilities. The module that knows their shapes is fetched with the first
// of them; what it reads goes to the app as it is.

import { importAsset } from './assets.mjs';

/** @typedef {{ prompt: string, steps: object[] }} SavedAnswer */

const fileNames = /\.(json|jsonl|ndjson)$/i;

/** A file says what it is by its name, what is pasted by its first sign. @param {Uint8Array} bytes @param {string} source */
export function isAnswer(bytes, source) {
  return fileNames.test(source) || /^\s*([{[]|data:)/.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

/**
 * Gives a sentence when it cannot.
 * @param {import('./app_handle.mjs').AppHandle} app @param {Uint8Array} bytes @param {string} source @param {string} name
 * @returns {Promise<string>}
 */
export async function loadAnswer(app, bytes, source, name) {
  const adapter = await importAsset('answers.mjs');
  if (!adapter) return 'What reads saved answers could not be loaded; try again once the page\'s server can be reached.';
  const text = new TextDecoder().decode(bytes);
  try {
    const beside = besideOf(text);
    return app.loadAnswer({ prompt: beside.prompt, steps: adapter.readAnswer(text, beside) }, `a recorded answer ${source}`, name)?.message ?? '';
  } catch (/** @type {any} */ error) {
    if (!(error instanceof adapter.AdapterError)) throw error;
    return error.message;
  }
}

/**
 * What stands beside the answer: llama.cpp repeats the prompt, and what our own page saves holds both.
 * @param {string} text @returns {{ prompt: string, vocabSize?: number }}
 */
function besideOf(text) {
  try {
    const { prompt, vocabSize } = JSON.parse(text);
    return { prompt: typeof prompt === 'string' ? prompt : '', ...(typeof vocabSize === 'number' && { vocabSize }) };
  } catch {
    return { prompt: '' };
  }
}
