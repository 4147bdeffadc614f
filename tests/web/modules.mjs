// Both builds of the functions; what holds for one has to hold for the other.

import * as withFile from '../../dist/logitscope.mjs';
import * as single from '../../dist/logitscope.single.mjs';

export const modules = { 'logitscope.mjs': withFile, 'logitscope.single.mjs': single };

export const cat = {
  tokens: ['sleeping', 'eating', 'playing', 'sitting', 'jumping'],
  logits: [2.8, 2.3, 1.9, 1.5, 1.2],
};

/** A probability as the tables of the first document print it. */
export const percent = (probability) => (probability * 100).toFixed(1);
