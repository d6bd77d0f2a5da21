import type { Debt } from '@tollgate/contract/account/user';
import { toMicro } from '@tollgate/contract/common/money';
import { describe, expect, it } from 'vitest';
import { UserCheck } from './checks.ts';

const UID = 'ada';
const HELD = 'ada.held';
const DONE = 'ada.done';

/** A user who was given 10, spent 2 of a hold of 3 and holds 1 more. */
const entryId = (sequence: number) => `${UID}.${String(sequence).padStart(10, '0')}`;
const lot = (amount: number, expiresAt: number | null = null, lotId = '1') => ({
  ...{ lotId, source: 'welcome' as const, priority: 30, expiresAt, createdAt: 1 },
  amountMicro: toMicro(amount),
});
const grant = {
  userId: UID,
  sequence: 1,
  type: 'grant' as const,
  amountMicro: toMicro(10),
  lots: [lot(10)],
  requestId: 'welcome',
  balanceBeforeMicro: toMicro(0),
  balanceAfterMicro: toMicro(10),
  activityId: null,
};
const deduction = {
  userId: UID,
  sequence: 2,
  type: 'deduction' as const,
  amountMicro: toMicro(-2),
  lots: [lot(2)],
  requestId: 'done',
  balanceBeforeMicro: toMicro(10),
  balanceAfterMicro: toMicro(8),
  activityId: DONE,
};
const done = {
  userId: UID,
  requestId: 'done',
  status: 'completed' as const,
  heldMicro: toMicro(3),
  chargedMicro: toMicro(2),
  refundedMicro: toMicro(0),
  lastDebtId: 0,
  taken: [lot(3)],
  endedAt: 5 as number | null,
  endAnswer: {
    activityId: DONE,
    status: 'completed' as const,
    chargedMicro: toMicro(2),
    creditsMicro: toMicro(8),
  },
};
const held = {
  ...done,
  requestId: 'held',
  status: 'processing' as const,
  heldMicro: toMicro(1),
  chargedMicro: toMicro(0),
  taken: [lot(1)],
  endedAt: null,
  endAnswer: null,
};
const user = {
  userId: UID,
  creditsMicro: toMicro(7),
  heldMicro: toMicro(1),
  grants: [lot(7)],
  debts: [] as Debt[],
  nextExpiryAt: null as number | null,
  ledgerSeq: 2,
};

/** Undoes the grant. */
const undo = { type: 'reversal', activityId: null, requestId: entryId(1) };

type Changes = {
  grant?: object;
  deduction?: object;
  extra?: object;
  done?: object;
  held?: object;
  user?: object | null;
};

function violationsOf(changes: Changes): string[] {
  const check = new UserCheck(UID);
  check.entry(entryId(1), { ...grant, ...changes.grant });
  check.entry(entryId(2), { ...deduction, ...changes.deduction });
  if (changes.extra) check.entry(entryId(3), { ...deduction, sequence: 3, ...changes.extra });
  check.activity(DONE, { ...done, ...changes.done });
  check.activity(HELD, { ...held, ...changes.held });
  check.user(changes.user === null ? null : { ...user, ...changes.user });
  return check.violations.map(({ invariant, document, message }) => `${invariant} ${document} ${message}`);
}

describe('a user in order', () => {
  it('has no violation', () => expect(violationsOf({})).toEqual([]));
  it('may have lots that expire', () =>
    expect(
      violationsOf({
        grant: { lots: [lot(3), lot(3, 90, '2'), lot(4, 80, '3')] },
        user: { grants: [lot(3, 90, '2'), lot(4, 80, '3')], nextExpiryAt: 80 },
      }),
    ).toEqual([]));
  it('may have entries and lots of before lots were named', () => {
    const unnamed = (amount: number) => lot(amount, null, '');
    expect(
      violationsOf({
        ...{ grant: { lots: [] }, deduction: { lots: [] }, done: { taken: [unnamed(3)] } },
        ...{ held: { taken: [unnamed(1)] }, user: { grants: [unnamed(7)] } },
      }),
    ).toEqual([]);
  });
  it('may have a payment wait for what is held', () => {
    const debt = { debtId: 1, orderId: 'ada.r', amountMicro: toMicro(1), heldMicro: toMicro(1) };
    expect(violationsOf({ user: { debts: [debt] } })).toEqual([]);
  });
});

