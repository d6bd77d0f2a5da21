/**
 * An activity's id: `${uid}.${requestId}`. A request id has no dot, so the last dot parts the two and no two pairs
 * share an id.
 */
export const activityIdOf = (userId: string, requestId: string): string => `${userId}.${requestId}`;

/** Whose activity an id names; `null` for text that is no such id. */
export function ownerOf(activityId: string): string | null {
  const dot = activityId.lastIndexOf('.');
  return dot > 0 && !activityId.includes('/') ? activityId.slice(0, dot) : null;
}

/** How long a lease holds without being renewed: after that, whoever ran the generation is taken for dead. */
export const LEASE_MS = 60_000;
