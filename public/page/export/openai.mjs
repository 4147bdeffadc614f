// @ts-check
// OpenAI's completions, and whoever speaks as it does: the body of a request.

import { express, foreignIds, parted, seedOf, within } from './express.mjs';

const whole = (/** @type {string} */ label, /** @type {number} */ lastN) => (lastN >= 0 ? [`${label}, last ${lastN}: the server counts the whole answer.`] : []);

/** @type {import('./express.mjs').System} */
const system = {
  name: 'this interface', dialect: '', order: [],
  stages: {
    temperature: ({ temperature }, { label }) => {
      const [value, notes] = within(label, temperature, 0, 2);
      return { settings: { temperature: value }, notes };
    },
    topP: ({ p }) => ({ settings: { top_p: p } }),
    frequencyPenalty: ({ penalty, lastN }, { label }) => {
      const [value, notes] = within(label, penalty, -2, 2);
      return { settings: { frequency_penalty: value }, notes: [...notes, ...whole(label, lastN)] };
    },
    presencePenalty: ({ penalty, lastN }, { label }) => {
      const [value, notes] = within(label, penalty, -2, 2);
      return { settings: { presence_penalty: value }, notes: [...notes, ...whole(label, lastN)] };
    },
    logitBias: ({ biases }) => biasesOf(biases),
    badTokens: ({ tokens }, { label }) => {
      const { ids, texts } = parted(tokens);
      const notes = texts.length > 0 ? [`${label} by text (${texts.map((text) => JSON.stringify(text)).join(', ')}): the interface takes token ids, so they are left out.`] : [];
      return {
        settings: { bans: Object.fromEntries(ids.map((id) => [id, -100])) },
        notes: [...notes, ...(ids.length > 0 ? [`${label}: a bias of -100 is the most that can be asked for; it all but forbids them.`, foreignIds] : [])],
      };
    },
  },
  rules: {},
};

/** @param {[number, number][]} biases */
export function biasesOf(biases) {
  const each = biases.map(([id, bias]) => ({ id, said: within(`Logit bias of token ${id}`, bias, -100, 100) }));
  return { settings: { biases: Object.fromEntries(each.map(({ id, said }) => [id, said[0]])) }, notes: [...each.flatMap(({ said }) => said[1]), foreignIds] };
}

/** @param {Record<string, any>} settings */
export function withBiases({ biases, bans, ...settings }) {
  const all = { ...biases, ...bans };
  return Object.keys(all).length > 0 ? { ...settings, logit_bias: all } : settings;
}

/** @param {import('./snippets.mjs').Settings} settings */
export function openaiSnippet({ active, dialect, seed, prompt }) {
  const { settings, notes, said } = express(system, active, dialect);
  const luck = seedOf('the server', seed);
  const body = { model: 'MODEL', prompt, max_tokens: 20, temperature: 1, top_p: 1, ...withBiases(settings), ...(luck.seed !== undefined && { seed: luck.seed }) };
  const order = said.length > 1 ? ['Order: in which order the server applies the settings the interface does not say.'] : [];
  return { id: 'openai', label: 'OpenAI, request body', language: 'json', text: `${JSON.stringify(body, null, 2)}\n`, notes: [...notes, ...order, ...luck.notes] };
}
