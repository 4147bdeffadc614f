// Writes what is made from the stage table of the built module: the stages' part of logitscope.d.ts, and what "copy as
// code" has to know of them. So a new stage has both without anybody typing it. Run after a build; a test fails while
// one of them is stale.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from '../dist/logitscope.mjs';
import { textParams } from './arguments.mjs';

const typesFile = fileURLToPath(new URL('logitscope.d.ts', import.meta.url));
const block = /(\/\/ <stages>.*\n)[^]*(\/\/ <\/stages>)/;

/**
 * In some a text stands for tokens; arguments.mjs sees to that.
 * @param {string} kind
 * @param {import('./logitscope.d.ts').ParamInfo} param
 */
function typeOf(kind, { name, type }) {
  if (type === 'biases') return 'readonly (readonly [id: number, bias: number])[]';
  if (type !== 'tokens') return 'number';
  return textParams[kind]?.param === name ? 'readonly (number | string)[]' : 'readonly number[]';
}

/** @param {readonly import('./logitscope.d.ts').StageInfo[]} stages */
export function stageTypes(stages) {
  const names = stages.map(({ kind }) => kind[0].toUpperCase() + kind.slice(1) + 'Stage');
  const types = stages.map(({ kind, summary, source, params }, i) => {
    const fields = params.map((param) => {
      const byDefault = 'whole' in param ? param.default : 'none';
      return `  /** ${param.help} Allowed: ${param.allowed}. Default: ${byDefault}. */\n  ${param.name}?: ${typeOf(kind, param)};\n`;
    });
    return (
      `/** ${summary} ${source}. */\nexport interface ${names[i]} {\n  kind: '${kind}';\n${fields.join('')}` +
      `  /** True unless given. */\n  enabled?: boolean;\n}\n`
    );
  });
  return (
    types.join('\n') +
    `\n/** One stage of a chain. */\nexport type Stage = ${names.join(' | ')};\n\nexport type StageKind = Stage['kind'];\n`
  );
}

/** @param {string} text @param {readonly import('./logitscope.d.ts').StageInfo[]} stages */
export function withStageTypes(text, stages) {
  return text.replace(block, (_, opening, closing) => opening + stageTypes(stages) + closing);
}

/** For the page, where the functions are not loaded. @param {readonly import('./logitscope.d.ts').StageInfo[]} stages */
export function stageTableModule(stages) {
  const rows = stages.map(({ kind, label, params }) => {
    const fields = params.map((param) => `${param.name}: ${JSON.stringify(param.default)}`);
    return `  ${kind}: { label: ${JSON.stringify(label)}, params: { ${fields.join(', ')} } },\n`;
  });
  return `// Generated from core's stage table by \`node web/generate-types.mjs\`; do not edit by hand.

/** Each stage with what its parameters are by default. @type {Record<string, { label: string, params: Record<string, any> }>} */
export const stageTable = {\n${rows.join('')}};\n`;
}

const tableFile = fileURLToPath(new URL('../public/page/export/stage_table.mjs', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { stages } = await load();
  writeFileSync(typesFile, withStageTypes(readFileSync(typesFile, 'utf8'), stages()));
  writeFileSync(tableFile, stageTableModule(stages()));
}
