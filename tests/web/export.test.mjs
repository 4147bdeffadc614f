// "Copy as code": every stage is either written or named in a note, and what is written is a program.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { load } from '../../dist/logitscope.mjs';
import { snippets } from '../../public/page/export/snippets.mjs';
import { stageTableModule } from '../../web/generate-types.mjs';
import { cat } from './modules.mjs';

const ls = await load();
const foreign = ['transformers', 'llamaCpp', 'openai', 'vllm'];
const of = (id, given) => snippets(given).find((snippet) => snippet.id === id);
/// What a shell hands to the command, as one list.
const flagsOf = (text) => spawnSync('sh', ['-c', `show() { printf '%s\\0' "$@"; }\n${text.replace(/^llama-cli /, 'show ')}`], { encoding: 'utf8' }).stdout.split('\0').slice(0, -1);

/// A stage whose every parameter has a value of its own, none of them idle.
function marked({ kind, params }) {
  const stage = { kind };
  params.forEach(({ name, type, whole, minimum, maximum }, i) => {
    if (name === 'minKeep') return;
    if (type === 'tokens') stage[name] = kind === 'dry' ? ['~'] : [7301 + i];
    else if (type === 'biases') stage[name] = [[7301 + i, 1.37]];
    else if (name === 'version') stage[name] = 1;
    else if (whole) stage[name] = 37 + i;
    else stage[name] = maximum <= 1 ? 0.137 + 0.1 * i : 1.137 + i;
  });
  return stage;
}

/// The stages of a chain that do something, as the page names them: those that change a row in which each has something to.
function acting(chain) {
  const history = [0, 1, 2, 3, 0, 1, 2];
  const row = { logits: Float64Array.from({ length: 1000 }, (_, id) => -id / 20), history };
  const left = (stages) => ls.run({ ...row, chain: stages, ...(stages[0]?.kind === 'xtc' && { coins: [0, 0] }) }).candidates;
  return chain.filter((stage) => JSON.stringify(left([stage])) !== JSON.stringify(left([])));
}

const leftOut = (id, kind) => {
  const { label } = ls.stages().find((stage) => stage.kind === kind);
  return of(id, { chain: [marked(ls.stages().find((stage) => stage.kind === kind))] }).notes.some((note) => note.startsWith(`${label}: `) && note.endsWith('so it is left out.'));
};

describe('every stage', () => {
  for (const info of ls.stages()) {
    it(`${info.kind} is written with each of its parameters, or named`, () => {
      const stage = marked(info);
      ls.run({ logits: new Float64Array(8000), tokens: Array.from({ length: 8000 }, (_, id) => (id ? String(id) : '~')), chain: [stage], coins: info.kind === 'xtc' ? [0.5, 0.5] : [0.5] });
      for (const id of foreign) {
        const { text, notes } = of(id, { chain: [stage] });
        if (leftOut(id, info.kind)) {
          assert.equal(text, of(id, { chain: [] }).text, id);
          continue;
        }
        for (const value of Object.entries(stage).filter(([name]) => name !== 'kind').flatMap(([, given]) => [given].flat(2))) {
          assert.ok(text.includes(String(value)) || notes.some((note) => note.includes(String(value))), `${id}: ${value} in\n${text}\n${notes.join('\n')}`);
        }
      }
      const own = of('logitscope', { chain: [stage] });
      assert.ok(own.text.includes(`{ kind: "${info.kind}"`));
    });
  }

  it('that a library lacks, by its dialect, is left out of its code, and no other', () => {
    const lacks = (name) => ls.dialects().find((dialect) => dialect.name === name).lacks;
    const kinds = ls.stages().map(({ kind }) => kind);
    assert.deepEqual(kinds.filter((kind) => leftOut('transformers', kind)), kinds.filter((kind) => lacks('transformers').includes(kind)));
    // A ban is a bias of minus infinity on its command line; p-less its library alone has.
    const expected = kinds.filter((kind) => (lacks('llamaCpp').includes(kind) && kind !== 'badTokens') || kind === 'pLess');
    assert.deepEqual(kinds.filter((kind) => leftOut('llamaCpp', kind)), expected);
  });

  it('that is switched off, or whose value changes nothing, leaves no trace', () => {
    const chain = acting([{ kind: 'topK', k: 0 }, { kind: 'topA', a: 0 }, { kind: 'temperature' }, { kind: 'topH', enabled: false }, { kind: 'badTokens' }, { kind: 'dry', lastN: 0 }]);
    for (const id of foreign) assert.deepEqual(of(id, { chain }), of(id, { chain: [] }));
    assert.ok(!leftOut('llamaCpp', 'dynamicTemperature'));
  });

  it('of no name is refused in a sentence', () => {
    assert.throws(() => snippets({ chain: [{ kind: 'topX' }] }), /^RangeError: chain\[0\]\.kind is "topX"; allowed: temperature, /);
  });
});

