// The samplers of npm packages that a user would take instead.
//
// Transformers.js is the one that can be asked: it keeps its sampler to itself, but the file is in the package. It
// picks the k largest with onnxruntime, natively in Node, and knows temperature besides, but no top-p. The
// others sample inside the program of a loaded model, wllama in llama.cpp's and WebLLM in its compiled library's,
// where nobody else's logits get in. None is a dependency of ours: half a gigabyte for one row of a table.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const versionIn = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

/** { name, rows: [{ name, ours, theirs }] }, or null where it is not installed. */
export async function findPeers(folder) {
  const transformers = join(folder, '@huggingface/transformers');
  if (!existsSync(transformers)) return null;
  const load = (path) => import(pathToFileURL(join(transformers, 'src', path)).href);
  const { LogitsSampler } = await load('generation/logits_sampler.js');
  const { Tensor } = await load('utils/tensor.js');
  const samplerOf = (k) => {
    const sampler = LogitsSampler.getSampler({ do_sample: true, num_beams: 1, top_k: k });
    return (logits) => sampler(new Tensor('float32', logits, [1, logits.length]));
  };
  return {
    name: `@huggingface/transformers ${versionIn(transformers)} (onnxruntime-node ${versionIn(join(folder, 'onnxruntime-node'))})`,
    rows: [
      { name: 'no stage at all', ours: [], theirs: samplerOf(0) },
      { name: 'top-k 40', ours: [{ kind: 'topK', k: 40 }], theirs: samplerOf(40) },
    ],
  };
}
