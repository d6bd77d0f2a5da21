import { toMicro } from '@tollgate/contract/money';
import { describe, expect, it } from 'vitest';
import { UserCheck } from './checks.ts';

const UID = 'ada';
const HELD = 'ada.held';
const DONE = 'ada.done';

/** A user who was given 10, spent 2 of a hold of 3 and holds 1 more. */
const entryId = (sequence: number) => `${UID}.${String(sequence).padStart(10, '0')}`;
const grant = {
  userId: UID,
  sequence: 1,
  type: 'grant' as const,
  amountMicro: toMicro(10),
  balanceBeforeMicro: toMicro(0),
  balanceAfterMicro: toMicro(10),
  activityId: null,
};
const deduction = {
  userId: UID,
  sequence: 2,
  type: 'deduction' as const,
  amountMicro: toMicro(-2),
  balanceBeforeMicro: toMicro(10),
  balanceAfterMicro: toMicro(8),
  activityId: DONE,
};
const lot = (amount: number, expiresAt: number | null = null) => ({
  source: 'welcome' as const,
  priority: 30,
  expiresAt,
  createdAt: 1,
  amountMicro: toMicro(amount),
});
const done = {
  userId: UID,
  requestId: 'done',
  status: 'completed' as const,
  heldMicro: toMicro(3),
  chargedMicro: toMicro(2),
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
  nextExpiryAt: null as number | null,
  ledgerSeq: 2,
};

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
    expect(violationsOf({ user: { grants: [lot(3, 90), lot(4, 80)], nextExpiryAt: 80 } })).toEqual([]));
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
      'I4 an id of another',
      { done: { requestId: 'other' } },
      'I4 ai_activity/ada.done is request other of user ada',
    ],
  ])('%s', (_name, changes, expected) => {
    expect(violationsOf(changes)).toContainEqual(expect.stringContaining(expected));
  });
});
