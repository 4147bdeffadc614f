// @ts-check

/** A seed that every generator takes, for those who ask for none. */
export const randomSeed = () => crypto.getRandomValues(new Uint32Array(1))[0];
