import type { User } from '@tollgate/contract/account/user';
import { guestLeft } from '@tollgate/contract/limits/guests';
import { guestLogSchema } from '@tollgate/contract/limits/guests.schema';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { Caller } from '../platform/caller.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { read } from '../platform/firestore.ts';
import { keyedHash } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import { type GuestPlaces, withdrawGuest } from './decide-guest.ts';

const pathOf = (logId: string): string => `${COLLECTIONS.rateLimits}/${logId}`;

export const guestLoad = (logId: string) => ({ path: pathOf(logId), schema: guestLogSchema });

export const guestLogWrite = (logId: string, data: object): Write => ({ path: pathOf(logId), data });

type Guest = Pick<Caller, 'userId' | 'address'> & { browserId: string | undefined };

/** The documents in which a guest's generations count, each under a keyed hash for this purpose alone. */
function guestLogIds({ userId, address, browserId }: Guest): [browser: string, address: string] {
  const session = () => keyedHash('guest-session', userId);
  return [
    browserId === undefined ? session() : keyedHash('guest-browser', browserId),
    address === null ? session() : keyedHash('guest-address', address),
  ];
}

const callIdOf = (activityId: string): string => keyedHash('guest-call', activityId).slice(0, 16);

export const guestPlaces = (guest: Guest, activityId: string): GuestPlaces => ({
  callId: callIdOf(activityId),
  logIds: [...new Set(guestLogIds(guest))],
});

/** What a guest may still generate from this browser and address; `null` for people who have signed up. */
export async function leftForGuest(user: User, guest: Guest): Promise<LimitLeft | null> {
  if (!user.isGuest) return null;
  const { guest: rule } = (await currentConfig()).limits;
  const logs = await Promise.all(
    [...new Set(guestLogIds(guest))].map((logId) => read(pathOf(logId), guestLogSchema)),
  );
  const times = logs.map((stored) => (stored?.calls ?? []).map(({ countedAt }) => countedAt));
  return guestLeft([user.guestCalls, ...times], rule, nowMs());
}

/**
 * Removes a generation that delivered nothing from the logs. Done after the commit that ended it, because
 * only the activity names them. If this is lost, a guest has one generation fewer for a day; nobody ever has
 * one more.
 */
export async function withdrawFromLogs(
  logIds: readonly string[],
  activityId: string,
  { hasStreamed }: { hasStreamed: boolean },
): Promise<void> {
  const { streamedFailuresPerDay: perDay } = (await currentConfig()).limits;
  const callId = callIdOf(activityId);
  for (const logId of logIds) {
    try {
      const outcome = await transact({ stored: guestLoad(logId) }, ({ stored }, failedAt) => {
        const without = withdrawGuest(stored, callId, hasStreamed ? { failedAt, perDay } : null);
        if (!without) return { kind: 'answer', answer: null };
        return { kind: 'commit', answer: null, writes: [guestLogWrite(logId, without)] };
      });
      if (isRefusal(outcome)) log.warn('a guest keeps a generation counted', { reason: outcome.reason });
    } catch (error) {
      log.error('a guest keeps a generation counted', error, { activityId });
    }
  }
}
