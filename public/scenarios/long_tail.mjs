// @ts-check
// A distribution over 50,257 tokens, as many as GPT-2 has, whose top is that of mat.csv. Illustrative: its tail falls
// as those of real models do, and its words were put together here. A table of it would be a megabyte; this makes it
// in a moment, the same everywhere: nothing but arithmetic that every machine rounds alike.

export const vocabularySize = 50257;
export const context = 'The cat sat on the';

/** @type {readonly (readonly [string, number])[]} */
const head = [
  ['mat', 13.8], ['floor', 11.2], ['table', 10.1], ['bed', 9.8], ['ground', 9.5], ['couch', 9.2], ['chair', 8.9],
  ['roof', 8.1], ['fence', 7.6], ['edge', 7.3], ['sofa', 7.0], ['wall', 6.8], ['top', 6.5], ['other', 6.2],
  ['window', 6.0], ['porch', 5.6], ['grass', 5.3], ['counter', 5.0], ['rug', 4.7], ['step', 4.4], ['however', 4.0],
  ['although', 3.7], ['perhaps', 3.4], ['never', 3.4], ['often', 3.4], ['simply', 3.3], ['maybe', 3.3],
  ['always', 3.2], ['sometimes', 3.0], ['usually', 2.6],
];

/** The body of the distribution is these, the tail any two of them made one: " moonharbour". */
const words = `
blanket pillow doorstep carpet bench stool shelf desk ledge hill stone wood moss sand snow path bridge river lake shore
harbour boat sail oar net fish shell pearl wave tide storm cloud rain wind thunder frost ice flame candle lamp lantern
mirror glass crystal silver gold iron copper bronze brass tin lead coal ash dust clay brick tile slate marble rope knot
thread needle button ribbon silk wool cotton leather velvet lace hat coat glove boot shoe belt purse ring crown jewel
king queen knight guard thief beggar baker butcher tailor miller farmer hunter sailor pilot doctor nurse teacher poet
painter singer dancer drummer harp flute fiddle bell drum horn song tale riddle letter paper pencil ink brush paint
apple pear plum peach cherry berry grape lemon melon nut acorn seed root leaf branch bark thorn rose lily tulip daisy
clover fern ivy willow oak maple birch cedar pine elm bread butter cheese honey sugar salt pepper garlic onion carrot
potato bean pea corn wheat barley oat rice soup stew pie cake biscuit tea coffee milk cream juice water horse pony
donkey goat sheep lamb pig goose duck hen rooster pigeon sparrow robin raven owl eagle falcon fox wolf bear deer hare
chalk drift rabbit badger otter beaver squirrel mouse rat mole hedgehog frog toad newt lizard snake turtle beetle moth spider ant bee wasp cricket snail
`.trim().split(/\s+/);

/** The tail falls by this much at most, the faster the nearer it is to the head. */
const fall = 16;
/** The last of the vocabulary hardly ever occur in any text, and lie lower still. */
const drop = 4;

const eighthRoot = (/** @type {number} */ x) => Math.sqrt(Math.sqrt(Math.sqrt(x)));
const eighthPower = (/** @type {number} */ x) => ((x * x) * (x * x)) * ((x * x) * (x * x));

/** @param {number} rank from 1 */
function tailLogit(rank) {
  const logit = head[head.length - 1][1] - fall * (1 - eighthRoot(head.length / rank)) - drop * eighthPower(rank / vocabularySize);
  return Math.round(logit * 1000) / 1000;
}

/** The words, and then their pairs, until there are enough. */
function makeTexts() {
  const texts = new Set([...head.map(([word]) => word), ...words]);
  for (let distance = 1; distance < words.length; ++distance) {
    for (let first = 0; first < words.length && texts.size < vocabularySize; ++first) {
      // 89 steps further each time, so that neighbours in rank share neither half.
      texts.add(words[first] + words[(first + distance * 89) % words.length]);
    }
  }
  return [...texts];
}

/**
 * Tokens and logits by id. As in a real vocabulary the id says nothing about the rank.
 * @returns {{ tokens: string[], logits: Float64Array, context: string }}
 */
export function longTail() {
  const tokens = new Array(vocabularySize);
  const logits = new Float64Array(vocabularySize);
  makeTexts().forEach((text, place) => {
    // The size is a prime, so that every step but 0 visits every id.
    const id = (place * 7919 + 137) % vocabularySize;
    tokens[id] = ` ${text}`;
    logits[id] = place < head.length ? head[place][1] : tailLogit(place + 1);
  });
  return { tokens, logits, context };
}

/** The same as a table, the context in its first row. @returns {string} */
export function longTailCsv() {
  const { tokens, logits } = longTail();
  const rows = tokens.map((token, id) => `${token},${logits[id]},${id === 0 ? context : ''}`);
  return `token,logit,context\n${rows.join('\n')}\n`;
}
