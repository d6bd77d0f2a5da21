/**
 * The id of what a user's request makes: `${uid}.${requestId}`. A request id has no dot, so the last dot
 * parts the two and no two pairs share an id.
 */
const ownedId = (userId: string, requestId: string): string => `${userId}.${requestId}`;

export const activityIdOf = ownedId;
export const orderIdOf = ownedId;

/** Whose activity or order an id names; `null` for text that is no such id. */
export function ownerOf(id: string): string | null {
  const dot = id.lastIndexOf('.');
  return dot > 0 && !id.includes('/') ? id.slice(0, dot) : null;
}
