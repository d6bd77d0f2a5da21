/** The gRPC codes that Firestore's errors carry. */

/** A guard failed: the document is gone, or another than it was. */
export const GONE_OR_CHANGED: ReadonlySet<number> = new Set([5, 9]);

/**
 * Codes after which reading and deciding again is right: a guard failed (3 is not among them: a bad request
 * stays bad), or nobody knows whether the commit landed, which the next read tells.
 */
export const RETRIABLE: ReadonlySet<number> = new Set([2, 4, 5, 6, 8, 9, 10, 13, 14]);

export const isCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  error instanceof Error && 'code' in error && codes.has(Number(error.code));
