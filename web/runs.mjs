// @ts-check
// One run, what one number says about it, and numbers as text: the functions that every module with core in it can give,
// the picture's too.

import { checkedObject, copyOfNumbers, copyOfRequest, withTextsAsIds } from './arguments.mjs';
import { refuse, unwrap } from './error.mjs';

/**
 * @param {Pick<import('./raw.d.mts').MainModule, '_run' | '_metricsOfLogits' | '_metricsOfProbabilities' | '_klDivergence' | '_format'>} raw
 * @returns {Pick<import('./logitscope.d.ts').Logitscope, 'run' | 'metrics' | 'klDivergence' | 'format'>}
 */
export function runsOver(raw) {
  return {
    run(request) {
      const input = copyOfRequest(request);
      const trace = unwrap(raw._run(rawRequest(input)), request);
      if (trace.picked && input.tokens) trace.picked.token = input.tokens[trace.picked.id];
      trace.input = input;
      return trace;
    },

    metrics(distribution) {
      const { logits, probabilities } = /** @type {any} */ (
        checkedObject(distribution, 'distribution', '{ logits } or { probabilities }')
      );
      if ((logits == null) === (probabilities == null)) {
        refuse('distribution', distribution, '{ logits } or { probabilities }, one of them', 'unknownChoice');
      }
      return logits != null
        ? unwrap(raw._metricsOfLogits(copyOfNumbers(logits, 'logits')), { logits })
        : unwrap(raw._metricsOfProbabilities(copyOfNumbers(probabilities, 'probabilities')), { probabilities });
    },

    klDivergence(p, q) {
      return unwrap(raw._klDivergence(copyOfNumbers(p, 'p'), copyOfNumbers(q, 'q')), { p, q });
    },

    format(value, form) {
      // Core reads a count of decimals as the digit that it is.
      if (!/^(percent|figure|\d)$/.test(`${form}`)) refuse('form', form, 'percent, figure or a digit', 'unknownChoice');
      return unwrap(raw._format({ value, form: `${form}` }), { value });
    },
  };
}

/**
 * As core takes it: a single coin is a list of one.
 * @param {import('./logitscope.d.ts').RunRequest} request
 */
export function rawRequest({ coin, ...request }) {
  const chain = withTextsAsIds(/** @type {any[]} */ (request.chain), request.tokens);
  return { ...request, chain, ...(coin !== undefined && { coins: Float64Array.of(coin) }) };
}
