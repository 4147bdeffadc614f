// @ts-check
// A chain as the exports need it: every parameter with its value, and only the stages that do something.

import { stageTable } from './stage_table.mjs';

/** @typedef {{ kind: string, enabled?: boolean } & Record<string, any>} Given */
/** @typedef {{ kind: string, label: string, params: Record<string, any> }} Active */

/** @param {readonly Given[]} chain @returns {Active[]} */
export function activeStages(chain) {
  return chain.filter(({ enabled }) => enabled !== false).map((stage, i) => {
    if (!Object.hasOwn(stageTable, stage.kind)) throw new RangeError(`chain[${i}].kind is ${JSON.stringify(stage.kind)}; allowed: ${Object.keys(stageTable).join(', ')}.`);
    const { label, params } = stageTable[stage.kind];
    const filled = Object.entries(params).map(([name, { otherwise }]) => [name, stage[name] ?? otherwise]);
    return { kind: stage.kind, label, params: Object.fromEntries(filled) };
  }).filter((stage) => !isIdle(stage));
}

/** @param {Active} stage */
function isIdle({ kind, params }) {
  if (params.biases?.length === 0 || params.tokens?.length === 0) return true;
  const table = stageTable[kind].params;
  const switches = Object.keys(params).filter((name) => name !== 'minKeep' && typeof table[name].off === 'number');
  const isOff = (/** @type {string} */ name) => params[name] === table[name].off;
  // With no range around its middle it is still a temperature.
  if (kind === 'dynamicTemperature') return switches.length > 0 && switches.every(isOff);
  return switches.some(isOff);
}
