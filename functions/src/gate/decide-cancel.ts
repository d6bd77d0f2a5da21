import type { Activity } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import type { EndCommand } from './end-command.ts';

export type CancelDecision =
  /** It has ended already: the answer is how. */
  | { kind: 'ended' }
  /** Nobody runs it: it can end right here. */
  | { kind: 'end'; command: EndCommand }
  /** It has been asked to stop already. */
  | { kind: 'asked' }
  /** A job or the app's server runs it: it is asked to stop, and settles what it delivered. */
  | { kind: 'ask'; activity: Activity };

/**
 * What cancelling means depends on who runs the generation. For one that the app runs, a user's own cancel
 * counts as a reported failure and is charged beyond the allowance; when the user was suspended, the hold is
 * given back.
 */
export function decideCancel(activity: Activity, by: 'user' | 'suspension', nowMs: number): CancelDecision {
  if (!isOpen(activity.status)) return { kind: 'ended' };
  if (activity.runBy === 'app' && by === 'user') {
    const unknown = { units: null, resultUrl: null, errorMessage: 'cancelled by the user' };
    return { kind: 'end', command: { by: 'app', status: 'cancelled', ...unknown } };
  }
  // The server that runs it would otherwise finish work that nobody pays for.
  const isBackends = activity.runBy === 'backend' && by === 'user';
  if (!isBackends && (!activity.lease || activity.lease.expiresAt <= nowMs)) {
    const nothing = { usedUnits: 0, tokens: null, result: null };
    return { kind: 'end', command: { by: 'server', holder: null, status: 'cancelled', delivered: nothing } };
  }
  if (activity.cancelRequestedAt !== null) return { kind: 'asked' };
  return {
    kind: 'ask',
    activity: { ...activity, cancelRequestedAt: nowMs, updatedAt: nowMs },
  };
}