describe('each violation is named with its document and figures', () => {
  it.each<[string, Changes, string]>([
    [
      'I1 a gap',
      { deduction: { sequence: 3 } },
      `I1 credit_logs/${entryId(2)} is number 3 of the user's ledger, where 2`,
    ],
    [
      'I1 an id of another',
      { grant: { userId: 'eve' } },
      `I1 credit_logs/${entryId(1)} is entry 1 of user eve`,
    ],
    [
      'I1 a broken chain',
      { deduction: { balanceBeforeMicro: 11 } },
      `I1 credit_logs/${entryId(2)} begins at 11, the entry before ended at 10`,
    ],
    [
      'I1 a wrong sum',
      { deduction: { balanceAfterMicro: 9 } },
      `I1 credit_logs/${entryId(2)} says 10 and -2 make 9`,
    ],
    [
      'I1 the balance',
      { user: { creditsMicro: 8, grants: [lot(8)] } },
      'I1 users/ada owns 8 and 1 held, the ledger sums to 8',
    ],
    [
      'I1 the count',
      { user: { ledgerSeq: 5 } },
      'I1 users/ada counts 5 ledger entries, the last one there is 2',
    ],
    ['I1 nobody', { user: null }, 'I1 users/ada does not exist, yet the ledger has 2 entries of it'],
    ['I1 another user', { user: { userId: 'eve' } }, 'I1 users/ada says it is user eve'],
    ['I2 a sign', { grant: { amountMicro: -10 } }, `I2 credit_logs/${entryId(1)} is a grant of -10`],
    [
      'I2 an expiry that gives',
      { grant: { type: 'expiry' } },
      `I2 credit_logs/${entryId(1)} is a expiry of 10`,
    ],
    ['I2 nothing moved', { grant: { amountMicro: 0 } }, `I2 credit_logs/${entryId(1)} is a grant of 0`],
    [
      'I2 a deduction that gives',
      { deduction: { amountMicro: 2 } },
      `I2 credit_logs/${entryId(2)} is a deduction of 2`,
    ],
    ['I2 the lots', { user: { grants: [lot(6)] } }, 'I2 users/ada has 7 credits, its grants hold 6'],
    [
      'I2 the next expiry',
      { user: { grants: [lot(7, 50)] } },
      'I2 users/ada next expires at null, its grants at 50',
    ],
    [
      'I3 the held balance',
      { user: { heldMicro: 3, creditsMicro: 5, grants: [lot(5)] } },
      'I3 users/ada has 3 held, its open activities hold 1',
    ],
    ['I3 what was taken', { held: { taken: [] } }, 'I3 ai_activity/ada.held holds 1, its lots gave 0'],
    ['I4 above the hold', { done: { chargedMicro: 4 } }, 'I4 ai_activity/ada.done was charged 4, and held 3'],
    [
      'I4 not in the ledger',
      { done: { chargedMicro: 3 } },
      'I4 ai_activity/ada.done was charged 3, and the ledger deducts 2 for it',
    ],
    [
      'I4 charged twice',
      { extra: { balanceBeforeMicro: 8, balanceAfterMicro: 6 } },
      `I4 credit_logs/${entryId(3)} charges activity ada.done a second time`,
    ],
    [
      'I4 open with an end',
      { held: { endedAt: 4 } },
      'I4 ai_activity/ada.held is processing, yet has an end',
    ],
    [
      'I4 ended without an end',
      { done: { endAnswer: null } },
      'I4 ai_activity/ada.done is completed, without the time or the answer',
    ],
    [
      'I4 another answer',
      { done: { endAnswer: { ...done.endAnswer, chargedMicro: 1 } } },
      'I4 ai_activity/ada.done was charged 2, and answered 1',
    ],
    [
      'I2 other lots than it moves',
      { deduction: { lots: [lot(1)] } },
      `I2 credit_logs/${entryId(2)} moves -2, and 1 by its lots`,
    ],
    [
      'I2 a lot that had less',
      { extra: { ...undo, lots: [lot(9)], amountMicro: -9 } },
      `I2 credit_logs/${entryId(3)} takes 1 more of lot 1 welcome`,
    ],
    [
      'I2 credits in another lot than the ledger says',
      { user: { grants: [lot(5), lot(2, null, '9')] } },
      'I2 users/ada has 5 of lot 1 welcome 30 for good and 1 held, the ledger left 8',
    ],
    ['I2 a lot twice', { user: { grants: [lot(3), lot(4)] } }, 'I2 users/ada has a lot twice'],
    [
      'I2 an undo of other credits',
      { grant: { lots: [lot(4), lot(6, null, '2')] }, extra: { ...undo, lots: [lot(5)], amountMicro: -5 } },
      `I2 credit_logs/${entryId(3)} undoes ${entryId(1)} by 5 of lot 1 welcome 30 for good, which that moved 4 of`,
    ],
    [
      'I4 what expires later spent first',
      { done: { taken: [lot(2), lot(1, 90, '2')] } },
      'I4 ai_activity/ada.done was to be charged to 2:90:1 1:null:1, and was charged to 1:null:2',
    ],
    [
      'I4 a refund that the ledger has not',
      { done: { refundedMicro: 1 } },
      'I4 ai_activity/ada.done has 1 refunded, the ledger refunds 0 of it',
    ],
    [
      'I4 more refunded than charged',
      { done: { refundedMicro: 3 }, extra: { type: 'refund', amountMicro: 3, lots: [lot(3)] } },
      'I4 ai_activity/ada.done has 3 refunded, of a charge of 2',
    ],
    [
      'I8 a debt of a hold that has ended',
      { user: { debts: [{ debtId: 1, orderId: 'ada.r', amountMicro: 1, heldMicro: 4 }] } },
      'I8 users/ada has ada.r wait for holds of 4, of which 1 are open',
    ],
    [
      'I8 a debt that is older than the hold',
      {
        held: { lastDebtId: 1 },
        user: { debts: [{ debtId: 1, orderId: 'ada.r', amountMicro: 1, heldMicro: 1 }] },
      },
      'I8 users/ada has ada.r wait for holds of 1, of which 0 are open',
    ],
    [
      'I8 a debt that nobody can pay',
      { user: { debts: [{ debtId: 1, orderId: 'ada.r', amountMicro: 1, heldMicro: 0 }] } },
      'I8 users/ada has ada.r wait for 1 of holds of 0',
    ],
    [
      'I4 an id of another',
      { done: { requestId: 'other' } },
      'I4 ai_activity/ada.done is request other of user ada',
    ],
  ])('%s', (_name, changes, expected) => {
    expect(violationsOf(changes)).toContainEqual(expect.stringContaining(expected));
  });
});
