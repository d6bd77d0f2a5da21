/** The gRPC codes of Firestore's errors. */

/** A precondition failed: the document is gone, or has changed. */
export const GONE_OR_CHANGED: ReadonlySet<number> = new Set([5, 9]);

/**
 * Codes after which it is right to read and decide again: a precondition failed, or nobody knows whether the
 * commit landed, which the next read shows. 3 isn't one: a bad request stays bad.
 */
export const RETRIABLE: ReadonlySet<number> = new Set([2, 4, 5, 6, 8, 9, 10, 13, 14]);

export const isCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  error instanceof Error && 'code' in error && codes.has(Number(error.code));