describe('what a system cannot say is said in a note', () => {
  const notesOf = (id, ...chain) => of(id, { chain }).notes;
  const says = (notes, pattern) => assert.ok(notes.some((note) => pattern.test(note)), `${pattern}: ${notes.join('\n')}`);

  it('another order', () => {
    const [temperature, topK, topP, minP] = [{ kind: 'temperature', temperature: 0.7 }, { kind: 'topK' }, { kind: 'topP' }, { kind: 'minP' }];
    assert.ok(!notesOf('transformers', temperature, topK, topP, minP).some((note) => note.startsWith('Order')));
    says(notesOf('transformers', topP, temperature), /^Order: this chain runs top-p, temperature; transformers always runs temperature, top-p/);
    says(notesOf('vllm', temperature, topK, minP), /vLLM always runs temperature, min-p, top-k/);
    says(notesOf('openai', temperature, topP), /does not say/);
    says(notesOf('llamaCpp', topK, { kind: 'logitBias', biases: [[1, 2]] }), /biases before everything else/);
  });

  it('a stage twice, a number of tokens that must stay, a number out of range', () => {
    says(notesOf('transformers', { kind: 'topK' }, { kind: 'topK', k: 3 }), /^Top-k stands in the chain more than once/);
    says(notesOf('llamaCpp', { kind: 'topP', minKeep: 2 }), /^Top-p, at least 2: llama\.cpp has no setting/);
    says(notesOf('openai', { kind: 'temperature', temperature: 2.5 }), /^Temperature is 2\.5; 0 to 2 are taken, so 2 is written\.$/);
    says(notesOf('transformers', { kind: 'repetitionPenalty', lastN: 64 }), /last 64: transformers counts the whole text/);
  });

  it('another rule, where the dialect is not the library\'s', () => {
    const chain = [{ kind: 'topK', k: 3 }];
    says(of('transformers', { chain }).notes, /ties with the k-th/);
    assert.deepEqual(of('transformers', { chain, dialect: 'transformers' }).notes, []);
  });

  it('that mirostat stands alone in llama.cpp', () => {
    const { text, notes } = of('llamaCpp', { chain: [{ kind: 'topK' }, { kind: 'temperature', temperature: 0.7 }, { kind: 'mirostat' }] });
    says(notes, /^Top-k: beside mirostat/);
    assert.deepEqual(flagsOf(text).slice(6), ['--temp', '0.7', '--mirostat', '2', '--mirostat-ent', '5', '--mirostat-lr', '0.1']);
  });

  it('that luck is another\'s, and a seed that it does not take', () => {
    says(of('vllm', { chain: [], seed: 42 }).notes, /^Seed 42: vLLM draws with random numbers of its own/);
    const { text, notes } = of('llamaCpp', { chain: [], seed: -1 });
    says(notes, /^Seed -1: .* left out\.$/);
    assert.ok(!text.includes('--seed'));
  });

  it('temperature 0, in the words of each', () => {
    const chain = [{ kind: 'temperature', temperature: 0 }, { kind: 'topK', k: 3 }];
    const { text, notes } = of('transformers', { chain });
    assert.match(text, /do_sample=False,\n {4}max_new_tokens/);
    says(notes, /do_sample=False takes the most likely token; left out with it: Top-k\.$/);
    assert.ok(flagsOf(of('llamaCpp', { chain }).text).join(' ').includes('--temp 0'));
  });
});

