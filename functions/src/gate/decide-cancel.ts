import { isOpen } from '@tollgate/contract/ai-types';
import type { Activity } from '@tollgate/contract/documents';
import type { EndCommand } from './decide-end.ts';

export type CancelDecision =
  /** It has ended: the answer is its end. */
  | { kind: 'ended' }
  /** Nobody runs it: it can end here and now. */
  | { kind: 'end'; command: EndCommand }
  /** It has been asked already. */
  | { kind: 'asked' }
  /** A job runs it: it is asked to stop and settles what it delivered. */
  | { kind: 'ask'; activity: Activity };

/** What cancelling means depends on who runs the generation. */
export function decideCancel(activity: Activity, nowMs: number): CancelDecision {
  if (!isOpen(activity.status)) return { kind: 'ended' };
  if (activity.runBy === 'app') {
    const unknown = { units: null, resultUrl: null, errorMessage: 'cancelled by the user' };
    return { kind: 'end', command: { by: 'app', status: 'cancelled', ...unknown } };
  }
  if (!activity.lease || activity.lease.expiresAt <= nowMs) {
    const nothing = { usedUnits: 0, tokens: null, result: null };
    return { kind: 'end', command: { by: 'server', holder: null, status: 'cancelled', delivered: nothing } };
  }
  if (activity.cancelRequestedAt !== null) return { kind: 'asked' };
  return {
    kind: 'ask',
    activity: { ...activity, cancelRequestedAt: nowMs, updatedAt: nowMs },
  };
}
