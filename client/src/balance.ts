import { USER_STATUSES, type UserStatus } from '@tollgate/contract/ai-types';
import { spendableMicro } from '@tollgate/contract/lots';
import { millis } from './activity.ts';
import { toCredits } from './outcome.ts';

export interface Balance {
  /** Spendable now, in credits for showing; `creditsMicro` is exact. What has expired is left out. */
  credits: number;
  creditsMicro: number;
  /** Held by running generations: theirs until they end. */
  held: number;
  heldMicro: number;
  status: UserStatus;
  nextExpiryAt: number | null;
  fromCache: boolean;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

const lotOf = (value: unknown) => {
  if (typeof value !== 'object' || value === null || !('amountMicro' in value)) return [];
  const expiresAt = 'expiresAt' in value ? millis(value.expiresAt) : null;
  return typeof value.amountMicro === 'number' ? [{ amountMicro: value.amountMicro, expiresAt }] : [];
};

/** Reads a document of `users`. */
export function readBalance(fields: Record<string, unknown>, fromCache: boolean, nowMs: number): Balance {
  const lots = (Array.isArray(fields.grants) ? fields.grants : []).flatMap(lotOf);
  const expiries = lots.flatMap((lot) =>
    lot.expiresAt !== null && lot.expiresAt > nowMs ? [lot.expiresAt] : [],
  );
  const creditsMicro = spendableMicro(lots, nowMs);
  const heldMicro = typeof fields.heldMicro === 'number' ? fields.heldMicro : 0;
  return {
    credits: toCredits(creditsMicro),
    creditsMicro,
    held: toCredits(heldMicro),
    heldMicro,
    status: USER_STATUSES.find((status) => status === fields.status) ?? 'active',
    nextExpiryAt: expiries.length === 0 ? null : Math.min(...expiries),
    fromCache,
  };
}

/** When the balance changes by itself, as a delay a timer can take; `null`: it does not. */
export const nextChangeMs = (balance: Balance, nowMs: number): number | null =>
  balance.nextExpiryAt === null
    ? null
    : Math.min(LONGEST_TIMER_MS, Math.max(1, balance.nextExpiryAt - nowMs));
