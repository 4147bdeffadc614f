// @ts-check
// The states that the text names: a link's fields, only those that matter. Here they are made whole, and read as what
// core runs.

import { settingsOff } from './data.mjs';

const kinds = /** @type {const} */ ({
  rp: ['repetitionPenalty', 'penalty'], T: ['temperature', 'temperature'], k: ['topK', 'k'], p: ['topP', 'p'], minP: ['minP', 'p'],
});

/** What a section does not name, it has so. The seed is the page's own first one. */
const usual = { view: 'pipeline', seed: '42', dialect: 'textbook', open: '' };

/** @param {string} state @returns {Record<string, string>} */
export const fieldsOf = (state) => Object.fromEntries(new URLSearchParams(state.replace(/^v1&?/, '')));

/**
 * A state as a link that leaves nothing as it was before. [now] is where the page stands: a link with short names finds
 * only the stages that are there.
 * @param {string} state @param {string} [now]
 */
export function wholeLink(state, now = '') {
  const given = fieldsOf(state);
  const fields = /** @type {Record<string, string>} */ ({ ...usual, ...given });
  if (!fields.scenario && !fields.prompt) fields.scenario = 'cat';
  const settings = settingsOf(state);
  for (const name of Object.keys(settingsOff)) delete fields[name];
  const places = fields.chain ? {} : fieldsOf(now).chain ? { chain: chainText(settings) } : settings;
  const written = Object.entries({ ...fields, ...places }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return ['v1', ...written].join('&');
}

/** A link of the page leaves out what the page opens with: a nucleus of 0.9. @param {string} link @returns {Record<string, number | string>} */
const settingsOf = (link) => ({ ...settingsOff, ...(/^v1/.test(link) && { p: 0.9 }), ...pick(fieldsOf(link), Object.keys(settingsOff)) });

/** @param {Record<string, string>} fields @param {string[]} names */
const pick = (fields, names) => Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

/** @param {Record<string, number | string>} settings */
const chainText = (settings) => Object.entries(kinds).map(([name, [kind, param]]) => `${kind}:${param}=${settings[name]}`).join(';');

/** The chain of a link as core runs it. @param {string} link @returns {any[]} */
export function chainOf(link) {
  const fields = fieldsOf(link);
  return (fields.chain || chainText(settingsOf(link))).split(';').map((part) => {
    const [kind, params = ''] = part.split(':');
    const stage = /** @type {any} */ ({ kind });
    for (const given of params.split(',').filter(Boolean)) {
      if (given === 'off') stage.enabled = false;
      else stage[given.split('=')[0]] = Number(given.split('=')[1]);
    }
    return stage;
  });
}

/**
 * What live figures are about: a row of logits, the chain over it, and its luck.
 * @typedef {{ context: string, tokens: string[], logits: number[] | Float64Array, chain: any[], seed: number | null, dialect: any }} Current
 * @param {string} link @param {{ context?: string, tokens: string[], logits: number[] | Float64Array }} row @returns {Current}
 */
export function currentOf(link, row) {
  const { seed, dialect } = fieldsOf(link);
  return { context: row.context ?? '', tokens: row.tokens, logits: row.logits, chain: chainOf(link), seed: seed ? Number(seed) : null, dialect: dialect || 'textbook' };
}
