// @ts-check
// The names of <logit-scope>'s attributes and what each is called in a link: one table for the tag, for the pages that
// write the tag, and for the page inside its frame.

/** Attributes that the frame follows, and their fields. @type {Record<string, string>} */
export const fields = {
  view: 'view', scenario: 'scenario', prompt: 'prompt', temperature: 'T', 'top-k': 'k', 'top-p': 'p', 'min-p': 'minP',
  'repetition-penalty': 'rp', seed: 'seed', dialect: 'dialect', controls: 'controls', theme: 'theme', question: 'question',
  predict: 'predict',
};

/** Fields of the page around the document, which no state holds, as they are at first. @type {Record<string, string>} */
export const ofThePage = { theme: 'auto', question: '', predict: 'token' };

/** The attribute of a field; nothing where none says it. @param {string} field */
export const attributeOf = (field) => Object.keys(fields).find((name) => fields[name] === field);

/** top-p is topP in scripts and in links. @param {string} name */
export const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** And back. @param {string} name */
export const kebabCase = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
