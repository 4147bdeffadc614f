// What three samplers keep of a table of logits:
//   node table.mjs weather.csv

import { readFile } from 'node:fs/promises';
import { load, LogitscopeError } from '../logitscope.mjs';

const samplers = {
  'top-k 3': [{ kind: 'topK', k: 3 }],
  'top-p 0.9': [{ kind: 'topP', p: 0.9 }],
  'min-p 0.1': [{ kind: 'minP', p: 0.1 }],
};

const [file] = process.argv.slice(2);
if (!file) {
  console.error('Which table? node table.mjs FILE.csv, with the columns token and logit.');
  process.exit(2);
}

const ls = await load();
try {
  const { tokens, logits, context = '' } = ls.parseCsv(await readFile(file));
  console.log(`${context} …`);
  for (const [name, chain] of Object.entries(samplers)) {
    const { candidates, metrics } = ls.run({ tokens, logits, chain });
    const kept = [...candidates.ids].map((id, i) => `${tokens[id]} ${ls.format(candidates.probabilities[i], 'percent')}`);
    console.log(`${name.padEnd(10)} keeps ${kept.length} of ${tokens.length}, ${ls.format(metrics.after.entropy, 2)} bits: ${kept.join(', ')}`);
  }
} catch (error) {
  if (!(error instanceof LogitscopeError) && error.code !== 'ENOENT') throw error;
  console.error(error.message);
  process.exitCode = 1;
}
