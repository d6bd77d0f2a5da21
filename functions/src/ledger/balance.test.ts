import type { User } from '@tollgate/contract/account/user';
import { toMicro } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { amountsBySource, type Taken } from '@tollgate/contract/ledger/lots';
import { GRANT_SOURCES } from '@tollgate/contract/ledger/sources';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../credits/decide.ts';
import {
  type Account,
  give,
  MAX_LOTS,
  openAccount,
  remove,
  reserve,
  settle,
  writeOffExpired,
} from './balance.ts';

const identity = { userId: 'u', email: null, displayName: null, country: null, isGuest: true };
const newUser = (): User => decideEnsure(null, identity, toMicro(0), 0).user;
const cause = { actorId: 'system', reason: 'test', requestId: 'r', activityId: null };

const given = (
  account: Account,
  source: (typeof GRANT_SOURCES)[number],
  amount: number,
  expiresAt: number | null,
  nowMs = 0,
) => give(account, { type: 'grant', source, amountMicro: toMicro(amount), expiresAt }, cause, nowMs);

describe('lots', () => {
  it('burn by soonest expiry whatever their source, then priority, then age', () => {
    let account = openAccount(newUser());
    account = given(account, 'purchase', 10, null);
    account = given(account, 'plan', 10, 5_000);
    account = given(account, 'purchase', 10, 4_000);
    account = given(account, 'welcome', 10, null, 2);
    account = given(account, 'welcome', 10, null, 1);
    const { account: after, taken } = reserve(account, toMicro(35));
    expect(taken.map((lot) => [lot.source, lot.expiresAt, lot.createdAt, lot.amountMicro])).toEqual([
      ['purchase', 4_000, 0, 10],
      ['plan', 5_000, 0, 10],
      ['welcome', null, 1, 10],
      ['welcome', null, 2, 5],
    ]);
    expect(after.user.creditsMicro).toBe(15);
    expect(after.user.heldMicro).toBe(35);
  });

  it('last for good while there are any that last a day', () => {
    const account = given(given(openAccount(newUser()), 'welcome', 10, null), 'purchase', 10, 86_400_000);
    const { account: held, taken } = reserve(account, toMicro(10));
    const used = settle(held, taken, toMicro(10), cause, 1);
    const later = writeOffExpired(openAccount(used.account.user), 90_000_000);
    expect(later.user.creditsMicro).toBe(10);
    expect(used.account.entries.at(-1)).toMatchObject({ source: 'purchase', amountMicro: -10 });
  });

  it('are kept apart by what gave them, so that each can be taken back by itself', () => {
    const account = given(given(openAccount(newUser()), 'bonus', 3, null), 'bonus', 4, null);
    expect(account.user.grants.map(({ lotId, amountMicro }) => [lotId, amountMicro])).toEqual([
      ['1', 3],
      ['2', 4],
    ]);
  });

  it('are so many at most: what is given beyond joins a lot of its kind, which its entry names', () => {
    let account = openAccount(newUser());
    for (let count = 0; count <= MAX_LOTS + 5; count++) account = given(account, 'bonus', 2, null, count);
    expect(account.user.grants).toHaveLength(MAX_LOTS);
    expect(account.entries.at(-1)?.lots).toMatchObject([{ lotId: '1', amountMicro: 2 }]);
    expect(given(account, 'purchase', 2, null).user.grants).toHaveLength(MAX_LOTS + 1);
  });

  it('get back what a release returns, a drained one too', () => {
    const account = given(openAccount(newUser()), 'plan', 10, 5_000);
    const { account: held, taken } = reserve(account, toMicro(10));
    expect(held.user.grants).toEqual([]);
    const { account: released } = settle(held, taken, toMicro(4), cause, 1_000);
    expect(released.user.grants).toEqual([{ ...account.user.grants[0], amountMicro: 6 }]);
    expect(released.user.heldMicro).toBe(0);
    expect(released.entries.at(-1)).toMatchObject({
      type: 'deduction',
      amountMicro: -4,
      balanceBeforeMicro: 10,
      balanceAfterMicro: 6,
    });
  });

  it('of a hold are charged in the same order, whatever the order in which an older version took them', () => {
    const account = given(given(openAccount(newUser()), 'welcome', 5, null), 'purchase', 5, 5_000);
    const { account: held, taken } = reserve(account, toMicro(10));
    const settled = settle(held, taken.toReversed(), toMicro(5), cause, 1_000);
    expect(settled.account.user.grants).toMatchObject([{ source: 'welcome', amountMicro: 5 }]);
    expect(settled.taken.map(({ source }) => source)).toEqual(['purchase', 'welcome']);
  });

  it('are named by the entry of a use, with what it took of each source', () => {
    let account = given(openAccount(newUser()), 'welcome', 10, null);
    account = given(given(account, 'plan', 4, 9_000), 'bonus', 3, null);
    const { account: held, taken } = reserve(account, toMicro(16));
    const entry = settle(held, taken, toMicro(15), cause, 1).account.entries.at(-1);
    if (!entry) throw new Error('a charge makes an entry');
    expect(entry.source).toBeNull();
    expect(amountsBySource(entry)).toEqual({ plan: 4, welcome: 10, bonus: 1 });
    expect(entry.lots.map(({ lotId, amountMicro }) => [lotId, amountMicro])).toEqual([
      ['2', 4],
      ['1', 10],
      ['3', 1],
    ]);
    const removed = remove(account, { type: 'adjustment', lots: account.user.grants }, cause, 1);
    expect(removed.entries.at(-1)?.lots).toHaveLength(3);
  });

  it('are written off once they have expired, with an entry each', () => {
    const account = given(given(openAccount(newUser()), 'plan', 10, 5_000), 'purchase', 1, null);
    expect(writeOffExpired(account, 4_999).entries).toHaveLength(2);
    const after = writeOffExpired(account, 5_000);
    expect(after.user.creditsMicro).toBe(1);
    expect(after.user.nextExpiryAt).toBeNull();
    expect(after.entries.at(-1)).toMatchObject({ type: 'expiry', source: 'plan', amountMicro: -10 });
    expect(writeOffExpired(after, 9_000).entries).toHaveLength(3);
  });

  it('never move by nothing or less, nor more than there is', () => {
    const account = given(openAccount(newUser()), 'bonus', 5, null);
    expect(() => reserve(account, toMicro(6))).toThrow(/more than the lots hold/);
    for (const amount of [0, -1]) {
      expect(() => reserve(account, toMicro(amount))).toThrow(/positive/);
      expect(() => given(account, 'bonus', amount, null)).toThrow(/positive/);
    }
    const { account: held, taken } = reserve(account, toMicro(5));
    expect(() => settle(held, taken, toMicro(6), cause, 0)).toThrow(/never above its hold/);
  });
});