describe('what is written is a program', () => {
  const prompt = 'It\'s "so"\n\\n $HOME `x` − 😀';
  const chain = [
    { kind: 'repetitionPenalty', penalty: 2, lastN: 64 }, { kind: 'temperature', temperature: 2 }, { kind: 'topP', p: 0.9 },
    { kind: 'logitBias', biases: [[0, -200], [1, 2]] }, { kind: 'badTokens', tokens: [2, 'a "b"'] }, { kind: 'minP', enabled: false },
  ];

  it('in Python: it parses, holds the prompt, and gives floats where the libraries ask for them', () => {
    const reader = 'import ast, json, sys; tree = ast.parse(sys.stdin.read()); print(json.dumps([[n.value, type(n.value).__name__] for n in ast.walk(tree) if isinstance(n, ast.Constant)]))';
    for (const id of ['transformers', 'vllm']) {
      const { status, stdout, stderr } = spawnSync('python3', ['-c', reader], { input: of(id, { chain, seed: 7, prompt }).text, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      const constants = JSON.parse(stdout);
      assert.ok(constants.some(([value]) => value === prompt), id);
      if (id === 'transformers') assert.equal(constants.filter(([value, type]) => value === 2 && type === 'float').length, 3);
    }
  });

  it('in a shell: one argument for each word, the order in --samplers', () => {
    const flags = flagsOf(of('llamaCpp', { chain, seed: 7, prompt }).text);
    // The command itself reads backslashes.
    assert.equal(flags[flags.indexOf('-p') + 1].replaceAll('\\\\', '\\'), prompt);
    assert.equal(flags[flags.indexOf('--samplers') + 1], 'penalties;temperature;top_p');
    assert.deepEqual(flags.filter((_, i) => flags[i - 1] === '--logit-bias'), ['0-200', '1+2', '2-inf']);
  });

  it('in JSON: what was asked for, and nothing that the server would fill in', () => {
    const body = JSON.parse(of('openai', { chain, seed: 7, prompt }).text);
    assert.deepEqual(body, { model: 'MODEL', prompt, max_tokens: 20, temperature: 2, top_p: 0.9, logit_bias: { 0: -100, 1: 2, 2: -100 }, seed: 7 });
  });

  it('in JavaScript: the same trace as here', async () => {
    const own = { chain: [...chain.slice(0, 4), { kind: 'badTokens', tokens: [2] }], dialect: 'llamaCpp', seed: 7 };
    const body = of('logitscope', { ...own, prompt }).text.replace(/^import .*\n/, '').replace('yourModel', 'model').replace(/console\.log\((.*)\);\n$/, 'return [$1];');
    const AsyncFunction = (async () => {}).constructor;
    const [picked, probabilities] = await new AsyncFunction('load', 'model', body)(load, cat);
    const trace = ls.run({ ...cat, ...own });
    assert.deepEqual([picked, probabilities], [trace.picked, trace.candidates.probabilities]);
  });
});

const presetOf = (name) => {
  const { chain, dialect } = ls.presets().find((preset) => preset.name === name);
  return { chain: acting(chain), dialect };
};

it('a library\'s own default chain is written without a word about stages or order', () => {
  for (const [name, id] of [['transformersDefault', 'transformers'], ['llamaCppDefault', 'llamaCpp']]) {
    const { chain, dialect } = presetOf(name);
    assert.deepEqual(of(id, { chain, dialect }).notes.filter((note) => !note.startsWith('Newer builds')), [], name);
  }
  const { text } = of('llamaCpp', presetOf('llamaCppDefault'));
  assert.match(text, /--samplers 'top_k;top_p;min_p;temperature'/);
});

it('what it knows of the stages is the stage table\'s', () => {
  const file = readFileSync(new URL('../../public/page/export/stage_table.mjs', import.meta.url), 'utf8');
  assert.equal(file, stageTableModule(ls.stages()), 'stale: run node web/generate-types.mjs');
});
