import type { AddressWindow } from '@tollgate/contract/limits/addresses';
import { describe, expect, it } from 'vitest';
import { decideAllowance, type LeaseCommand } from './decide-allowance.ts';

const LIMIT = { calls: 100, windowSeconds: 600 };
/** The end of one of the hundred parts of a window. */
const NOW = 6_000 * 300_000_000;

const ask = (changes: Partial<LeaseCommand> = {}): LeaseCommand => ({
  leaseId: 'new',
  wanted: 1,
  extra: 0,
  returned: [],
  accounts: ['a'],
  ...changes,
});

const window = (changes: Partial<AddressWindow> = {}): AddressWindow => ({
  latestAt: NOW,
  leases: [],
  spent: [],
  accounts: [],
  expiresAt: NOW,
  ...changes,
});

describe('a lease', () => {
  it('that is asked for again, because its answer was lost, is the same lease', () => {
    const first = decideAllowance(null, ask({ wanted: 7 }), LIMIT, NOW);
    if (first.kind !== 'leased') throw new Error('a new address has its whole allowance');
    const again = decideAllowance(first.window, ask({ wanted: 7 }), LIMIT, NOW + 1_000);
    expect(again).toMatchObject({ kind: 'repeat', lease: { calls: 7, usableForMs: 5_000, accounts: 1 } });
  });

  it('is for more than is wanted in the first half of the allowance only', () => {
    const given = (spent: number) => {
      const stored = window({ spent: [{ calls: spent, usedAt: NOW }] });
      const decision = decideAllowance(stored, ask({ wanted: 2, extra: 8 }), LIMIT, NOW);
      return decision.kind === 'leased' ? decision.lease.calls : 0;
    };
    expect([0, 40, 45, 48, 60, 98, 99, 100].map(given)).toEqual([10, 10, 5, 2, 2, 2, 1, 0]);
  });

  it('of another instance counts whole, until a window after it could last be used', () => {
    const stored = window({ leases: [{ id: 'other', calls: 100, usableUntilAt: NOW + 60_000 }] });
    expect(decideAllowance(stored, ask(), LIMIT, NOW)).toEqual({ kind: 'denied', retryAfterMs: 660_000 });
    expect(decideAllowance(stored, ask(), LIMIT, NOW + 659_999)).toMatchObject({ kind: 'denied' });
    expect(decideAllowance(stored, ask(), LIMIT, NOW + 660_000)).toMatchObject({ kind: 'leased' });
  });

  it('that is given back counts by what was used, whoever gives it back twice', () => {
    const stored = window({ leases: [{ id: 'old', calls: 100, usableUntilAt: NOW + 60_000 }] });
    const returned = [{ leaseId: 'old', used: 90 }];
    const next = decideAllowance(stored, ask({ wanted: 20, returned }), LIMIT, NOW);
    if (next.kind !== 'leased') throw new Error('ten were given back');
    expect(next.lease).toMatchObject({ calls: 10, retryAfterMs: 606_000 });
    expect(next.window.spent).toEqual([{ calls: 90, usedAt: NOW + 60_000 }]);
    const again = decideAllowance(next.window, ask({ leaseId: 'third', returned }), LIMIT, NOW);
    expect(again).toMatchObject({ kind: 'denied' });
  });

  it('is not given sooner for a clock that goes back', () => {
    const stored = window({ spent: [{ calls: 100, usedAt: NOW }] });
    expect(decideAllowance(stored, ask(), LIMIT, NOW + 599_999)).toEqual({ kind: 'denied', retryAfterMs: 1 });
    expect(decideAllowance(stored, ask(), LIMIT, NOW + 600_000)).toMatchObject({ kind: 'leased' });
    for (const back of [1, 600_000, 10_000_000]) {
      expect(decideAllowance(stored, ask(), LIMIT, NOW - back)).toEqual({
        kind: 'denied',
        retryAfterMs: 600_000,
      });
    }
    const taken = decideAllowance(window(), ask(), LIMIT, NOW - 600_000);
    expect(taken).toMatchObject({ window: { latestAt: NOW, leases: [{ usableUntilAt: NOW + 6_000 }] } });
  });

  it('follows the limit that is in force', () => {
    const stored = window({
      spent: [
        { calls: 20, usedAt: NOW },
        { calls: 10, usedAt: NOW - 300_000 },
      ],
    });
    const under = (calls: number, windowSeconds: number) =>
      decideAllowance(stored, ask({ wanted: 50 }), { calls, windowSeconds }, NOW);
    expect(under(10, 600)).toEqual({ kind: 'denied', retryAfterMs: 600_000 });
    expect(under(20, 600)).toEqual({ kind: 'denied', retryAfterMs: 600_000 });
    expect(under(30, 600)).toEqual({ kind: 'denied', retryAfterMs: 300_000 });
    expect(under(40, 600)).toMatchObject({ lease: { calls: 10 } });
    expect(under(40, 120)).toMatchObject({ lease: { calls: 20 } });
  });
});

describe('the document', () => {
  it('stays small: what has passed is kept in a hundred numbers at most', () => {
    let stored: AddressWindow | null = null;
    for (let one = 0; one < 3_000; one++) {
      const returned = [{ leaseId: `${one - 1}`, used: 1 }];
      const command = ask({ leaseId: `${one}`, returned });
      const decision = decideAllowance(stored, command, { ...LIMIT, calls: 10_000 }, NOW + (one + 1) * 300);
      if (decision.kind !== 'leased') throw new Error('there is room');
      stored = decision.window;
    }
    expect(stored?.leases).toHaveLength(1);
    expect(stored?.spent.length).toBeLessThanOrEqual(102);
  });

  it('forgets the accounts that were seen longest ago, not those that were there first', () => {
    const accounts = Array.from({ length: 200 }, (_, index) => ({
      hash: `${index}`,
      seenAt: NOW - 200 + index,
    }));
    const decision = decideAllowance(window({ accounts }), ask({ accounts: ['0', 'new'] }), LIMIT, NOW);
    if (decision.kind !== 'leased') throw new Error('there is room');
    const hashes = decision.window.accounts.map(({ hash }) => hash);
    expect(hashes).toHaveLength(200);
    expect(hashes).toContain('0');
    expect(hashes).not.toContain('1');
  });

  it('outlives all that counts in it', () => {
    for (const windowSeconds of [60, 600, 86_400]) {
      const decision = decideAllowance(null, ask({ extra: 5 }), { calls: 100, windowSeconds }, NOW);
      if (decision.kind !== 'leased') throw new Error('a new address has its whole allowance');
      const [lease] = decision.window.leases;
      expect(decision.window.expiresAt).toBeGreaterThanOrEqual(
        (lease?.usableUntilAt ?? 0) + windowSeconds * 1_000,
      );
      expect(decision.window.expiresAt).toBeGreaterThanOrEqual(NOW + 86_400_000);
    }
  });
});
