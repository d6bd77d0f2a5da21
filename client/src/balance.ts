import { NOTICE_KINDS, USER_STATUSES, type UserStatus } from '@tollgate/contract/ai-types';
import type { UserProfile } from '@tollgate/contract/calls';
import { spendableMicro } from '@tollgate/contract/lots';
import { toMicro } from '@tollgate/contract/money';
import type { Notice } from '@tollgate/contract/personal';
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
  /** What the user was told, oldest first. */
  notices: Notice[];
  fromCache: boolean;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

const lotOf = (value: unknown) => {
  if (typeof value !== 'object' || value === null || !('amountMicro' in value)) return [];
  const expiresAt = 'expiresAt' in value ? millis(value.expiresAt) : null;
  return typeof value.amountMicro === 'number' ? [{ amountMicro: value.amountMicro, expiresAt }] : [];
};

const noticeOf = (value: unknown): Notice[] => {
  if (typeof value !== 'object' || value === null) return [];
  const fields: Record<string, unknown> = { ...value };
  const createdAt = millis(fields.createdAt);
  const { id, kind, amountMicro, reason } = fields;
  // A kind that only a newer version knows has no words here.
  const known = NOTICE_KINDS.find((one) => one === kind);
  if (typeof id !== 'number' || known === undefined || createdAt === null) return [];
  return [
    {
      id,
      kind: known,
      amountMicro: typeof amountMicro === 'number' ? toMicro(amountMicro) : null,
      reason: typeof reason === 'string' ? reason : null,
      createdAt,
      readAt: millis(fields.readAt),
    },
  ];
};

interface Known extends Pick<UserProfile, 'heldMicro' | 'status' | 'notices'> {
  grants: readonly { amountMicro: number; expiresAt: number | null }[];
}

function balanceAt(
  { grants, heldMicro, status, notices }: Known,
  fromCache: boolean,
  nowMs: number,
): Balance {
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
    notices,
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
    notices: (Array.isArray(fields.notices) ? fields.notices : []).flatMap(noticeOf),
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
