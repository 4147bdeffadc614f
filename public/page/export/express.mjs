// @ts-check
// What a system makes of a chain: the settings that say it, and in words what no setting says.

/** @typedef {import('./chain.mjs').Active} Active */
/** @typedef {{ settings?: Record<string, any>, notes?: string[] }} Said */

/**
 * @typedef {object} System
 * @property {string} name as a sentence has it
 * @property {string} dialect whose rules it is, "" for none of ours
 * @property {string[]} order the kinds as it runs them; empty where the reader's order can be had
 * @property {Record<string, (params: Record<string, any>, stage: Active) => Said>} stages how each kind is said that can be
 * @property {Record<string, string>} rules where its rule for a kind is not the textbook's
 * @property {string} [missing] why a kind is not there, where there is more to say
 */

const list = (/** @type {Active[]} */ stages) => stages.map(({ label }) => label.toLowerCase()).join(', ');

/**
 * @param {System} system @param {Active[]} active @param {string} dialect
 * @returns {{ settings: Record<string, any>, notes: string[], said: Active[] }}
 */
export function express(system, active, dialect) {
  /** @type {Record<string, any>} */
  const settings = {};
  /** @type {string[]} */
  const notes = [];
  /** @type {Active[]} */
  const said = [];
  for (const stage of active) {
    const { kind, label, params } = stage;
    if (!Object.hasOwn(system.stages, kind)) {
      notes.push(`${label}: ${system.name} has no such stage, so it is left out.`);
    } else if (said.some((other) => other.kind === kind)) {
      notes.push(`${label} stands in the chain more than once; ${system.name} takes one, so only the first is written.`);
    } else {
      const { settings: own, notes: more = [] } = system.stages[kind](params, stage);
      Object.assign(settings, own);
      notes.push(...more);
      if (params.minKeep > 1) notes.push(`${label}, at least ${params.minKeep}: ${system.name} has no setting for it and may leave fewer.`);
      if (system.rules[kind] && system.dialect !== dialect) notes.push(`${label}: ${system.rules[kind]}`);
      if (own) said.push(stage);
    }
  }
  const order = orderNote(system, said);
  return { settings, notes: order ? [...notes, order] : notes, said };
}

/** @param {System} system @param {Active[]} said */
function orderNote({ name, order }, said) {
  if (order.length === 0) return '';
  const there = [...said].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  if (there.every((stage, i) => stage === said[i])) return '';
  return `Order: this chain runs ${list(said)}; ${name} always runs ${list(there)}, which may keep other tokens.`;
}

/** @param {string} name @param {number} value @param {number} from @param {number} to @returns {[number, string[]]} the nearest that is taken, and a note where that is another */
export function within(name, value, from, to) {
  const nearest = Math.min(Math.max(value, from), to);
  return [nearest, nearest === value ? [] : [`${name} is ${value}; ${from} to ${to} are taken, so ${nearest} is written.`]];
}

/** @param {unknown} seed */
export const isShortSeed = (seed) => Number.isInteger(seed) && Number(seed) >= 0 && Number(seed) < 2 ** 32;

/** @param {string} name @param {number | undefined} seed @returns {{ seed?: number, notes: string[] }} */
export function seedOf(name, seed) {
  if (seed === undefined) return { notes: [] };
  if (!isShortSeed(seed)) return { notes: [`Seed ${seed}: ${name} takes whole numbers from 0 to 4294967295, so it is left out.`] };
  return { seed, notes: [`Seed ${seed}: ${name} draws with random numbers of its own, so it may draw other tokens than are drawn here.`] };
}

export const foreignIds = 'Token ids are those of the vocabulary that is shown; in another model the same ids are other tokens.';

/** @param {readonly (number | string)[]} tokens */
export const parted = (tokens) => ({
  ids: tokens.filter((token) => typeof token === 'number'),
  texts: tokens.filter((token) => typeof token === 'string'),
});
