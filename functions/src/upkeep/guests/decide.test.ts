import type { User } from '@tollgate/contract/account/user';
import { toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import { expect, it } from 'vitest';
import { decideEnsure } from '../../credits/decide.ts';
import { type GuestAccount, whyKept } from './decide.ts';

const [LONG_AGO, CUTOFF, LATELY] = [1_000, 2_000, 3_000];
const guest: User = decideEnsure(
  null,
  { userId: 'gus', email: null, displayName: null, country: null, isGuest: true },
  ZERO_MICRO,
  LONG_AGO,
).user;
const left: GuestAccount = { kind: 'guest', seenAt: LONG_AGO };

it('forgets a guest who was here long ago, with or without a sign-in that is left', () => {
  expect(whyKept(guest, left, CUTOFF)).toBeNull();
  expect(whyKept(guest, { kind: 'gone' }, CUTOFF)).toBeNull();
});

it.each<[string, Partial<User>, GuestAccount]>([
  ['has signed up, which only Authentication knows yet', {}, { kind: 'member' }],
  ['has signed up, which Authentication does not say any more', { isGuest: false }, { kind: 'gone' }],
  ['came lately', { createdAt: LATELY }, left],
  ['made something lately', { updatedAt: LATELY }, left],
  ['opened the page lately', {}, { kind: 'guest', seenAt: LATELY }],
  ['was given credits once', { ledgerSeq: 2 }, left],
  ['has credits', { creditsMicro: toMicro(1) }, left],
  ['has something running', { heldMicro: toMicro(1) }, left],
  ['was suspended', { status: 'suspended' }, left],
  ['closed the account', { status: 'deleted' }, left],
])('keeps one who %s', (_, change, account) => {
  expect(whyKept({ ...guest, ...change }, account, CUTOFF)).not.toBeNull();
});
