// A problem that the user can act on: its message is all that is printed, without a stack.
export class Problem extends Error {}
