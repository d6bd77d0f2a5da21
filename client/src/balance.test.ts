import type { UserProfile } from '@tollgate/contract/account/profile';
import { describe, expect, it, vi } from 'vitest';
import { balanceOf, nextChangeMs, readBalance } from './balance.ts';

const at = (ms: number) => ({ toMillis: () => ms });
const user = {
  status: 'active',
  creditsMicro: 15_000_000,
  heldMicro: 2_500_000,
  grants: [
    { amountMicro: 10_000_000, expiresAt: null },
    { amountMicro: 4_000_000, expiresAt: at(5_000) },
    { amountMicro: 1_000_000, expiresAt: at(1_000) },
  ],
};

describe('readBalance', () => {
  it('leaves out what has expired though it is not written off yet, and shows held apart', () => {
    expect(readBalance(user, false, 2_000)).toEqual({
      credits: 14,
      creditsMicro: 14_000_000,
      held: 2.5,
      heldMicro: 2_500_000,
      status: 'active',
      nextExpiryAt: 5_000,
      notices: [],
      guest: null,
      fromCache: false,
    });
  });

  it('has what the user was told, and leaves out what it has no words for', () => {
    const notice = {
      id: 3,
      kind: 'low_balance',
      amountMicro: 5,
      reason: null,
      createdAt: at(7),
      readAt: null,
    };
    const { notices } = readBalance(
      { ...user, notices: [notice, { ...notice, kind: undefined }, 7] },
      false,
      0,
    );
    expect(notices).toEqual([{ ...notice, createdAt: 7 }]);
  });

  it('has what a guest has left', () => {
    const guestLeft = { limit: 3, left: 0, freeAt: at(9) };
    expect(readBalance({ ...user, guestLeft }, false, 0).guest).toEqual({ limit: 3, left: 0, freeAt: 9 });
  });

  it('knows when it changes by itself', () => {
    expect(nextChangeMs(readBalance(user, false, 2_000), 2_000)).toBe(3_000);
    const later = readBalance(user, false, 5_000);
    expect(later.credits).toBe(10);
    expect(nextChangeMs(later, 5_000)).toBeNull();
  });
});

describe('balanceOf', () => {
  it('tells what the document would', () => {
    vi.useFakeTimers({ now: 2_000 });
    const grants = user.grants.map(({ amountMicro, expiresAt }) => ({
      amountMicro,
      expiresAt: expiresAt?.toMillis() ?? null,
    }));
    const profile = { ...user, grants, notices: [], guest: null } as unknown as UserProfile;
    expect(balanceOf(profile)).toEqual(readBalance(user, false, 2_000));
    vi.useRealTimers();
  });
});
