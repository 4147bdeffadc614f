// Continues a text with any model behind an OpenAI-compatible address, by a chain of our own:
//   node endpoint.mjs http://localhost:8080 'Once upon a time'

import { openaiSource } from '../adapters/openai.mjs';
import { load } from '../logitscope.mjs';

const [url, prompt] = process.argv.slice(2);
const source = openaiSource({ url, model: process.env.MODEL, key: process.env.API_KEY, top: 5 });
const ls = await load();
const chain = [{ kind: 'temperature', temperature: 0.8 }, { kind: 'minP', p: 0.1 }];
process.stdout.write(prompt);
await ls.generate(source, { prompt, chain, seenOnly: true, onStep: ({ token }) => { process.stdout.write(token); } });
process.stdout.write('\n');
