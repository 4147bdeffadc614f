// @ts-check
// Our own function, which can say all of it.

/** A value as JavaScript writes it. @param {any} value @returns {string} */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value && typeof value === 'object') return `{ ${Object.entries(value).map(([key, one]) => `${key}: ${literal(one)}`).join(', ')} }`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** @param {import('./snippets.mjs').Settings} settings */
export function logitscopeSnippet({ chain, dialect, seed, prompt }) {
  const stages = chain.map((stage) => `  ${literal(stage)},\n`).join('');
  const luck = seed === undefined ? '' : `, seed: ${seed}`;
  const text = `import { load } from 'logitscope';

const ls = await load();
// What your model says after ${JSON.stringify(prompt)}: a logit for each token.
const { logits, tokens } = yourModel;
const chain = [
${stages}];
const trace = ls.run({ logits, tokens, chain${dialect === 'textbook' ? '' : `, dialect: ${literal(dialect)}`}${luck} });
console.log(trace.picked, trace.candidates.probabilities);
`;
  return { id: 'logitscope', label: 'JavaScript, Logitscope', language: 'js', text, notes: seed === undefined ? ['Without a seed nothing is drawn: picked is null.'] : [] };
}
