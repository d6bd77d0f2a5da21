import type { Notice, NoticeKind } from '@tollgate/contract/account/notices';
import type { UserProfile } from '@tollgate/contract/account/profile';
import type { UserStatus } from '@tollgate/contract/account/status';
import { isMicro } from '@tollgate/contract/common/money';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { count, fieldsOf, millis, text, textOrNull } from './activity.ts';
import { serverNow } from './clock.ts';
import { toCredits } from './outcome.ts';

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
  /** What the user was told, oldest first. */
  notices: Notice[];
  /**
   * What a guest has left, as their last generation told: it follows at once, in every tab. `null` before the
   * first one, and for members; the profile has what else counts here, other guests of this address for
   * instance.
   */
  guest: LimitLeft | null;
  fromCache: boolean;
}

const MAX_TIMER_MS = 2 ** 31 - 1;

const lotOf = (value: unknown) => {
  const { amountMicro, expiresAt } = fieldsOf(value);
  return typeof amountMicro === 'number' ? [{ amountMicro, expiresAt: millis(expiresAt) }] : [];
};

const noticeOf = (value: unknown): Notice[] => {
  const fields = fieldsOf(value);
  const createdAt = millis(fields.createdAt);
  // It may be one that only newer functions know: a profile tells that too.
  const kind = text(fields.kind) as NoticeKind;
  if (!kind || createdAt === null) return [];
  return [
    {
      id: count(fields.id),
      kind,
      amountMicro: isMicro(fields.amountMicro) ? fields.amountMicro : null,
      reason: textOrNull(fields.reason),
      createdAt,
      readAt: millis(fields.readAt),
    },
  ];
};

const leftOf = (value: unknown): LimitLeft | null => {
  const { limit, left, freeAt } = fieldsOf(value);
  return value ? { limit: count(limit), left: count(left), freeAt: millis(freeAt) } : null;
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

interface Known extends Pick<UserProfile, 'heldMicro' | 'status' | 'notices' | 'guest'> {
  grants: readonly { amountMicro: number; expiresAt: number | null }[];
}

function balanceAt(
  { grants, heldMicro, status, notices, guest }: Known,
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
    guest,
    nextExpiryAt: expiries.length === 0 ? null : Math.min(...expiries),
    fromCache,
  };
}

/** Reads a document of `users`. */
export function readBalance(fields: Record<string, unknown>, fromCache: boolean, nowMs: number): Balance {
  const known = {
    grants: listOf(fields.grants).flatMap(lotOf),
    heldMicro: count(fields.heldMicro),
    status: (text(fields.status) || 'active') as UserStatus,
    notices: listOf(fields.notices).flatMap(noticeOf),
    guest: leftOf(fields.guestLeft),
  };
  return balanceAt(known, fromCache, nowMs);
}

/**
 * The balance that a profile tells: what there is to show before `subscribeToBalance` brings the first one.
 */
export const balanceOf = (profile: UserProfile): Balance => balanceAt(profile, false, serverNow());

/** When the balance changes by itself, as a delay a timer can take; `null`: it does not. */
export const nextChangeMs = (balance: Balance, nowMs: number): number | null =>
  balance.nextExpiryAt === null ? null : Math.min(MAX_TIMER_MS, Math.max(1, balance.nextExpiryAt - nowMs));
