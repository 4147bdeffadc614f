// @ts-check
// The tables that take a generation, the presets or a whole vocabulary: filled when the page is built.

import { fixed, percent } from './compute.mjs';
import { tailCounters } from './decoding.mjs';
import { gravityCoins, gravityTurns } from './gravity_turns.mjs';
import { runStops, ways } from './stops.mjs';

/** @typedef {import('../../web/logitscope.d.ts').Logitscope} Logitscope */
/** @typedef {import('./tables.mjs').Table} Table */

const reasons = { stop_token: 'the end token', stop_sequence: 'the stop sequence', max_tokens: 'the limit', nothing_left: 'nothing left' };

/** Each in our words; a test holds the list to core's. @type {Record<string, string>} */
const uses = {
  greedy: 'code, answers that a program reads',
  focused: 'technical prose',
  balanced: 'conversation',
  creative: 'stories that hold together',
  fixedPool: 'stories, a pool of fixed size',
  brainstorming: 'ideas, some of them bad',
  warmMinP: 'hot, with a floor under it',
  lessRepetitive: 'long texts that must not circle',
  threeFilters: 'a demonstration of all three',
  mirostat: 'an even surprise from token to token',
  transformersDefault: 'what transformers does when told to sample',
  llamaCppDefault: 'what llama.cpp does unless told otherwise',
};

/** Facts, as of March 2026: the ids are those of the published tokenizers. */
const ends = [
  ['GPT-2', '<|endoftext|>', '50256'],
  ['GPT-3.5, GPT-4', '<|endoftext|>', '100257'],
  ['GPT-4o', '<|endoftext|>', '199999'],
  ['Llama 3, text', '<|end_of_text|>', '128001'],
  ['Llama 3, turn', '<|eot_id|>', '128009'],
];

/** @type {Record<string, (ls: Logitscope) => Table | Promise<Table>>} */
export const decodingTables = {
  'stop-tokens': () => ({ caption: 'End tokens of model families, as of March 2026', columns: ['family', 'token', 'id'], rows: ends, words: [0], tokens: [1] }),

  stops: async (ls) => ({
    caption: 'One model, three ends', columns: ['stopped by', 'tokens', 'reported', 'text'], words: [0, 2], tokens: [3],
    rows: (await runStops(ls)).map(({ tokens, text, stopReason }, i) => [ways[i].label, String(tokens.length), reasons[stopReason], String(text).replaceAll('\n', '⏎')]),
  }),

  tail: (ls) => ({ caption: 'The cat sat on the …, 50,257 tokens at T = 1', columns: ['what', 'how much'], rows: tailCounters(ls), words: [0] }),

  presets: (ls) => ({
    caption: 'Recipes; each button sets the instrument', columns: ['recipe', 'for'], words: [0, 1],
    rows: ls.presets().map(({ name, label }) => [`[preset ${name}]${label}`, uses[name]]),
  }),

  gravity: (ls) => ({
    caption: 'Gravity, turn by turn', columns: ['turn', 'coin', 'token', 'before the cut', 'nucleus', 'after it'], tokens: [2],
    rows: gravityTurns(ls, gravityCoins(ls)).map(({ coin, picked, nucleus, rows }, i) => {
      const { token, before, after } = /** @type {import('./gravity_turns.mjs').TurnRow} */ (rows.find(({ id }) => id === picked));
      return [String(i + 1), fixed(ls, coin, 3), token, percent(ls, before), String(nucleus), percent(ls, after)];
    }),
  }),
};
