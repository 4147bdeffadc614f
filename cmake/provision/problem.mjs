// A problem that the user can act on: its message is all that is printed, without a stack.
export class Problem extends Error {}

/**
 * What [work] gives; a problem of the user's ends the program with its sentence.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function orSayWhy(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
