// @ts-check
// Hugging Face transformers: the arguments of GenerationConfig.

import { express, foreignIds, parted, seedOf } from './express.mjs';
import { call, python, real, Verbatim } from './python.mjs';

const wholeText = (/** @type {number} */ lastN) => (lastN >= 0 ? [`Repetition penalty, last ${lastN}: transformers counts the whole text.`] : []);

/** @type {import('./express.mjs').System} */
const system = {
  name: 'transformers', dialect: 'transformers',
  order: ['logitBias', 'repetitionPenalty', 'noRepeatNgram', 'badTokens', 'temperature', 'topH', 'topK', 'topP', 'minP', 'typicalP', 'epsilon', 'eta'],
  stages: {
    temperature: ({ temperature }) => ({ settings: { temperature: real(temperature) } }),
    topK: ({ k }) => ({ settings: { top_k: k } }),
    topP: ({ p }) => ({ settings: { top_p: real(p) } }),
    minP: ({ p }) => ({ settings: { min_p: real(p) } }),
    typicalP: ({ p }) => ({ settings: { typical_p: real(p) } }),
    epsilon: ({ epsilon }) => ({ settings: { epsilon_cutoff: real(epsilon) } }),
    eta: ({ epsilon }) => ({ settings: { eta_cutoff: real(epsilon) } }),
    topH: ({ alpha }) => ({ settings: { top_h: real(alpha) } }),
    repetitionPenalty: ({ penalty, lastN }) => ({ settings: { repetition_penalty: real(penalty) }, notes: [...wholeText(lastN), 'Repetition penalty: transformers counts the prompt too.'] }),
    noRepeatNgram: ({ n }) => ({ settings: { no_repeat_ngram_size: n }, notes: ['No-repeat n-gram: transformers counts the prompt too.'] }),
    logitBias: ({ biases }) => ({ settings: { sequence_bias: biases.map((/** @type {[number, number]} */ [id, bias]) => [[id], real(bias)]) }, notes: [foreignIds] }),
    badTokens: ({ tokens }, { label }) => {
      const { ids, texts } = parted(tokens);
      return {
        settings: {
          ...(ids.length > 0 && { suppress_tokens: ids }),
          ...(texts.length > 0 && { bad_words_ids: new Verbatim(`[tokenizer(text, add_special_tokens=False).input_ids for text in ${python(texts)}]`) }),
        },
        notes: [foreignIds, ...(texts.length > 0 ? [`${label} by text: a text of several tokens is refused as a whole, and its tokens one by one are not.`] : [])],
      };
    },
  },
  rules: {
    topK: 'transformers keeps every token that ties with the k-th.',
    topP: 'transformers adds the probabilities up from the tail, in float32, so a sum right at p may fall on the other side.',
    typicalP: 'transformers keeps every token that ties with the last one.',
  },
};

/** What a model's own generation_config would fill in otherwise. */
const neutral = { do_sample: true, temperature: real(1), top_k: 0, top_p: real(1) };
const notDrawing = ['repetition_penalty', 'no_repeat_ngram_size', 'sequence_bias', 'suppress_tokens', 'bad_words_ids'];

/** @param {import('./snippets.mjs').Settings} settings */
export function transformersSnippet({ active, dialect, seed, prompt }) {
  const { settings, notes, said } = express(system, active, dialect);
  const isGreedy = said.some(({ kind, params }) => kind === 'temperature' && params.temperature === 0);
  const written = isGreedy
    ? { do_sample: false, ...Object.fromEntries(Object.entries(settings).filter(([name]) => notDrawing.includes(name))) }
    : { ...neutral, ...settings };
  if (isGreedy) {
    const cuts = said.filter(({ kind }) => system.order.indexOf(kind) > system.order.indexOf('temperature')).map(({ label }) => label);
    notes.push(`Temperature 0: transformers refuses it; do_sample=False takes the most likely token${cuts.length > 0 ? `; left out with it: ${cuts.join(', ')}` : ''}.`);
  }
  const luck = isGreedy ? { notes: [] } : seedOf('transformers', seed);
  const lines = [
    `from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig${luck.seed === undefined ? '' : ', set_seed'}`, '',
    'name = "MODEL"  # a folder, or a name on the hub',
    'tokenizer = AutoTokenizer.from_pretrained(name)',
    'model = AutoModelForCausalLM.from_pretrained(name)',
    `config = ${call('GenerationConfig', { ...written, max_new_tokens: 20 })}`,
    ...(luck.seed === undefined ? [] : [`set_seed(${luck.seed})`]),
    `inputs = tokenizer(${python(prompt)}, return_tensors="pt")`,
    'output = model.generate(**inputs, generation_config=config)',
    'print(tokenizer.decode(output[0], skip_special_tokens=True))',
  ];
  return { id: 'transformers', label: 'Python, transformers', language: 'python', text: `${lines.join('\n')}\n`, notes: [...notes, ...luck.notes] };
}
