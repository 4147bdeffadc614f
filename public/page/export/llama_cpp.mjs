// @ts-check
// llama.cpp: the flags of its command line, where --samplers holds the order.

import { express, foreignIds, parted, seedOf } from './express.mjs';

const penalty = (/** @type {string} */ flag) => (/** @type {Record<string, any>} */ { penalty: value, lastN }, /** @type {{ label: string }} */ { label }) =>
  ({ settings: { [flag]: value, '--repeat-last-n': lastN }, notes: [`${label}: llama.cpp counts the prompt too.`] });

/** @type {import('./express.mjs').System} */
const system = {
  name: 'llama.cpp', dialect: 'llamaCpp', order: [],
  stages: {
    temperature: ({ temperature }) => ({ settings: { '--temp': temperature } }),
    dynamicTemperature: ({ temperature, delta, exponent }) => ({ settings: { '--temp': temperature, '--dynatemp-range': delta, '--dynatemp-exp': exponent } }),
    topK: ({ k }) => ({ settings: { '--top-k': k } }),
    topP: ({ p }) => ({ settings: { '--top-p': p } }),
    minP: ({ p }) => ({ settings: { '--min-p': p } }),
    typicalP: ({ p }) => ({ settings: { '--typical': p } }),
    topNSigma: ({ n }) => ({ settings: { '--top-nsigma': n } }),
    xtc: ({ probability, threshold }) => ({ settings: { '--xtc-probability': probability, '--xtc-threshold': threshold } }),
    repetitionPenalty: penalty('--repeat-penalty'),
    frequencyPenalty: penalty('--frequency-penalty'),
    presencePenalty: penalty('--presence-penalty'),
    dry: ({ multiplier, base, allowedLength, lastN, breakers }, { label }) => {
      const { ids, texts } = parted(breakers);
      return {
        settings: {
          '--dry-multiplier': multiplier, '--dry-base': base, '--dry-allowed-length': allowedLength, '--dry-penalty-last-n': lastN,
          '--dry-sequence-breaker': texts.length > 0 ? texts : ['none'],
        },
        notes: [`${label}: llama.cpp counts the prompt too.`, ...(ids.length > 0 ? [`${label}, breakers ${ids.join(', ')}: llama.cpp takes texts, not token ids, so they are left out.`] : [])],
      };
    },
    logitBias: ({ biases }) => ({ settings: { biases: biases.map((/** @type {[number, number]} */ [id, bias]) => `${id}${bias < 0 ? '-' : '+'}${Math.abs(bias)}`) }, notes: [foreignIds] }),
    badTokens: ({ tokens }, { label }) => {
      const { ids, texts } = parted(tokens);
      const notes = texts.length > 0 ? [`${label} by text (${texts.map((text) => JSON.stringify(text)).join(', ')}): llama.cpp takes token ids, so they are left out.`] : [];
      return { settings: { bans: ids.map((id) => `${id}-inf`) }, notes: [...notes, foreignIds] };
    },
    mirostat: ({ version, tau, eta }) => ({ settings: { '--mirostat': version, '--mirostat-ent': tau, '--mirostat-lr': eta } }),
  },
  rules: {
    topNSigma: 'llama.cpp leaves what it removes in its array at minus infinity, where later stages still count it.',
    topP: 'llama.cpp adds up in float32, so a sum right at p may fall on the other side.',
    typicalP: 'llama.cpp asks for more than p, not for p.',
  },
};

/** What --samplers calls them. The three penalties are one there, and so are the two temperatures. */
const samplers = {
  repetitionPenalty: 'penalties', frequencyPenalty: 'penalties', presencePenalty: 'penalties', dry: 'dry', topNSigma: 'top_n_sigma', topK: 'top_k',
  typicalP: 'typ_p', topP: 'top_p', minP: 'min_p', xtc: 'xtc', temperature: 'temperature', dynamicTemperature: 'temperature',
};
const isBias = (/** @type {{ kind: string }} */ { kind }) => kind === 'logitBias' || kind === 'badTokens';
const samplerOf = (/** @type {{ kind: string }} */ { kind }) => /** @type {Record<string, string>} */ (samplers)[kind];

