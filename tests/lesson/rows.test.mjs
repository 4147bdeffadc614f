// What the five reference documents teach, row by row: the section that answers it, and the figure or table in it, which is
// computed and expected here by hand.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html, plain, said, sections, tableRows } from './article.mjs';

/** Cells of a table's rows, without its head. */
const cells = (section, name) => tableRows(section, name).slice(1);
const column = (section, name, at) => cells(section, name).map((row) => row[at]);
const has = (section, pattern) => assert.match(plain(sections.get(section).html), pattern);
const acts = (section, pattern) => assert.match(sections.get(section).html, pattern);

const rows = {
  'R0: the five cats, their logits, weights and probabilities': () => assert.deepEqual(cells('softmax', 'softmax'), [
    ['sleeping', '2.8', '16.44', '40.2 %'], ['eating', '2.3', '9.97', '24.4 %'], ['playing', '1.9', '6.69', '16.3 %'],
    ['sitting', '1.5', '4.48', '11.0 %'], ['jumping', '1.2', '3.32', '8.12 %'],
  ]),
  'R0: Z': () => assert.equal(said('softmax', 'softmax-sum'), '40.91'),
  'R0: +23.6 % after k = 3': () => assert.deepEqual([said('top-k', 'top-k-growth'), said('top-k', 'top-k-first'), said('top-k', 'top-k-mass')], ['23.6 %', '49.7 %', '80.9 %']),
  'R0: cumulative ranges': () => assert.match(html, /sleeping from 0\.000 to 0\.497, eating from 0\.497 to 0\.798, playing from 0\.798 to 1\.000/),
  'R0: seeds as Python draws them, the third too': () => assert.deepEqual(cells('draw', 'seeds').map((row) => row.slice(0, 3)), [
    ['1', '0.134', 'sleeping'], ['42', '0.639', 'eating'], ['100', '0.146', 'sleeping'],
  ]),
  'R0: the whole pipeline in its order': () => acts('draw', /scenario=cat&amp;T=0\.7&amp;k=3&amp;p=0\.9&amp;seed=42/),
  'R0: T = 0.5 makes sleeping 60.7 %': () => assert.equal(said('takeaways', 'temperature-cat-half'), '60.7 %'),
  'R0: recipes for factual, creative, random, focused': () => {
    for (const name of ['factual', 'creative', 'random', 'focused']) acts('settings', new RegExp(`data-state="[^"]+">${name}<`));
  },
  'R0: a CSV from anyone': () => has('scores', /drop in a CSV of your own/),

  'R1: greedy, and why not always': () => assert.deepEqual([said('strategies', 'beam-greedy'), said('strategies', 'beam-best')], ['22.0 %', '36.0 %']),
  'R1: logits 8 and 3 at T 0.5, 1, 2': () => assert.deepEqual(column('temperature', 'odds', 3), ['22026.5', '148.4', '12.2']),
  'R1: 148, 22,000 and 12 times': () => assert.deepEqual(['odds-1', 'odds-half', 'odds-2'].map((name) => said('temperature', name)), ['148', '22,026', '12']),
  'R1: the table of six tokens at five temperatures': () => assert.deepEqual(cells('temperature', 'temperature')[0].slice(1), ['100.0 %', '100.0 %', '98.3 %', '90.0 %', '77.9 %']),
  'R1: the limits of temperature': () => assert.deepEqual(['temperature-hot-least', 'temperature-hot-most'].map((name) => said('temperature', name)), ['16.4 %', '17.5 %']),
  'R1: top-k 1, 3, 5, 10': () => assert.deepEqual(column('top-k', 'top-k', 1).map((list) => list.split(', ').length), [1, 3, 5, 10]),
  'R1: the nucleus of a confident and of an uncertain row': () => assert.deepEqual(column('top-p', 'nuclei', 3), ['1', '8']),
  'R1: top-p against min-p at T = 1.5': () => {
    assert.deepEqual(cells('min-p', 'heat').find(([T]) => T === '1.5').slice(1, 3), ['6', '2']);
    assert.deepEqual(['min-p-favourite-top-p', 'min-p-favourite-min-p'].map((name) => said('min-p', name)), ['1', '1']);
  },
  'R1: top-nσ does not mind the temperature': () => assert.equal(new Set(column('min-p', 'heat', 3)).size, 1),
  'R1: three penalties on one history': () => assert.deepEqual(cells('penalties', 'penalties').slice(1, 3), [
    ['the', '5', '5.50', '4.58', '3.00', '4.90'], ['is', '2', '4.00', '3.33', '3.00', '3.40'],
  ]),
  'R1: stop tokens by model family': () => assert.deepEqual(column('stop', 'stop-tokens', 2), ['50256', '100257', '199999', '128001', '128009']),
  'R1: stop sequences across tokens, and which of the three ended it': () => {
    assert.deepEqual(column('stop', 'stops', 2), ['the end token', 'the stop sequence', 'the limit']);
    assert.equal(said('stop', 'stop-at-token'), '10');
  },
  'R1: beam search against sampling': () => assert.match(html, /A beam of two ends with the best two: dog barked and cat sat/),
  'R1: the full pipeline in its order': () => assert.deepEqual(['order-temperature-first', 'order-temperature-last'].map((name) => said('settings', name)), ['4', '2']),
  'R1: the gravity sentence in eleven steps': () => {
    assert.equal(column('gravity', 'gravity', 2).join(' '), 'Gravity is the force that attracts objects with mass together .');
    assert.deepEqual(column('gravity', 'gravity', 4), ['1', '1', '1', '1', '1', '2', '1', '2', '1', '2', '1']);
    acts('gravity', /id="replay"/);
  },
  'R1: settings and their uses': () => assert.equal([...sections.get('settings').html.matchAll(/data-action="preset \w+"/g)].length, 12),
  'R1: what reasoning models let one set, as of when': () => has('beyond', /as of March 2026 .*GPT-5.*reasoning effort/),
  'R1: diffusion, multi-token prediction, speculative decoding': () => {
    has('beyond', /Speculative decoding .* Multi-token prediction .* Diffusion/);
    assert.match(said('beyond', 'accept-line'), /= 90\.8 %$/);
  },
  'R1: why not all at once': () => has('loop', /Why not all tokens at once\?/),

  'R2: each knob seen to reshape the same row': () => {
    for (const id of ['temperature', 'top-k', 'top-p', 'min-p']) acts(id, /class="try"[^]*data-state="scenario=/);
  },
  'R2: why temperature 0 is not deterministic, shown': () => assert.deepEqual(cells('draw', 'orders'), [
    ['from the left', '0.6000000000000001', '0.6', 'the sum'], ['from the right', '0.6', '0.6', 'the rival'],
  ]),
  'R2: a self-check in every section': () => {
    for (const [id, { html: text }] of sections) assert.match(text, /<legend>Predict: /, id);
  },
  'R2: opens itself for an AI tutor': () => {
    for (const [id, { html: text }] of sections) assert.match(text, /<div class="tutor">/, id);
  },

  'R3: the loop drawn': () => assert.match(html, /<title id="drawing-loop-title">/),
  'R3: six tokens, three kept, 0.90 reached, with bars and the curve': () => {
    assert.deepEqual(['top-p-kept', 'top-p-reached'].map((name) => said('top-p', name)), ['3', '0.90']);
    assert.match(html, /The sum reaches 0\.9 at token 3; the 3 after it are removed/);
  },
  'R3: naive and signed penalty': () => assert.deepEqual(['penalty-naive', 'penalty-signed'].map((name) => said('penalties', name)), ['-1.67', '-2.40']),
  'R3: max_new_tokens and its usual values': () => has('stop', /512 to 2,048 tokens .* 100 to 500 .* 1,000 to 4,096/),

  'R4: the eight formulas': () => {
    for (const name of ['softmax', 'temperature', 'topK', 'topP', 'repetition', 'sequence', 'perplexity', 'entropy', 'kl']) assert.match(html, new RegExp(`data-formula="${name}"`));
  },
  'R4: the six counters of the tail': () => assert.deepEqual(column('tail', 'tail', 1).slice(0, 6), ['50,257', '“mat”, 86.2 %', '1', '2', '8', '50,257']),
  'R4: head, body and tail': () => assert.deepEqual(column('tail', 'tail', 1).slice(7), ['99.5 %', '0.43 %', '0.028 %']),
  'R4: builder, strategies, entropy and tail are where the lesson leads': () => {
    for (const view of ['builder', 'strategies', 'entropy', 'tail']) assert.match(html, new RegExp(`<section class="lesson"[^>]*data-state="view=${view}`));
  },
  'R4: entropy over a whole vocabulary': () => assert.equal(said('sure', 'entropy-most'), '15.6'),
  'R4: KL, and that it has a direction': () => assert.deepEqual(['kl-cool', 'kl-hot', 'kl-hot-reversed'].map((name) => said('sure', name)), ['0.0351', '0.057', '0.0552']),
  'R4: the takeaways': () => assert.equal([...sections.get('takeaways').html.matchAll(/<li>/g)].length - [...sections.get('takeaways').html.split('class="sources"')[1].matchAll(/<li>/g)].length, 8),

  'where they err: the third seed, two listings, temperature 0, the lost token, the sign, the float trap, independence': () => {
    for (const id of ['seed', 'between', 'still', 'crossing', 'sign', 'float', 'independent']) assert.match(html, new RegExp(`data-exhibit="${id}"`));
  },
};

describe('every row of the reference documents', () => {
  for (const [row, check] of Object.entries(rows)) it(row, check);
});
