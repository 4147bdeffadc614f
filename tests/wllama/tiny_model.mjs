// The smallest model that llama.cpp runs, made so that its answers can be worked out by hand.
//
// Its one layer is all zeros, so attention and feed-forward add nothing. Each token's embedding is 1 in the place of
// its class and 0 elsewhere; the root-mean-square norm makes √n of that 1, and the output matrix, divided by √n, turns
// it into the row of [kRows] of that class. What comes after a token depends on its class alone: a bigram table.

import { writeGguf } from './gguf.mjs';

const kWidth = 32;
const kWords = [' The', ' cat', ' sat', ' on', ' the', ' mat', ' rug', ' sofa', '.'];

/** The words stand for themselves; every other token is of class 0. */
const classOf = (text) => kWords.indexOf(text) + 1;

/** What follows what, as weights: logits are their logarithms. Tokens that are not named share a weight of 1. */
const kRows = [
  { ' The': 900 },
  { ' cat': 2000, ' mat': 200, ' rug': 100 },
  { ' sat': 4000, ' on': 10 },
  { ' on': 6000, '.': 300 },
  { ' the': 9000 },
  // The first byte of a character of three, and the letter A twice: as a token, and as a byte.
  { ' mat': 5000, ' rug': 1200, ' sofa': 800, ' cat': 400, '<0xE2>': 200, 'A': 100, '<0x41>': 50 },
  { '.': 8000, ' on': 100 },
  { '.': 8000 },
  { '.': 8000 },
  { '</s>': 9000, ' The': 500 },
];

const kNormal = 1;
const kUnknown = 2;
const kControl = 3;
const kByte = 6;

const hex = (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;

/** Text as it stands in the file, and its kind. */
function makeTokens() {
  const tokens = [['<unk>', kUnknown], ['<s>', kControl], ['</s>', kControl]];
  for (let byte = 0; byte < 256; ++byte) tokens.push([hex(byte), kByte]);
  // A word is merged from the left, so every beginning of it is a token too.
  const parts = new Set([...'ABCDEFabcdefghijklmnopqrstuvwxyzT.\u2581']);
  for (const word of kWords) {
    for (let end = 1; end <= word.length; ++end) parts.add(word.slice(0, end).replace(' ', '\u2581'));
  }
  for (const part of parts) tokens.push([part, kNormal]);
  return tokens;
}

const tokens = makeTokens();
const written = (text) => text.replace('\u2581', ' ');

/** The texts of all tokens as the file has them, spaces as spaces. */
export const kTokens = tokens.map(([text]) => written(text));

export const kEnd = 2;

/** The weights of all tokens after the word [last]. */
export function weightsAfter(last) {
  const row = kRows[classOf(last)];
  return kTokens.map((text) => row[text] ?? 1);
}

/** p of every token after [last], as the model must give it. */
export function probabilitiesAfter(last) {
  const weights = weightsAfter(last);
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

export function makeTinyModel() {
  const count = tokens.length;
  const embeddings = new Float32Array(count * kWidth);
  const output = new Float32Array(count * kWidth);
  const rows = kRows.map((row) => kTokens.map((text) => Math.log(row[text] ?? 1)));
  kTokens.forEach((text, id) => {
    embeddings[id * kWidth + classOf(text)] = 1;
    rows.forEach((row, place) => { output[id * kWidth + place] = row[id] / Math.sqrt(kWidth); });
  });
  const ones = new Float32Array(kWidth).fill(1);
  const zeros = new Float32Array(kWidth * kWidth);
  const square = (name) => ({ name, shape: [kWidth, kWidth], values: zeros });
  const line = (name) => ({ name, shape: [kWidth], values: ones });
  const number = (value) => ({ type: 'uint32', value });
  const text = (value) => ({ type: 'string', value });
  return writeGguf(
    {
      'general.architecture': text('llama'),
      'general.name': text('a bigram table'),
      'llama.context_length': number(256),
      'llama.embedding_length': number(kWidth),
      'llama.block_count': number(1),
      'llama.feed_forward_length': number(kWidth),
      'llama.attention.head_count': number(1),
      'llama.rope.dimension_count': number(kWidth),
      'llama.attention.layer_norm_rms_epsilon': { type: 'float32', value: 1e-12 },
      'tokenizer.ggml.model': text('llama'),
      'tokenizer.ggml.tokens': { type: 'array', value: { of: 'string', items: tokens.map(([piece]) => piece) } },
      'tokenizer.ggml.scores': { type: 'array', value: { of: 'float32', items: tokens.map(([piece]) => piece.length) } },
      'tokenizer.ggml.token_type': { type: 'array', value: { of: 'int32', items: tokens.map(([, kind]) => kind) } },
      'tokenizer.ggml.unknown_token_id': number(0),
      'tokenizer.ggml.bos_token_id': number(1),
      'tokenizer.ggml.eos_token_id': number(kEnd),
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: true },
      'tokenizer.ggml.add_space_prefix': { type: 'bool', value: false },
    },
    [
      { name: 'token_embd.weight', shape: [kWidth, count], values: embeddings },
      line('output_norm.weight'),
      { name: 'output.weight', shape: [kWidth, count], values: output },
      line('blk.0.attn_norm.weight'), square('blk.0.attn_q.weight'), square('blk.0.attn_k.weight'),
      square('blk.0.attn_v.weight'), square('blk.0.attn_output.weight'),
      line('blk.0.ffn_norm.weight'), square('blk.0.ffn_gate.weight'), square('blk.0.ffn_up.weight'),
      square('blk.0.ffn_down.weight'),
    ],
  );
}