type Step =
  | { kind: 'give'; source: (typeof GRANT_SOURCES)[number]; amount: number; lifetime: number | null }
  | { kind: 'reserve'; share: number }
  | { kind: 'settle'; which: number; share: number }
  | { kind: 'wait'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('give' as const),
    source: fc.constantFrom(...GRANT_SOURCES),
    amount: fc.integer({ min: 1, max: 1_000 }),
    lifetime: fc.option(fc.integer({ min: 1, max: 500 })),
  }),
  fc.record({ kind: fc.constant('reserve' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constant('settle' as const),
    which: fc.nat(),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 300 }) }),
);

describe('any sequence of movements', () => {
  it('keeps I1 to I3: the ledger explains the balance, lots are the balance, holds are what is held', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let account = openAccount(newUser());
        const ledger: LedgerEntry[] = [];
        let holds: Taken[][] = [];
        let nowMs = 1_000;
        for (const move of steps) {
          account = writeOffExpired(account, nowMs);
          if (move.kind === 'wait') nowMs += move.ms;
          if (move.kind === 'give') {
            account = given(account, move.source, move.amount, move.lifetime && nowMs + move.lifetime, nowMs);
          }
          if (move.kind === 'reserve') {
            const amount = Math.ceil(account.user.creditsMicro * move.share);
            if (amount > 0) {
              const reserved = reserve(account, toMicro(amount));
              account = reserved.account;
              holds.push(reserved.taken);
            }
          }
          const hold = move.kind === 'settle' ? holds[move.which % holds.length] : undefined;
          if (move.kind === 'settle' && hold) {
            const held = hold.reduce((total, lot) => total + lot.amountMicro, 0);
            ({ account } = settle(account, hold, toMicro(Math.floor(held * move.share)), cause, nowMs));
            holds = holds.filter((other) => other !== hold);
          }
          ledger.push(...account.entries);
          account = openAccount(account.user);
          check(account.user, ledger, holds);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

function check(user: User, ledger: LedgerEntry[], holds: Taken[][]) {
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  expect(user.creditsMicro + user.heldMicro).toBe(sum(ledger.map((entry) => entry.amountMicro)));
  expect(user.creditsMicro).toBe(sum(user.grants.map((lot) => lot.amountMicro)));
  expect(user.heldMicro).toBe(sum(holds.flat().map((lot) => lot.amountMicro)));
  for (const { lots, amountMicro } of ledger)
    expect(sum(lots.map((lot) => lot.amountMicro))).toBe(Math.abs(amountMicro));
  expect(user.grants.every((lot) => Number.isSafeInteger(lot.amountMicro) && lot.amountMicro > 0)).toBe(true);
  ledger.forEach((entry, index) => {
    expect(entry.sequence).toBe(index + 1);
    expect(entry.balanceBeforeMicro).toBe(ledger[index - 1]?.balanceAfterMicro ?? 0);
    expect(entry.balanceAfterMicro).toBe(entry.balanceBeforeMicro + entry.amountMicro);
  });
}
