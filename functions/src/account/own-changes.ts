import type { User } from '@tollgate/contract/account/user';
import { endOfHour, hourOf } from '@tollgate/contract/common/calendar';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';

export const MAX_CHANGES_AN_HOUR = 60;

/**
 * Pure. Counts one more change that users make to their own account. The count stands in the document that
 * the change writes anyway, so it costs nothing and is exact, whichever instances the calls come to.
 */
export function countChange(
  { ownChanges }: Pick<User, 'ownChanges'>,
  nowMs: number,
): Pick<User, 'ownChanges'> | Refusal {
  const hour = hourOf(nowMs);
  const count = ownChanges.hour === hour ? ownChanges.count : 0;
  if (count < MAX_CHANGES_AN_HOUR) return { ownChanges: { hour, count: count + 1 } };
  const message = `At most ${MAX_CHANGES_AN_HOUR} changes of an account in an hour. Try again when the next one begins.`;
  return refuse('rate_limited', message, { retryAfterMs: endOfHour(hour) - nowMs });
}
