// @ts-check
// A chain as the exports need it: the stages that are switched on, every parameter with its value.

import { stageTable } from './stage_table.mjs';

/** @typedef {{ kind: string, enabled?: boolean } & Record<string, any>} Given */
/** @typedef {{ kind: string, label: string, params: Record<string, any> }} Active */

/** @param {readonly Given[]} chain @returns {Active[]} */
export function activeStages(chain) {
  return chain.filter(({ enabled }) => enabled !== false).map((stage, i) => {
    if (!Object.hasOwn(stageTable, stage.kind)) throw new RangeError(`chain[${i}].kind is ${JSON.stringify(stage.kind)}; allowed: ${Object.keys(stageTable).join(', ')}.`);
    const { label, params } = stageTable[stage.kind];
    const filled = Object.entries(params).map(([name, byDefault]) => [name, stage[name] ?? byDefault]);
    return { kind: stage.kind, label, params: Object.fromEntries(filled) };
  });
}
