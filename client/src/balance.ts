import { USER_STATUSES, type UserStatus } from '@tollgate/contract/ai-types';
import { spendableMicro } from '@tollgate/contract/lots';
import { millis } from './activity.ts';
import { toCredits } from './outcome.ts';
import type { UserProfile } from './shapes.ts';

/** What a user has. */
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

interface Known extends Pick<UserProfile, 'heldMicro' | 'status'> {
  grants: readonly { amountMicro: number; expiresAt: number | null }[];
}

function balanceAt({ grants, heldMicro, status }: Known, fromCache: boolean, nowMs: number): Balance {
  const creditsMicro = spendableMicro(grants, nowMs);
  const expiries = grants.flatMap(({ expiresAt }) =>
    expiresAt !== null && expiresAt > nowMs ? [expiresAt] : [],
  );
  return {
    credits: toCredits(creditsMicro),
    creditsMicro,
    held: toCredits(heldMicro),
    heldMicro,
    status,
    nextExpiryAt: expiries.length === 0 ? null : Math.min(...expiries),
    fromCache,
  };
}

/** Reads a document of `users`. */
export function readBalance(fields: Record<string, unknown>, fromCache: boolean, nowMs: number): Balance {
  const known = {
    grants: (Array.isArray(fields.grants) ? fields.grants : []).flatMap(lotOf),
    heldMicro: typeof fields.heldMicro === 'number' ? fields.heldMicro : 0,
    status: USER_STATUSES.find((status) => status === fields.status) ?? 'active',
  };
  return balanceAt(known, fromCache, nowMs);
}

/** The balance that a profile tells: what there is to show before `subscribeToBalance` brings the first one. */
export const balanceOf = (profile: UserProfile): Balance => balanceAt(profile, false, Date.now());

/** When the balance changes by itself, as a delay a timer can take; `null`: it does not. */
export const nextChangeMs = (balance: Balance, nowMs: number): number | null =>
  balance.nextExpiryAt === null
    ? null
    : Math.min(LONGEST_TIMER_MS, Math.max(1, balance.nextExpiryAt - nowMs));