/** @param {import('./snippets.mjs').Settings} settings */
export function llamaCppSnippet({ active, dialect, seed, prompt }) {
  const { kept, notes: before } = withoutRivals(active);
  const { settings, notes, said } = express(system, kept, dialect);
  const { biases = [], bans = [], ...flags } = settings;
  const names = said.map(samplerOf).filter(Boolean);
  const order = [...new Set(names)];
  const luck = seedOf('llama.cpp', seed);
  const all = [
    ['-m', 'MODEL.gguf'], ['-p', prompt.replaceAll('\\', '\\\\')], ['-n', '20'],
    // Mirostat has a place of its own; else, where nothing is asked for, the temperature that changes nothing.
    ...('--mirostat' in flags ? [] : [['--samplers', order.join(';') || 'temperature']]),
    ...('--temp' in flags || (order.length > 0 && !('--mirostat' in flags)) ? [] : [['--temp', '1']]),
    ...Object.entries(flags).flatMap(([flag, value]) => [value].flat().map((one) => [flag, String(one)])),
    ...[...biases, ...bans].map((bias) => ['--logit-bias', bias]),
    ...(luck.seed === undefined ? [] : [['--seed', String(luck.seed)]]),
  ];
  const text = `llama-cli ${all.map(([flag, value]) => `${flag} ${shell(value)}`).join(' \\\n  ')}\n`;
  return {
    id: 'llamaCpp', label: 'llama.cpp, command line', language: 'sh', text,
    notes: [...before, ...notes, ...placeNotes(said, names), 'Newer builds go on with a plain text as llama-completion, with the same flags; llama-cli there holds a conversation.', ...luck.notes],
  };
}

/** Beside mirostat llama.cpp runs the temperature and nothing else. @param {import('./chain.mjs').Active[]} active */
function withoutRivals(active) {
  const isAlone = (/** @type {{ kind: string }} */ stage) => stage.kind === 'mirostat' || samplerOf(stage) === 'temperature' || isBias(stage) || !samplerOf(stage);
  const isMirostat = active.some(({ kind }) => kind === 'mirostat');
  const rivals = isMirostat ? active.filter((stage) => !isAlone(stage)) : [];
  return { kept: active.filter((stage) => !rivals.includes(stage)), notes: rivals.map(({ label }) => `${label}: beside mirostat llama.cpp runs the temperature and nothing else, so it is left out.`) };
}

/** @param {import('./chain.mjs').Active[]} said @param {string[]} names */
function placeNotes(said, names) {
  const notes = [];
  if (said.some((stage, i) => isBias(stage) && i > 0 && !isBias(said[i - 1]))) notes.push('Order: llama.cpp adds biases before everything else, wherever they stand in this chain.');
  if (said.some(({ kind }, i) => kind === 'mirostat' && said.slice(i).some((stage) => samplerOf(stage) === 'temperature'))) notes.push('Order: llama.cpp runs the temperature before mirostat.');
  if (names.some((name, i) => names.indexOf(name) !== i && names[i - 1] !== name)) notes.push('Order: penalties are one sampler there, and so are the temperatures; each runs where its first stands.');
  const penalties = said.filter((stage) => samplerOf(stage) === 'penalties');
  const order = ['repetitionPenalty', 'frequencyPenalty', 'presencePenalty'];
  if (penalties.some(({ kind }, i) => i > 0 && order.indexOf(kind) < order.indexOf(penalties[i - 1].kind))) notes.push('Order: among the penalties llama.cpp runs the repetition penalty first.');
  if (new Set(penalties.map(({ params }) => params.lastN)).size > 1) notes.push('Penalties, how many of the last tokens count: llama.cpp has one number for all, and the last of the chain\'s is written.');
  if (said.filter((stage) => samplerOf(stage) === 'temperature').length > 1) notes.push('Temperature and dynamic temperature are one sampler in llama.cpp; the later one of the chain is written.');
  return notes;
}

/** Nothing in it means anything to a shell. @param {string} text */
const shell = (text) => (/^[\w./+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
