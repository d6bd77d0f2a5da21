import type { UserStatus } from '@tollgate/contract/account/status';
import type { Debt } from '@tollgate/contract/account/user';
import { toMicro } from '@tollgate/contract/common/money';
import { describe, expect, it } from 'vitest';
import { OrderCheck } from './check-orders.ts';

/** Ada bought 25 and got 5 of it taken back; another order of hers is open. */
const purchase = { userId: 'ada', type: 'purchase' as const, amountMicro: toMicro(25), requestId: 'r' };
const reversal = { userId: 'ada', type: 'reversal' as const, amountMicro: toMicro(-5), requestId: 'r' };
const paid = {
  ...{ userId: 'ada', requestId: 'r', status: 'partly_refunded' as const, entryId: 'ada.1' as string | null },
  ...{ creditsMicro: toMicro(25), reversedMicro: toMicro(5), unrecoveredMicro: toMicro(0) },
  ...{ priceCents: 100, refundedCents: 20, disputes: {}, awaitedMicro: toMicro(0), reversedLots: [] },
};
const open = {
  ...paid,
  ...{ requestId: 'o', status: 'open' as const, entryId: null, refundedCents: 0, reversedMicro: toMicro(0) },
};
const lot = { lotId: '1', source: 'purchase', priority: 60, expiresAt: null, createdAt: 1 };
const user = { userId: 'ada', status: 'active' as UserStatus, debts: [] as Debt[] };
const debt = { debtId: 1, orderId: 'ada.r', amountMicro: toMicro(2), heldMicro: toMicro(9) };

type Changes = {
  purchase?: object;
  second?: object;
  reversal?: object;
  paid?: object | null;
  open?: object;
  user?: object | null;
};

function violationsOf(changes: Changes): string[] {
  const check = new OrderCheck();
  check.entry('ada.1', { ...purchase, ...changes.purchase });
  check.entry('ada.2', { ...reversal, ...changes.reversal });
  if (changes.second) check.entry('ada.3', { ...purchase, ...changes.second });
  if (changes.paid !== null) check.order('ada.r', { ...paid, ...changes.paid });
  check.order('ada.o', { ...open, ...changes.open });
  check.user(changes.user === null ? null : { ...user, ...changes.user });
  return check.violations().map(({ invariant, document, message }) => `${invariant} ${document} ${message}`);
}

describe('what somebody bought', () => {
  it('has no violation where it is in order', () => expect(violationsOf({})).toEqual([]));

  it('leaves what staff undid out of it', () =>
    expect(violationsOf({ second: { type: 'reversal', requestId: 'ada.0000000009' } })).toEqual([]));

  it('may wait for what a generation holds', () => {
    const paid = { reversedMicro: toMicro(3), awaitedMicro: toMicro(2) };
    const reversal = { amountMicro: -3 };
    expect(violationsOf({ paid, reversal, user: { debts: [debt] } })).toEqual([]);
  });

  it('may have more taken back of a closed account than is owed: there is nobody to give it to', () => {
    expect(violationsOf({ paid: { refundedCents: 0 }, user: { status: 'deleted' } })).toEqual([]);
    expect(violationsOf({ paid: { refundedCents: 0 }, user: null })).toEqual([]);
  });

  it.each<[string, Changes, string]>([
    ['delivered twice', { second: {} }, 'I7 credit_logs/ada.3 delivers r a second time'],
    [
      'delivered and not ordered',
      { second: { requestId: 'x' } },
      'I7 credit_logs/ada.3 delivers x, which nobody ordered',
    ],
    ['an order that is gone', { paid: null }, 'I7 credit_logs/ada.1 delivers r, which nobody ordered'],
    ['another amount', { purchase: { amountMicro: 24 } }, 'I7 orders/ada.r is of 25, the ledger delivers 24'],
    [
      'another entry',
      { paid: { entryId: 'ada.7' } },
      'I7 orders/ada.r names entry ada.7, the ledger delivers it by ada.1',
    ],
    [
      'delivered and not said',
      { paid: { entryId: null, reversedMicro: 0 } },
      'I7 orders/ada.r names entry null',
    ],
    [
      'paid and not delivered',
      { open: { status: 'paid' } },
      'I7 orders/ada.o is paid, and was not delivered',
    ],
    [
      'taken back otherwise',
      { reversal: { amountMicro: -4 } },
      'I7 orders/ada.r has 5 taken back, the ledger 4',
    ],
    [
      'more than there was',
      { paid: { unrecoveredMicro: 21 } },
      'I7 orders/ada.r has more to be taken back, 26',
    ],
    [
      'I8 a refund that was outrun',
      { paid: { refundedCents: 100 } },
      'I8 orders/ada.r owes 25 of what went back, and has 5 taken, 0 waited for and 0 lost',
    ],
    [
      'I8 more taken back than went back',
      { paid: { refundedCents: 0 } },
      'I8 orders/ada.r owes 0 of what went back, and has 5 taken',
    ],
    [
      'I8 a dispute that took nothing',
      { paid: { disputes: { dp: 'lost' } } },
      'I8 orders/ada.r owes 25 of what went back',
    ],
    [
      'I8 waiting for nothing',
      { paid: { reversedMicro: 3, awaitedMicro: 2 }, reversal: { amountMicro: -3 } },
      "I8 orders/ada.r waits for 2, its user's debts are 0",
    ],
    [
      'I8 a debt of no order',
      { user: { debts: [debt] } },
      "I8 orders/ada.r waits for 0, its user's debts are 2",
    ],
    [
      'I8 lots that gave more',
      { paid: { reversedLots: [{ ...lot, amountMicro: 6 }] } },
      'I8 orders/ada.r has 5 taken back, of lots that gave 6',
    ],
    ['an id of another', { paid: { userId: 'eve' } }, 'I7 orders/ada.r is request r of user eve'],
  ])('%s', (_, changes, expected) =>
    expect(violationsOf(changes)).toContainEqual(expect.stringContaining(expected)),
  );
});
