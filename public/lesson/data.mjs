// @ts-check
// The tables of logits that the lesson computes with. Those of the scenarios are what their CSV files hold, which a
// test compares; the others belong to one section each.

/** @typedef {{ tokens: string[], logits: number[], context: string }} Table */

/** @param {string} context @param {Record<string, number>} scores @returns {Table} */
const table = (context, scores) => ({ context, tokens: Object.keys(scores), logits: Object.values(scores) });

export const cat = table('The cat is', { sleeping: 2.8, eating: 2.3, playing: 1.9, sitting: 1.5, jumping: 1.2 });

export const capital = table('The capital of France is', {
  ' Paris': 8.2, ' the': 3.1, ' a': 2.8, ' located': 2.5, ' known': 2, ' one': 1.5, ' called': 1.2, ' not': 0.8,
  ' definitely': 0.3, ' pizza': -5.2, ' quantum': -8.7, ' xylophone': -12.3,
});

export const confident = table('Two plus two is', {
  ' four': 10, ' five': 2, ' equal': 1.5, ' the': 1, ' always': 0.5, ' not': 0, ' three': -1, ' a': -2, ' twelve': -3, ' purple': -5,
});

export const uncertain = table('I like to eat', {
  ' bread': 3, ' apples': 2.8, ' soup': 2.6, ' rice': 2.4, ' fish': 2.2, ' pizza': 2, ' cheese': 1.8, ' noodles': 1.6, ' cake': 1.4, ' outside': 1.2,
});

export const mat = table('The cat sat on the', {
  ' mat': 13.8, ' floor': 11.2, ' table': 10.1, ' bed': 9.8, ' ground': 9.5, ' couch': 9.2, ' chair': 8.9, ' roof': 8.1,
  ' fence': 7.6, ' edge': 7.3, ' sofa': 7, ' wall': 6.8, ' top': 6.5, ' other': 6.2, ' window': 6, ' porch': 5.6,
  ' grass': 5.3, ' counter': 5, ' rug': 4.7, ' step': 4.4, ' however': 4, ' although': 3.7, ' perhaps': 3.4, ' never': 3.4,
  ' often': 3.4, ' simply': 3.3, ' maybe': 3.3, ' always': 3.2, ' sometimes': 3, ' usually': 2.6,
});

export const scenarios = { cat, capital, confident, uncertain, mat };

/** Temperature: six tokens of the fact. */
export const sixTokens = { ...capital, tokens: capital.tokens.slice(0, 6), logits: capital.logits.slice(0, 6) };

/** Top-k: ten tokens, two of them nonsense. */
export const tenTokens = table('The capital of France is', {
  Paris: 8.2, the: 3.1, a: 2.8, located: 2.5, known: 2, one: 1.5, not: 0.8, definitely: 0.3, pizza: -0.5, quantum: -2,
});

/** Min-p: ten tokens that one outshines even at temperature 1.5. */
export const oneFavourite = table('The capital of France is', {
  Paris: 8, the: 3, a: 2.5, located: 2, known: 1, one: 0, not: -1, pizza: -3, quantum: -5, xylophone: -8,
});

/** Top-p: six tokens by their probabilities. Logarithms of them are logits that give them back. */
export const sixWords = { tokens: ['the', 'a', 'this', 'that', 'my', 'your'], probabilities: [0.4, 0.3, 0.2, 0.05, 0.03, 0.02] };

/** Penalties: five tokens, and what has been said: "the" five times, "is" twice. */
export const repeating = table('', { Paris: 8.2, the: 5.5, is: 4, a: 2.8, located: 2.5 });
export const history = [1, 1, 1, 1, 1, 2, 2];

/** The order of the sliders, each at the value at which it does nothing. */
export const settingsOff = { rp: 1, T: 1, k: 0, p: 1, minP: 0 };
