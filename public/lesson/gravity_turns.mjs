// @ts-check
// The gravity sentence turn by turn, every stage of every turn from core: what the table and the replay show.

import { logitsAfter, probabilities } from './compute.mjs';
import { options, period, stepLogits, vocabulary } from './gravity.mjs';

/**
 * @typedef {{ id: number, token: string, logit: number, penalised: number, scaled: number, before: number, after: number }} TurnRow
 * @typedef {{ coin: number, picked: number, interval: readonly number[], nucleus: number, rows: TurnRow[] }} Turn
 * @param {import('./compute.mjs').Logitscope} ls @param {readonly number[]} coins NumPy's, of the seed 42 @returns {Turn[]}
 */
export function gravityTurns(ls, coins, chain = options.chain) {
  const history = /** @type {number[]} */ ([]);
  const turns = [];
  for (const [turn, logits] of stepLogits.entries()) {
    const coin = coins[turn];
    const { picked, candidates } = ls.run({ logits, chain: /** @type {any} */ (chain), history, coin });
    if (!picked) break;
    const [penalised, scaled] = [1, 2].map((stages) => logitsAfter(ls, logits, chain.slice(0, stages), history));
    const [before, after] = [2, 3].map((stages) => probabilities(ls, logits, chain.slice(0, stages), history));
    const rows = vocabulary.map((token, id) => ({
      id, token, logit: logits[id], penalised: Number(penalised[id]), scaled: Number(scaled[id]), before: before[id], after: after[id],
    }));
    turns.push({ coin, picked: picked.id, interval: picked.interval, nucleus: candidates.ids.length, rows: rows.sort((a, b) => b.before - a.before) });
    history.push(picked.id);
    if (picked.id === period) break;
  }
  return turns;
}

/** As many coins as there are turns. @param {Pick<import('../../web/logitscope.d.ts').Logitscope, 'createRng'>} ls */
export function gravityCoins(ls) {
  const rng = ls.createRng({ seed: options.seed, kind: 'numpy' });
  return stepLogits.map(() => rng.next());
}
