import { toMicro } from '@tollgate/contract/money';
import { describe, expect, it } from 'vitest';
import { OrderCheck } from './check-orders.ts';

/** Ada bought 25 and got 5 of it taken back; another order of hers is open. */
const purchase = { userId: 'ada', type: 'purchase' as const, amountMicro: toMicro(25), requestId: 'r' };
const reversal = { userId: 'ada', type: 'reversal' as const, amountMicro: toMicro(-5), requestId: 'r' };
const paid = {
  ...{ userId: 'ada', requestId: 'r', status: 'partly_refunded' as const, entryId: 'ada.1' as string | null },
  ...{ creditsMicro: toMicro(25), reversedMicro: toMicro(5), unrecoveredMicro: toMicro(0) },
};
const open = { ...paid, requestId: 'o', status: 'open' as const, entryId: null, reversedMicro: toMicro(0) };

type Changes = { purchase?: object; second?: object; reversal?: object; paid?: object | null; open?: object };

function violationsOf(changes: Changes): string[] {
  const check = new OrderCheck();
  check.entry('ada.1', { ...purchase, ...changes.purchase });
  check.entry('ada.2', { ...reversal, ...changes.reversal });
  if (changes.second) check.entry('ada.3', { ...purchase, ...changes.second });
  if (changes.paid !== null) check.order('ada.r', { ...paid, ...changes.paid });
  check.order('ada.o', { ...open, ...changes.open });
  return check.violations().map(({ invariant, document, message }) => `${invariant} ${document} ${message}`);
}

describe('what somebody bought', () => {
  it('has no violation where it is in order', () => expect(violationsOf({})).toEqual([]));

  it('leaves what staff undid out of it', () =>
    expect(violationsOf({ second: { type: 'reversal', requestId: 'ada.0000000009' } })).toEqual([]));

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
    ['an id of another', { paid: { userId: 'eve' } }, 'I7 orders/ada.r is request r of user eve'],
  ])('%s', (_, changes, expected) =>
    expect(violationsOf(changes)).toContainEqual(expect.stringContaining(expected)),
  );
});
