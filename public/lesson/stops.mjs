// @ts-check
// A model that always counts to four, one line each, stopped in three ways.

/** Its texts; the number and the line end are tokens of their own. */
const vocabulary = ['1', '2', '3', '4', '\n', ' apple', ' pear', ' plum', ' fig', '<end>'];
const script = [0, 5, 4, 1, 6, 4, 2, 7, 4, 3, 8, 9];

const counting = {
  vocabulary,
  eos: vocabulary.indexOf('<end>'),
  /** @param {readonly number[]} context */
  logits: (context) => vocabulary.map((_, id) => (id === script[context.length] ? 9 : 0)),
};

/** @type {{ label: string, options: import('../../web/logitscope.d.ts').GenerateOptions }[]} */
export const ways = [
  { label: 'its end token', options: {} },
  { label: 'the stop sequence “⏎4”', options: { stopSequences: ['\n4'] } },
  { label: 'a limit of 5 tokens', options: { maxNewTokens: 5 } },
];

/** @param {Pick<import('../../web/logitscope.d.ts').Logitscope, 'generate'>} ls */
export const runStops = (ls) => Promise.all(ways.map(({ options }) => ls.generate(counting, { chain: [{ kind: 'temperature', temperature: 0 }], seed: 1, ...options })));
