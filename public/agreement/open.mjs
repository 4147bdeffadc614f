// @ts-check
// What a library itself leaves open: why a difference says nothing. Each reason is worked out from the case, with the
// functions, never from a list of cases. tests/core/golden_dialects_test.cpp asks the same of the core alone.

/** @typedef {import('../../web/logitscope.d.ts').Logitscope} Logitscope */
/** @typedef {import('../../web/logitscope.d.ts').RunRequest} Request */
/** @typedef {import('../../web/logitscope.d.ts').Trace} Trace */

/** How close to a threshold float32 may decide the other way. */
const kHair = 1e-5;

/** What each reason means, for a reader. */
export const kReasons = {
  tie: 'A cut goes through tokens of the same logit, and the library does not say which of them stay. The probabilities are compared, and agree; which ids hold them is left aside.',
  tieThenIds: 'A cut goes through tokens of the same logit, and the library does not say which of them stay. A later stage then treats tokens by their ids, a bias or a penalty, so that even the probabilities depend on the choice.',
  masked: 'Typical-p meets a token that an earlier stage has set to -inf and left in the list. The library computes 0 · ln 0 for it, which is not a number, and sorts by that.',
  hair: 'A figure lies within 0.00001 of what it is compared with, where the last bit of a float32 exponential decides whether a token stays.',
};

/** @typedef {keyof typeof kReasons} Reason */

/** Logits of the tokens still in play after the first [count] stages. @param {Logitscope} ls @param {Request} request @param {number} count */
function logitsAfter(ls, request, count) {
  const { candidates: { ids, logits } } = ls.run({ ...request, chain: request.chain.slice(0, count) });
  const all = new Float64Array(request.logits.length).fill(-Infinity);
  ids.forEach((id, i) => { all[id] = logits[i]; });
  return all;
}

/**
 * The first stage that removes one of several tied tokens and keeps another; -1 where there is none.
 * @param {Logitscope} ls @param {Request} request @param {Trace} trace
 */
function firstCutThroughTie(ls, request, trace) {
  return trace.stages.findIndex(({ removed }, i) => {
    const [before, after] = [logitsAfter(ls, request, i), logitsAfter(ls, request, i + 1)];
    return removed.some((gone) => before.some((logit, id) => logit === before[gone] && Number.isFinite(after[id])));
  });
}

/** @param {{ kind: string }} stage */
const looksAtIds = ({ kind }) => ['logitBias', 'repetitionPenalty', 'frequencyPenalty', 'presencePenalty'].includes(kind);

/** Does typical-p meet a token that an earlier stage left at -inf? @param {readonly any[]} chain */
function meetsMasked(chain) {
  const first = chain.findIndex(({ kind, temperature }) => kind === 'topNSigma' || (kind === 'temperature' && temperature <= 0));
  return first >= 0 && chain.slice(first).some(({ kind }) => kind === 'typicalP');
}

/** The smallest distance to a threshold that any token had at any stage; a rank has none. @param {Logitscope} ls @param {Request} request @param {Trace} trace */
function closestMargin(ls, request, trace) {
  let closest = Infinity;
  for (let id = 0; id < request.logits.length; id++) {
    ls.explain(trace, id).stages.forEach(({ margin }, i) => {
      if (request.chain[i].kind !== 'topK' && margin !== null) closest = Math.min(closest, Math.abs(margin));
    });
  }
  return closest;
}

/**
 * @param {Logitscope} ls @param {Request} request @param {Trace} trace what came of it here
 * @param {boolean} haveSameProbabilities do both sides hold the same probabilities, whichever tokens hold them?
 * @returns {{ reason: Reason, shown: string } | null} the reason and what shows it; null where the difference counts
 */
export function openReason(ls, request, trace, haveSameProbabilities) {
  const isLlama = request.dialect === 'llamaCpp';
  if (isLlama && meetsMasked(request.chain)) return { reason: 'masked', shown: '' };
  const cut = isLlama ? firstCutThroughTie(ls, request, trace) : -1;
  if (cut >= 0) {
    const shown = `stage ${cut + 1}, ${trace.stages[cut].label}`;
    if (haveSameProbabilities) return { reason: 'tie', shown };
    if (request.chain.slice(cut + 1).some(looksAtIds)) return { reason: 'tieThenIds', shown };
  }
  const margin = closestMargin(ls, request, trace);
  return margin < kHair ? { reason: 'hair', shown: `${margin.toExponential(1)} from the threshold` } : null;
}
