import type { User } from '@tollgate/contract/account/user';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { describe, expect, it } from 'vitest';
import { give, openAccount, remove, writeOffExpired } from '../ledger/balance.ts';
import { pick } from '../ledger/lots.ts';
import { decideEnsure } from './decide.ts';
import { withNotices } from './notices.ts';
import { countByService, spentNow } from './personal-usage.ts';
import { refuseBySpendingLimit } from './spending-limit.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
};
const ada = (changes: Partial<User> = {}): User => ({
  ...decideEnsure(null, identity, credits(10), NOW).user,
  ...changes,
});
const cause = { actorId: 'admin', reason: 'for the demo', requestId: 'g', activityId: null };

describe('what a user used, by service', () => {
  it('adds up by day and month, the newest kept', () => {
    let user = ada();
    for (let day = 0; day < 60; day++) {
      user = { ...user, ...countByService(user, 'clip', credits(2), NOW + day * DAY_MS) };
      user = { ...user, ...countByService(user, 'chat', credits(0), NOW + day * DAY_MS) };
    }
    expect(user.usageDays).toHaveLength(31);
    expect(user.usageDays.at(-1)).toEqual({
      day: '2027-01-19',
      services: {
        clip: { generations: 1, spentMicro: credits(2) },
        chat: { generations: 1, spentMicro: 0 },
      },
    });
    expect(user.usageMonths.map(({ month, services }) => [month, services.clip?.generations])).toEqual([
      ['2026-11', 10],
      ['2026-12', 31],
      ['2027-01', 19],
    ]);
    expect(spentNow(user, NOW + 59 * DAY_MS)).toEqual({ dayMicro: credits(2), monthMicro: credits(38) });
  });

  it('stays small, whatever the services: beyond twenty a day they are one', () => {
    let user = ada();
    for (let one = 0; one < 30; one++) {
      user = { ...user, ...countByService(user, `s${one}`, credits(1), NOW) };
    }
    expect(Object.keys(user.usageDays[0]?.services ?? {})).toHaveLength(21);
    expect(user.usageDays[0]?.services.other).toEqual({ generations: 10, spentMicro: credits(10) });
    expect(spentNow(user, NOW).dayMicro).toBe(credits(30));
  });

  it('bears a clock that is a day behind', () => {
    let user = { ...ada(), ...countByService(ada(), 'clip', credits(1), NOW + DAY_MS) };
    user = { ...user, ...countByService(user, 'clip', credits(1), NOW) };
    expect(user.usageDays.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-22']);
  });
});

describe('a name that shows nothing', () => {
  it('is none, wherever it comes from', () => {
    for (const displayName of ['\u200B', '\u3164', ' \uFEFF'])
      expect(decideEnsure(null, { ...identity, displayName }, null, NOW).user.displayName).toBeNull();
    const known = ada({ displayName: null });
    expect(decideEnsure(known, { ...identity, displayName: '\u200D' }, null, NOW).changed).toBe(false);
    expect(decideEnsure(known, { ...identity, displayName: 'Ada' }, null, NOW).user.displayName).toBe('Ada');
  });
});

describe('the limit that users set for themselves', () => {
  const spent = countByService(ada(), 'clip', credits(3), NOW);
  const limited = (dayMicro: number | null, monthMicro: number | null, heldMicro = 0): User =>
    ada({
      ...spent,
      heldMicro: toMicro(heldMicro),
      spendingLimit: {
        dayMicro: dayMicro === null ? null : toMicro(dayMicro),
        monthMicro: monthMicro === null ? null : toMicro(monthMicro),
      },
    });

  it('lets pass what stays within it, to the last credit, and nothing beyond', () => {
    expect(refuseBySpendingLimit(limited(null, null), credits(1_000), NOW)).toBeNull();
    expect(refuseBySpendingLimit(limited(credits(5), null), credits(2), NOW)).toBeNull();
    expect(refuseBySpendingLimit(limited(credits(5), null), toMicro(credits(2) + 1), NOW)).toMatchObject({
      reason: 'spending_limit',
      details: { period: 'day', availableMicro: credits(2), retryAfterMs: DAY_MS / 2 },
    });
  });

  it('counts what is held as spent', () => {
    expect(refuseBySpendingLimit(limited(credits(5), null, credits(1)), credits(2), NOW)).toMatchObject({
      details: { availableMicro: credits(1) },
    });
  });

  it('names the month when both are used up: waiting for tomorrow would not help', () => {
    expect(refuseBySpendingLimit(limited(credits(3), credits(3)), credits(1), NOW)).toMatchObject({
      details: { period: 'month', availableMicro: 0, retryAfterMs: 9.5 * DAY_MS },
    });
  });

  it('begins anew with the day', () => {
    const user = limited(credits(3), null);
    expect(refuseBySpendingLimit(user, credits(1), NOW)).not.toBeNull();
    expect(refuseBySpendingLimit(user, credits(1), NOW + DAY_MS / 2)).toBeNull();
  });

  it('of nothing stops everything, and is nothing but the own', () => {
    expect(refuseBySpendingLimit(limited(0, null), credits(1), NOW + DAY_MS)).toMatchObject({
      message: expect.stringContaining('your own limit of 0 credits a day'),
    });
  });
});

describe('what a user is told', () => {
  const toldOf = (before: User, after: User, entries: readonly LedgerEntry[] = [], low = credits(2)) =>
    withNotices(before, after, entries, low).notices.map(({ kind, amountMicro, reason }) => [
      kind,
      amountMicro,
      reason,
    ]);

  it('has credits that came and went, with the reason, but not the welcome', () => {
    const bonus = { type: 'bonus', source: 'bonus', amountMicro: credits(4), expiresAt: null } as const;
    const given = give(openAccount(ada()), bonus, cause, NOW);
    expect(toldOf(ada(), given.user, given.entries)).toEqual([
      ['credits_received', credits(4), 'for the demo'],
    ]);
    const taken = remove(
      openAccount(given.user),
      { type: 'adjustment', lots: pick(given.user.grants, credits(1)) },
      cause,
      NOW,
    );
    expect(toldOf(ada(), taken.user, taken.entries)).toEqual([
      ['credits_removed', credits(1), 'for the demo'],
    ]);
    const expired = writeOffExpired(
      give(openAccount(ada()), { ...bonus, expiresAt: NOW }, cause, NOW - 1),
      NOW,
    );
    expect(toldOf(ada(), expired.user, expired.entries.slice(1))).toEqual([
      ['credits_expired', credits(4), null],
    ]);
    const welcome = decideEnsure(null, identity, credits(10), NOW);
    expect(withNotices(null, welcome.user, welcome.entries).notices).toEqual([]);
  });

  it('has a low balance once, when a charge crosses the line', () => {
    const charge = (amountMicro: number) =>
      ({ type: 'deduction', amountMicro, createdAt: NOW }) as LedgerEntry;
    const [rich, low] = [ada({ creditsMicro: credits(2) }), ada({ creditsMicro: credits(1) })];
    expect(toldOf(rich, low, [charge(-1)])).toEqual([['low_balance', credits(1), null]]);
    // Where the line is, the configuration says.
    const [ten, nine] = [ada({ creditsMicro: credits(10) }), ada({ creditsMicro: credits(9) })];
    expect(toldOf(ten, nine, [charge(-1)])).toEqual([]);
    expect(toldOf(ten, nine, [charge(-1)], credits(10))).toEqual([['low_balance', credits(9), null]]);
    expect(toldOf(rich, low, [charge(-1)], credits(0))).toEqual([]);
    expect(toldOf(low, ada({ creditsMicro: credits(0) }), [charge(-1)])).toEqual([]);
    expect(toldOf(rich, ada({ creditsMicro: credits(1), heldMicro: credits(1) }))).toEqual([]);
  });

  it('has what became of the account', () => {
    const suspended = ada({ status: 'suspended', statusReason: 'too many' });
    expect(toldOf(ada(), suspended)).toEqual([['suspended', null, 'too many']]);
    expect(toldOf(suspended, ada())).toEqual([['reactivated', null, null]]);
    expect(toldOf(ada(), ada({ tier: 'premium' }))).toEqual([['tier_changed', null, 'premium']]);
    expect(toldOf(ada(), ada({ status: 'deleted' }))).toEqual([]);
  });

  it('is the newest twenty, in order, and nothing older than 90 days', () => {
    let user = ada();
    for (let day = 0; day < 30; day++) {
      const changed = {
        ...user,
        tier: day % 2 === 0 ? 'basic' : 'free',
        updatedAt: NOW + day * DAY_MS,
      } as const;
      user = withNotices(user, changed, []);
    }
    expect(user.notices.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 11));
    const later = { ...user, tier: 'premium', updatedAt: NOW + 119 * DAY_MS } as const;
    expect(withNotices(user, later, []).notices.map(({ id }) => id)).toEqual([31]);
  });
});
