// @ts-check
// vLLM: its SamplingParams. The same names stand in a request to its server.

import { express, foreignIds, parted, seedOf, within } from './express.mjs';
import { biasesOf, withBiases } from './openai.mjs';
import { call, python } from './python.mjs';

/** @param {string} name @param {number} from @param {number} to @param {string} scope @returns {import('./express.mjs').System['stages'][string]} */
const penalty = (name, from, to, scope) => ({ penalty: value, lastN }, { label }) => {
  const [taken, notes] = within(label, value, from, to);
  return { settings: { [name]: taken }, notes: [...notes, `${label}: vLLM counts ${scope}${lastN >= 0 ? `, not the last ${lastN} tokens` : ''}.`] };
};

/** @type {import('./express.mjs').System} */
const system = {
  name: 'vLLM', dialect: '',
  order: ['badTokens', 'logitBias', 'repetitionPenalty', 'frequencyPenalty', 'presencePenalty', 'temperature', 'minP', 'topK', 'topP'],
  stages: {
    temperature: ({ temperature }) => ({
      settings: { temperature }, notes: temperature === 0 ? ['Temperature 0: vLLM takes the most likely token, whatever the truncations are.'] : [],
    }),
    topK: ({ k }) => ({ settings: { top_k: k } }),
    topP: ({ p }) => ({ settings: { top_p: p } }),
    minP: ({ p }) => ({ settings: { min_p: p } }),
    repetitionPenalty: penalty('repetition_penalty', Number.MIN_VALUE, Infinity, 'the prompt and the answer'),
    frequencyPenalty: penalty('frequency_penalty', -2, 2, 'the answer alone'),
    presencePenalty: penalty('presence_penalty', -2, 2, 'the answer alone'),
    logitBias: ({ biases }) => biasesOf(biases),
    badTokens: ({ tokens }, { label }) => {
      const { ids, texts } = parted(tokens);
      return {
        settings: { ...(texts.length > 0 && { bad_words: texts }), bans: Object.fromEntries(ids.map((id) => [id, -100])) },
        notes: ids.length > 0 ? [`${label}: vLLM takes texts; for ids a bias of -100 is written, which all but forbids them.`, foreignIds] : [],
      };
    },
  },
  rules: { topK: 'vLLM keeps every token that ties with the k-th.', topP: 'vLLM adds up in float32, so a sum right at p may fall on the other side.' },
};

/** @param {import('./snippets.mjs').Settings} settings */
export function vllmSnippet({ active, dialect, seed, prompt }) {
  const { settings, notes } = express(system, active, dialect);
  const luck = seedOf('vLLM', seed);
  // What the model's own generation_config would fill in otherwise.
  const written = { temperature: 1, top_p: 1, top_k: -1, min_p: 0, ...withBiases(settings), max_tokens: 20, ...(luck.seed !== undefined && { seed: luck.seed }) };
  const lines = [
    'from vllm import LLM, SamplingParams', '',
    'llm = LLM(model="MODEL")',
    `params = ${call('SamplingParams', written)}`,
    `print(llm.generate([${python(prompt)}], params)[0].outputs[0].text)`,
  ];
  return { id: 'vllm', label: 'Python, vLLM', language: 'python', text: `${lines.join('\n')}\n`, notes: [...notes, ...luck.notes] };
}
